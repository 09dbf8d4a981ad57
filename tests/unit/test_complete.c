/* test_complete.c: how texts go on. */
/* SPDX-License-Identifier: MIT */
#include "read_index.h"

#include "result/complete.h"

static struct tw_arena arena;
static const struct tw_recency recency = {.half_life = 365, .today = 18000};

static int
set_up(void **state)
{
	if (set_up_index(state) != 0)
		return -1;
	index_add_times("A partnership of the council.", 5);
	index_add_times("There is a park, and then another park.", 3);
	index_commit();
	index_add_times("A park and its parking, theatre excepted.", 1);
	index_add_times("A party at the theatre.", 2);
	index_add_times("The parson of São Paulo.", 1);
	index_add("n", "", "It didn't happen.");
	index_commit();
	return read_index();
}

static int
tear_down(void **state)
{
	tw_arena_done(&arena);
	return tear_down_read_index(state);
}

static void
assert_completed(const char *text, uint32_t limit, const char *right)
{
	struct tw_completions found;
	struct tw_buf out = {0};

	index_ok(tw_complete(reader, analyzer, tw_str_of(text), limit,
		&recency, &arena, &found, &err));
	for (uint32_t i = 0; i < found.count; i++)
		tw_buf_addf(&out, "%s%.*s %u", i > 0 ? ", " : "",
			(int)found.at[i].text.n, found.at[i].text.p,
			(unsigned)found.at[i].articles);
	tw_buf_add_byte(&out, '\0');
	assert_string_equal(out.p, right);
	tw_buf_done(&out);
}

static void
test_complete_gives_the_most_usual_words_first(void **state)
{
	(void)state;
	assert_completed("par", 9, "partnership 5, park 4, party 2, "
		"parking 1, parson 1");
	assert_completed("par", 2, "partnership 5, park 4");
	assert_completed("park", 9, "park 4, parking 1");
}

static void
test_complete_keeps_what_was_typed(void **state)
{
	(void)state;
	assert_completed("+Partn", 9, "+Partnership 5");
	assert_completed("PARTN", 9, "PARTNERSHIP 5");
	assert_completed("-\"the counc", 9, "-\"the council 5");
	assert_completed("São Pau", 9, "São Paulo 1");
	assert_completed("Sã", 9, "São 1");
}

static void
test_complete_of_no_word_is_none(void **state)
{
	(void)state;
	assert_completed("", 9, "");
	assert_completed("park ", 9, "");
	assert_completed("zym", 9, "");
	assert_completed("+", 9, "");
	assert_completed("park AND", 9, "");
	assert_completed("\"park\"", 9, "");
	assert_completed("park*", 9, "");
	assert_completed("since:20", 9, "");
}

static void
test_complete_behind_title_gives_words_of_titles(void **state)
{
	(void)state;
	assert_completed("party +title:t", 9, "party +title:title 2");
	assert_completed("title:(a TIT", 9, "title:(a TITLE 12");
	assert_completed("title:par", 9, "");
}

static void
test_complete_takes_apostrophes_for_part_of_a_word(void **state)
{
	(void)state;
	assert_completed("didn't ha", 9, "didn't happen 1");
	assert_completed("did", 9, "didn't 1");
	assert_completed("didn'", 9, "didn't 1");
	assert_completed("didn\u2019", 9, "didn\u2019t 1");
}

static void
test_complete_gives_stop_words_if_there_are_no_others(void **state)
{
	(void)state;
	assert_completed("the", 9, "theatre 3");
	assert_completed("ther", 9, "there 3");
}

static void
test_complete_counts_with_the_other_words(void **state)
{
	(void)state;
	assert_completed("theatre par", 9, "theatre party 2, "
		"theatre park 1, theatre parking 1");
	assert_completed("zymurgy par", 1, "zymurgy partnership 5");
	assert_completed("paulo partn", 1, "paulo partnership 5");
}

/* So many articles of a text and a day. */
static void
add_dated(const char *text, const char *date, uint32_t times)
{
	static unsigned number;

	for (; times > 0; times--) {
		char id[16];

		snprintf(id, sizeof(id), "d%u", number++);
		struct tw_doc doc = index_doc(id, "", text);

		doc.field[TRAWL_DATE] = tw_str_of(date);
		index_ok(tw_writer_add(writer, &doc, &err));
	}
}

/* One of today (2019-04-14) counts as two of long ago. */
static void
test_complete_weighs_words_by_how_often_and_how_recent(void **state)
{
	(void)state;
	add_dated("An oak in the orchard.", "2019-04-14", 2);
	add_dated("An oar in the orchard.", "1990", 3);
	add_dated("An oat in the orchard.", "1990", 5);
	add_dated("An oath in the orchard.", "", 3);
	index_commit();
	tw_reader_free(reader);
	reader = open_reader();
	assert_completed("oa", 9, "oat 5, oath 3, oak 2, oar 3");
	assert_completed("orchard oa", 9, "orchard oat 5, orchard oath 3, "
		"orchard oak 2, orchard oar 3");
}

static void
assert_titles(const char *text, const char *right)
{
	struct tw_buf query = {0};

	tw_complete_titles(tw_str_of(text), &query);
	tw_buf_add_byte(&query, '\0');
	assert_string_equal(query.p, right);
	tw_buf_done(&query);
}

static void
test_complete_asks_for_titles_with_all_words(void **state)
{
	(void)state;
	assert_titles("par", "+title:par*");
	assert_titles("joined up par", "+title:joined +title:up +title:par*");
	assert_titles("joined -up \"par", "+title:joined +title:par*");
	assert_titles("p", "");
	assert_titles("par ", "+title:par ");
	assert_titles("", "");
	assert_titles("author:ruf", "");
	assert_titles("par -par", "");
	assert_titles("par NOT \"par", "");
	assert_titles("par -park ", "+title:par ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_complete_gives_the_most_usual_words_first),
		cmocka_unit_test(test_complete_keeps_what_was_typed),
		cmocka_unit_test(test_complete_of_no_word_is_none),
		cmocka_unit_test(
			test_complete_gives_stop_words_if_there_are_no_others),
		cmocka_unit_test(test_complete_counts_with_the_other_words),
		cmocka_unit_test(
			test_complete_behind_title_gives_words_of_titles),
		cmocka_unit_test(
			test_complete_takes_apostrophes_for_part_of_a_word),
		cmocka_unit_test(test_complete_asks_for_titles_with_all_words),
		cmocka_unit_test(
			test_complete_weighs_words_by_how_often_and_how_recent),
	};

	return cmocka_run_group_tests_name("complete", tests, set_up,
		tear_down);
}
