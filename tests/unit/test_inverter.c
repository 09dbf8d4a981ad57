/* test_inverter.c: articles become posting lists. */
/* SPDX-License-Identifier: MIT */
#include "index/inverter.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/worker.h"
#include "index/stored.h"
#include "index_help.h"
#include "memory_store.h"
#include "text/analyzer.h"

static struct tw_analyzers *analyzers;
static struct tw_inverter *inverter;
static struct memory_store store;
static struct tw_segment segment;
static struct index_lines found;
static struct index_lines expected;
static bool is_flushed;
static struct tw_worker *worker;	/* that helps with the flush */

#define MEMORY ((size_t)8 << 20)

static int
setup(void **state)
{
	(void)state;
	memory_store_init(&store);
	is_flushed = false;
	worker = NULL;
	return tw_analyzers_new("en", 1 << 20, &analyzers, NULL) ||
		tw_inverter_new(analyzers, TW_TITLE_WEIGHT,
		0, MEMORY,
			&inverter, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	if (is_flushed)
		tw_segment_close(&segment);
	tw_worker_free(worker);
	tw_inverter_free(inverter);
	tw_analyzers_free(analyzers);
	memory_store_done(&store);
	index_lines_done(&found);
	index_lines_done(&expected);
	return 0;
}

static void
add(const char *id, const char *title, const char *text)
{
	struct tw_doc doc = index_doc(id, title, text);

	index_ok(tw_inverter_add(inverter, &doc, &err));
}

/* Writes the batch and opens the segment. */
static void
flush(void)
{
	struct tw_segment_writer *writer;
	struct tw_segment_info info;

	index_ok(tw_segment_writer_new(&store.sink, 1, &writer, &err));
	if (worker)
		index_ok(tw_inverter_flush_with(inverter, writer, worker,
			&err));
	else
		index_ok(tw_inverter_flush(inverter, writer, &err));
	index_ok(tw_segment_finish(writer, &info, &err));
	tw_segment_writer_free(writer);
	index_ok(tw_segment_open(&segment, &store.source, &info, &err));
	is_flushed = true;
}

/* That the segment has these articles and what analysis finds in them. */
static void
expect(const struct tw_doc *docs, uint32_t count)
{
	flush();
	index_lines_read(&found, &segment, 1);
	for (uint32_t i = 0; i < count; i++)
		index_lines_expect(&expected, &docs[i], i, "en");
	index_lines_equal(&found, &expected);
}

static uint32_t
df(enum tw_index_field field, const char *term)
{
	struct tw_term entry;
	int status = tw_segment_find(&segment, field, tw_str_of(term), &entry,
		NULL);

	if (status == TRAWL_END)
		return 0;
	assert_int_equal(status, TRAWL_OK);
	return entry.df;
}

static void
test_title_counts_threefold_and_its_positions_come_first(void **state)
{
	const struct tw_doc docs[] = {
		index_doc("a", "Water and mills", "The mill. Water, water"),
		index_doc("b", "", "A mill"),
	};

	(void)state;
	add("a", "Water and mills", "The mill. Water, water");
	add("b", "", "A mill");
	expect(docs, 2);
	assert_int_equal(segment.info.live[TW_FIELD_ALL].length,
		3 * 2 + 3 + 1);
	assert_int_equal(segment.info.live[TW_FIELD_TITLE].docs, 1);
	assert_int_equal(df(TW_FIELD_ALL, "mill"), 2);
	assert_int_equal(df(TW_FIELD_TITLE, "mill"), 1);
}

static void
test_article_with_an_id_of_the_batch_replaces_it(void **state)
{
	const struct tw_doc docs[] = {
		index_doc("b", "", "second"),
		index_doc("a", "", "third"),
	};

	(void)state;
	add("a", "", "first water");
	add("b", "", "second");
	add("a", "", "third");
	assert_int_equal(tw_inverter_count(inverter), 2);
	expect(docs, 2);
	assert_int_equal(df(TW_FIELD_ALL, "water"), 0);
}

static void
test_removed_article_is_gone_and_may_come_back(void **state)
{
	const struct tw_doc docs[] = {
		index_doc("b", "", "bridge"),
		index_doc("a", "", "river"),
	};

	(void)state;
	add("a", "", "water");
	add("b", "", "bridge");
	assert_true(tw_inverter_remove(inverter, TW_STR("a")));
	assert_false(tw_inverter_remove(inverter, TW_STR("a")));
	assert_false(tw_inverter_remove(inverter, TW_STR("c")));
	assert_int_equal(tw_inverter_count(inverter), 1);
	add("a", "", "river");
	expect(docs, 2);
}

static void
test_ids_are_told_in_the_order_of_the_segment(void **state)
{
	(void)state;
	add("a", "", "one");
	add("b", "", "two");
	add("c", "", "three");
	add("a", "", "four");
	tw_inverter_settle(inverter);
	assert_true(tw_str_equal(tw_inverter_id(inverter, 0), TW_STR("b")));
	assert_true(tw_str_equal(tw_inverter_id(inverter, 1), TW_STR("c")));
	assert_true(tw_str_equal(tw_inverter_id(inverter, 2), TW_STR("a")));
}

static void
test_article_without_words_is_kept(void **state)
{
	const struct tw_doc doc = index_doc("a", "", "...");

	(void)state;
	add("a", "", "...");
	expect(&doc, 1);
	assert_int_equal(segment.info.live[TW_FIELD_ALL].docs, 0);
	assert_int_equal(segment.info.docs, 1);
}

static void
test_title_is_cut_at_its_most_words(void **state)
{
	static char title[2 * (TW_TITLE_MAX + 5) + 20];
	char *p = title;

	(void)state;
	for (int i = 0; i < TW_TITLE_MAX; i++)
		p = stpncpy(p, "x ", 3);
	stpncpy(p, "water bridge", 13);
	const struct tw_doc doc = index_doc("a", title, "river");

	add("a", title, "river");
	expect(&doc, 1);
	assert_int_equal(df(TW_FIELD_TITLE, "water"), 0);
	assert_int_equal(df(TW_FIELD_ALL, "water"), 0);
	assert_int_equal(df(TW_FIELD_ALL, "river"), 1);
}

static void
test_articles_are_analysed_in_their_language(void **state)
{
	struct tw_doc doc = index_doc("a", "", "Häuser");

	(void)state;
	doc.field[TRAWL_LANGUAGE] = TW_STR("de");
	index_ok(tw_inverter_add(inverter, &doc, &err));
	expect(&doc, 1);
	assert_int_equal(df(TW_FIELD_ALL, "haus"), 1);
}

static void
test_many_random_articles_give_what_analysis_gives(void **state)
{
	uint64_t seed = 42;
	struct index_lines lines = {0};
	uint32_t number = 0;

	(void)state;
	for (uint32_t i = 0; i < 400; i++) {
		char id[16];

		snprintf(id, sizeof(id), "n%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);

		index_ok(tw_inverter_add(inverter, &doc, &err));
		if (i % 7 == 3)
			assert_true(tw_inverter_remove(inverter,
				tw_str_of(id)));
		else
			index_lines_expect(&lines, &doc, number++, "en");
	}
	flush();
	index_lines_read(&found, &segment, 1);
	index_lines_equal(&found, &lines);
	index_lines_done(&lines);
}

static void
add_many(uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint64_t seed = i;
		char id[16];

		snprintf(id, sizeof(id), "id%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);

		index_ok(tw_inverter_add(inverter, &doc, &err));
		if (i != 7)
			index_lines_expect(&expected, &doc, i - (i > 7), "en");
	}
	assert_true(tw_inverter_remove(inverter, TW_STR("id7")));
}

static void
expect_many(void)
{
	flush();
	index_lines_read(&found, &segment, 1);
	index_lines_equal(&found, &expected);
}

static void
test_two_threads_write_what_analysis_gives(void **state)
{
	(void)state;
	index_ok(tw_worker_new(&worker, &err));
	add_many(600);
	expect_many();
}

static void
test_two_threads_write_articles_without_a_word(void **state)
{
	struct tw_doc doc = index_doc("a", "", ", . !");

	(void)state;
	index_ok(tw_worker_new(&worker, &err));
	index_ok(tw_inverter_add(inverter, &doc, &err));
	expect(&doc, 1);
}

static void
test_articles_of_many_blocks_are_the_same(void **state)
{
	(void)state;
	add_many(2000);
	expect_many();
}

/* Replaces the inverter by one that puts blocks aside. */
static void
put_aside(void)
{
	tw_inverter_free(inverter);
	index_ok(tw_inverter_new(analyzers, TW_TITLE_WEIGHT,
		TW_INVERTER_ASIDE, MEMORY, &inverter, &err));
}

static void
test_articles_packed_aside_are_the_same(void **state)
{
	(void)state;
	put_aside();
	add_many(1900);
	assert_true(tw_inverter_can_pack(inverter));
	assert_false(tw_inverter_should_pack(inverter));
	tw_inverter_start_packing(inverter);
	index_ok(tw_inverter_pack(inverter, &err));
	index_ok(tw_inverter_end_packing(inverter, &err));
	assert_false(tw_inverter_can_pack(inverter));
	expect_many();
}

static struct tw_doc
random_doc(uint32_t number, char id[16])
{
	uint64_t seed = number;

	snprintf(id, 16, "id%u", number);
	return index_random_doc(&seed, id);
}

/* Whether the segment's article is this one, as it is stored. */
static bool
is_stored(uint32_t place, uint32_t number)
{
	char id[16];
	struct tw_doc doc = random_doc(number, id);
	struct tw_doc stored;
	bool is_equal = true;

	index_ok(tw_stored_get(&segment, place, &stored, &err));
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		is_equal &= tw_str_equal(doc.field[i], stored.field[i]);
	return is_equal;
}

static void
remove_many(uint32_t from, uint32_t end, uint32_t step)
{
	for (uint32_t i = from; i < end; i += step) {
		char id[16];

		snprintf(id, sizeof(id), "id%u", i);
		assert_true(tw_inverter_remove(inverter,
			tw_str(id, strlen(id))));
	}
}

static void
test_removed_articles_are_not_stored(void **state)
{
	(void)state;
	uint32_t place = 0;
	char id[16];

	add_many(500);
	remove_many(0, 5, 1);		/* some of a block */
	remove_many(150, 320, 1);	/* a whole one */
	remove_many(497, 500, 1);	/* of the last */
	struct tw_doc again = random_doc(5, id);

	index_ok(tw_inverter_add(inverter, &again, &err));
	flush();
	assert_int_equal(segment.info.docs, 500 - 1 - 5 - 170 - 3);
	for (uint32_t i = 6; i < 497; i++) {
		if (i == 7 || (i >= 150 && i < 320))
			continue;
		assert_true(is_stored(place++, i));
	}
	assert_true(is_stored(place++, 5));
	assert_int_equal(place, segment.info.docs);
}

static void
test_batch_with_all_removed_is_empty(void **state)
{
	(void)state;
	add_many(300);
	remove_many(0, 7, 1);
	remove_many(8, 300, 1);
	flush();
	assert_int_equal(segment.info.docs, 0);
	assert_int_equal(segment.info.length[TW_STREAM_STORED], 0);
}

/* ------------------------------------------------------------------ */
/* Memory.                                                              */

/* Adds articles until the batch is full; returns how many went in. */
static uint32_t
fill(void)
{
	uint64_t seed = 7;

	for (uint32_t i = 0;; i++) {
		char id[16];

		snprintf(id, sizeof(id), "n%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);
		int status = tw_inverter_add(inverter, &doc, NULL);

		if (status == TRAWL_END)
			return i;
		assert_int_equal(status, TRAWL_OK);
	}
}

static void
test_full_batch_says_so_and_goes_on_after_a_reset(void **state)
{
	(void)state;
	uint32_t first = fill();

	assert_true(first > 1000);
	assert_in_range(tw_inverter_bytes(inverter), 4 << 20, 17 << 19);
	assert_int_equal(tw_inverter_count(inverter), first);
	flush();
	assert_int_equal(segment.info.docs, first);
	tw_inverter_reset(inverter);
	assert_int_equal(tw_inverter_count(inverter), 0);
	assert_in_range(fill(), first - first / 8, first + first / 8);
}

/* A text of words of which no two are equal. */
static char *
wide_text(size_t bytes)
{
	char *text = tw_alloc(bytes);
	size_t n = 0;

	for (uint32_t i = 0; n + 16 < bytes; i++)
		n += (size_t)snprintf(text + n, bytes - n, "%x ", i);
	return text;
}

static void
test_article_beyond_all_memory_is_refused_by_name(void **state)
{
	char *text = wide_text(3 << 20);
	struct tw_doc doc = index_doc("the-big-one", "", text);
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_inverter_add(inverter, &doc, &err), TRAWL_EFULL);
	assert_non_null(strstr(err.text, "the-big-one"));
	add("a", "", "water");
	const struct tw_doc small = index_doc("a", "", "water");

	expect(&small, 1);
	tw_free(text);
}

static void
test_article_that_fits_alone_fits_after_any_batch(void **state)
{
	char *text = wide_text(200 << 10);
	struct tw_doc doc = index_doc("big", "", text);

	(void)state;
	fill();
	assert_int_equal(tw_inverter_add(inverter, &doc, NULL), TRAWL_END);
	tw_inverter_reset(inverter);
	index_ok(tw_inverter_add(inverter, &doc, &err));
	expect(&doc, 1);
	tw_free(text);
}

#define INVERTER_TEST(name) \
	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		INVERTER_TEST(
		test_title_counts_threefold_and_its_positions_come_first),
		INVERTER_TEST(
			test_article_with_an_id_of_the_batch_replaces_it),
		INVERTER_TEST(test_removed_article_is_gone_and_may_come_back),
		INVERTER_TEST(test_ids_are_told_in_the_order_of_the_segment),
		INVERTER_TEST(test_article_without_words_is_kept),
		INVERTER_TEST(test_title_is_cut_at_its_most_words),
		INVERTER_TEST(test_articles_are_analysed_in_their_language),
		INVERTER_TEST(
			test_many_random_articles_give_what_analysis_gives),
		INVERTER_TEST(test_articles_of_many_blocks_are_the_same),
		INVERTER_TEST(test_two_threads_write_what_analysis_gives),
		INVERTER_TEST(test_two_threads_write_articles_without_a_word),
		INVERTER_TEST(test_articles_packed_aside_are_the_same),
		INVERTER_TEST(test_removed_articles_are_not_stored),
		INVERTER_TEST(test_batch_with_all_removed_is_empty),
		INVERTER_TEST(
			test_full_batch_says_so_and_goes_on_after_a_reset),
		INVERTER_TEST(
			test_article_beyond_all_memory_is_refused_by_name),
		INVERTER_TEST(
			test_article_that_fits_alone_fits_after_any_batch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
