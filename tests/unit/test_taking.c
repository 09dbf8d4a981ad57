/* test_taking.c: what two threads take is what one takes, in its order. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "index/writing.h"
#include "writer_help.h"

/* Enough for several queues. */
#define MANY 6000

/* Of two, with room for queues. */
static void
open_with(uint32_t threads)
{
	struct tw_writer_options options = {
		.memory = 32 << 20,
		.threads = threads,
	};

	index_ok(tw_writer_open(store, &options, &writer, &err));
}

/* Some articles come again, and a few of them are too large to wait. */
static void
add_many(uint64_t seed)
{
	static char large[40000];

	for (size_t i = 0; i + 1 < sizeof(large); i++)
		large[i] = i % 6 == 5 ? ' ' : (char)('a' + i % 7);
	for (uint32_t i = 0; i < MANY; i++) {
		char id[16];

		snprintf(id, sizeof(id), "%u", i % (MANY - 500));
		struct tw_doc doc = i % 1000 == 999 ?
			index_doc(id, "", large) :
			index_random_doc(&seed, id);

		index_ok(tw_writer_add(writer, &doc, &err));
	}
}

static void
read_lines(struct index_lines *lines)
{
	struct tw_reader *reader = open_reader();

	index_lines_read(lines, reader->segments, reader->root.count);
	tw_reader_free(reader);
}

static void
fill(uint32_t threads, struct index_lines *lines)
{
	open_with(threads);
	add_many(7);
	index_ok(tw_writer_remove(writer, TW_STR("17"), &err));
	index_ok(tw_writer_remove(writer, TW_STR("4999"), &err));
	add_many(8);
	index_ok(tw_writer_commit(writer, &err));
	close_writer();
	read_lines(lines);
}

static void
test_index_is_the_same_as_of_one_thread(void **state)
{
	struct index_lines one = {0};
	struct index_lines two = {0};

	(void)state;
	fill(1, &one);
	tw_store_close(store);
	store = help_create("other");
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	fill(2, &two);
	index_lines_equal(&two, &one);
	index_lines_done(&one);
	index_lines_done(&two);
}

/* Makes a segment of some that take the place of others, as a commit does. */
static void
replace_some(uint32_t threads, struct index_lines *lines)
{
	uint64_t seed = 9;

	open_with(threads);
	add_many(7);
	index_ok(tw_writer_commit(writer, &err));
	for (uint32_t i = 100; i < 300; i++) {
		char id[16];

		snprintf(id, sizeof(id), "%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);

		index_ok(tw_writer_add(writer, &doc, &err));
	}
	index_ok(tw_batch_drain(writer, &err));
	index_ok(tw_batch_prepare(writer, &err));
	index_ok(tw_batch_flush(writer, &err));
	assert_int_equal(writer->change.deaths[0].died, 200);
	assert_int_equal(tw_change_fresh(&writer->change),
		threads > 1 ? 0 : 200);
	tw_inverter_reset(writer->batch);
	index_ok(tw_writer_commit(writer, &err));
	close_writer();
	read_lines(lines);
}

static void
test_the_dead_are_subtracted_aside_as_by_one_thread(void **state)
{
	struct index_lines one = {0};
	struct index_lines two = {0};

	(void)state;
	replace_some(1, &one);
	tw_store_close(store);
	store = help_create("other");
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	replace_some(2, &two);
	index_lines_equal(&two, &one);
	index_lines_done(&one);
	index_lines_done(&two);
}

static void
expect_failed_commit(int expected, const char *text)
{
	trawl_error err = {0};

	assert_int_equal(tw_writer_commit(writer, &err), expected);
	assert_non_null(strstr(err.text, text));
}

/* What the thread finds is told, and the writer is of no more use. */
static void
test_damage_found_aside_is_told(void **state)
{
	(void)state;
	open_with(2);
	add_many(7);
	index_ok(tw_writer_commit(writer, &err));
	for (uint32_t i = 100; i < 300; i++) {
		char id[16];

		snprintf(id, sizeof(id), "%u", i);
		add(id, "", "water");
	}
	index_ok(tw_batch_drain(writer, &err));
	index_ok(tw_batch_prepare(writer, &err));
	assert_int_equal(writer->change.deaths[0].died, 200);
	/* As if the dictionary were another one. */
	struct tw_segment *segment = &writer->change.segments[0];
	uint32_t terms = segment->info.terms;

	segment->info.terms = 0;
	expect_failed_commit(TRAWL_ECORRUPT, "the dictionary has not");
	segment->info.terms = terms;
	expect_failed_commit(TRAWL_EINVAL, "has failed before");
}

static void
test_article_that_waits_is_removed(void **state)
{
	(void)state;
	open_with(2);
	add("a", "", "water");
	add("b", "", "river");
	index_ok(tw_writer_remove(writer, TW_STR("a"), &err));
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(df("water"), 0);
	assert_int_equal(df("river"), 1);
}

static void
test_article_that_waits_is_replaced(void **state)
{
	(void)state;
	open_with(2);
	add("a", "", "water");
	add("a", "", "river");
	index_ok(tw_writer_merge(writer, &err));
	assert_int_equal(df("water"), 0);
	assert_int_equal(df("river"), 1);
}

static void
test_writer_freed_while_articles_wait_leaves_nothing(void **state)
{
	(void)state;
	open_with(2);
	add_many(7);
	close_writer();
	assert_int_equal(live(), 0);
}

static void
test_writer_goes_on_behind_a_commit(void **state)
{
	(void)state;
	open_with(2);
	add_many(7);
	index_ok(tw_writer_commit(writer, &err));
	add("x", "", "water");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(live(), MANY - 500 + 1);
}

#define TAKING_TEST(name) \
	cmocka_unit_test_setup_teardown(name, writer_set_up, writer_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TAKING_TEST(test_index_is_the_same_as_of_one_thread),
		TAKING_TEST(
			test_the_dead_are_subtracted_aside_as_by_one_thread),
		TAKING_TEST(test_damage_found_aside_is_told),
		TAKING_TEST(test_article_that_waits_is_removed),
		TAKING_TEST(test_article_that_waits_is_replaced),
		TAKING_TEST(
			test_writer_freed_while_articles_wait_leaves_nothing),
		TAKING_TEST(test_writer_goes_on_behind_a_commit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
