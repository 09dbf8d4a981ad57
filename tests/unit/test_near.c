/* test_near.c: words near each other. */
/* SPDX-License-Identifier: MIT */
#include "match/near.h"

#include "match/search.h"
#include "parsing.h"
#include "small_index.h"

/* The ids of the articles that match, best first. */
static void
assert_found(const char *text, const char *expected)
{
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_buf found = {0};
	struct tw_hits hits;

	index_ok(tw_search(reader, query, 10, true, &hits, &err));
	for (uint32_t i = 0; i < hits.count; i++)
		tw_buf_addf(&found, "%s%u", i > 0 ? " " : "",
			(unsigned)(hits.hits[i].doc + 1));
	tw_buf_add_byte(&found, 0);
	assert_string_equal(found.p, expected);
	tw_buf_done(&found);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_reader_free(reader);
}

static void
test_words_may_stand_in_any_order(void **state)
{
	(void)state;
	index_add("1", "", "water under bridges");
	index_add("2", "", "bridges over water");
	index_add("3", "", "bridges");
	index_commit();
	assert_found("water NEAR/1 bridges", "1 2");
	assert_found("\"bridges water\"~1", "1 2");
}

static void
test_distance_counts_the_words_between(void **state)
{
	(void)state;
	index_add("1", "", "water bridges");
	index_add("2", "", "water one bridges");
	index_add("3", "", "water one two bridges");
	index_commit();
	assert_found("water NEAR/0 bridges", "1");
	assert_found("water NEAR/1 bridges", "1 2");
	assert_found("water NEAR/2 bridges", "1 2 3");
}

static void
test_all_words_share_one_stretch(void **state)
{
	(void)state;
	index_add("1", "", "mill one water bridges");
	index_add("2", "", "mill water one two three four water bridges");
	index_commit();
	assert_found("\"water bridges mill\"~1", "1");
	assert_found("\"water bridges mill\"~4", "1");
	assert_found("\"water bridges mill\"~5", "1 2");
}

static void
test_word_asked_for_twice_has_to_be_there_twice(void **state)
{
	(void)state;
	index_add("1", "", "water one two water");
	index_add("2", "", "water one two three");
	index_commit();
	assert_found("\"water water\"~2", "1");
	assert_found("\"water water\"~1", "");
}

static void
test_title_and_text_are_apart(void **state)
{
	(void)state;
	index_add("1", "water", "bridges");
	index_add("2", "water bridges", "mill");
	index_commit();
	assert_found("water NEAR/5 bridges", "2");
	assert_found("title:\"bridges water\"~0", "2");
	assert_found("title:\"bridges mill\"~5", "");
}

static void
test_more_stretches_score_more(void **state)
{
	(void)state;
	index_add("1", "", "water bridges one two three four mill mill");
	index_add("2", "", "water bridges one bridges water mill mill mill");
	index_commit();
	assert_found("water NEAR/0 bridges", "2 1");
}

static void
test_stretches_are_found_far_into_a_text(void **state)
{
	struct tw_buf text = {0};

	(void)state;
	for (int i = 0; i < 3000; i++)
		tw_buf_addf(&text, "water one two three bridges one two ");
	tw_buf_addf(&text, "water bridges");
	tw_buf_add_byte(&text, 0);
	index_add("1", "", text.p);
	index_commit();
	assert_found("water NEAR/0 bridges", "1");
	assert_found("bridges NEAR/1 water -mill", "1");
	tw_buf_done(&text);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_words_may_stand_in_any_order),
		test(test_distance_counts_the_words_between),
		test(test_all_words_share_one_stretch),
		test(test_word_asked_for_twice_has_to_be_there_twice),
		test(test_title_and_text_are_apart),
		test(test_more_stretches_score_more),
		test(test_stretches_are_found_far_into_a_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
