/* test_deaths.c: who dies is subtracted from all that the segment counts. */
/* SPDX-License-Identifier: MIT */
#include "index/deaths.h"

#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "index/inverter.h"
#include "index_help.h"
#include "memory_store.h"

static struct tw_analyzers *analyzers;
static struct tw_census *census;
static struct memory_store store;
static struct tw_segment segment;
static struct tw_deaths deaths;
static struct tw_pending pending;

/* Articles n0, n1, ...: a mill in each title, a river in every second text. */
static void
write_segment(uint32_t docs)
{
	struct tw_inverter *batch;

	index_ok(tw_inverter_new(analyzers, TW_TITLE_WEIGHT,
		0, 16 << 20, &batch,
		&err));
	for (uint32_t i = 0; i < docs; i++) {
		char id[16];

		snprintf(id, sizeof(id), "n%u", i);
		struct tw_doc doc = index_doc(id, "mill", i % 2 == 0 ?
			"water" : "river water river");

		index_ok(tw_inverter_add(batch, &doc, &err));
	}
	struct tw_segment_info info = index_write_batch(batch, &store.sink, 1);

	index_ok(tw_segment_open(&segment, &store.source, &info, &err));
}

static int
setup(void **state)
{
	(void)state;
	memory_store_init(&store);
	deaths = (struct tw_deaths){0};
	tw_pending_init(&pending, NULL, 0);
	if (tw_analyzers_new("en", 0, &analyzers, NULL) ||
		tw_census_new(analyzers, 1 << 20, &census, NULL))
		return -1;
	write_segment(20);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	tw_segment_close(&segment);
	tw_deaths_done(&deaths);
	tw_pending_done(&pending);
	tw_census_free(census);
	tw_analyzers_free(analyzers);
	memory_store_done(&store);
	return 0;
}

static void
kill(uint32_t doc)
{
	index_ok(tw_deaths_kill(&deaths, &segment, doc, &err));
}

static bool
is_dead(uint32_t doc)
{
	bool dead = false;

	index_ok(tw_deaths_has(&deaths, &segment, doc, &dead, &err));
	return dead;
}

/* Puts what waits into the store, and opens the segment as it is then. */
static void
commit(void)
{
	struct tw_segment_info info = segment.info;
	const char *p;
	size_t length;

	index_ok(tw_deaths_subtract(&deaths, &segment, census, &err));
	index_ok(tw_deaths_write(&deaths, &segment, &pending, &info, &err));
	tw_segment_close(&segment);
	p = pending.records.p;
	for (; p < pending.records.p + pending.records.n; p += 16 + length) {
		struct tw_record_key key = {
			tw_le32(p), tw_le32(p + 4), tw_le32(p + 8),
		};

		length = tw_le32(p + 12);
		memory_store_put(&store, key, p + 16, length);
	}
	tw_pending_forget(&pending);
	tw_deaths_done(&deaths);
	index_ok(tw_segment_open(&segment, &store.source, &info, &err));
}

static uint32_t
live_df(enum tw_index_field field, const char *term)
{
	struct tw_term entry;

	index_ok(tw_segment_find(&segment, field, tw_str_of(term), &entry,
		&err));
	return entry.df - entry.dead;
}

static void
test_killed_article_is_dead_at_once(void **state)
{
	(void)state;
	assert_false(is_dead(3));
	kill(3);
	assert_true(is_dead(3));
	assert_false(is_dead(4));
	assert_int_equal(deaths.died, 1);
}

static void
test_article_dies_once(void **state)
{
	(void)state;
	kill(3);
	kill(3);
	assert_int_equal(deaths.died, 1);
	commit();
	kill(3);
	assert_int_equal(deaths.died, 0);
}

static void
test_commit_subtracts_the_dead(void **state)
{
	(void)state;
	kill(3);	/* river water river */
	kill(4);	/* water */
	commit();
	assert_int_equal(segment.info.dead, 2);
	assert_int_equal(live_df(TW_FIELD_ALL, "mill"), 18);
	assert_int_equal(live_df(TW_FIELD_TITLE, "mill"), 18);
	assert_int_equal(live_df(TW_FIELD_ALL, "river"), 9);
	assert_int_equal(live_df(TW_FIELD_ALL, "water"), 18);
	assert_int_equal(segment.info.live[TW_FIELD_ALL].docs, 18);
	assert_int_equal(segment.info.live[TW_FIELD_ALL].length,
		18 * 3 + 9 * 3 + 9 * 1);
	assert_int_equal(segment.info.live[TW_FIELD_TITLE].length, 18);
	assert_int_equal(segment.info.text_bytes,
		18 * strlen("mill") + 9 * strlen("river water river") +
		9 * strlen("water"));
}

static void
test_later_commits_add_up(void **state)
{
	(void)state;
	for (uint32_t doc = 0; doc < 19; doc++) {
		kill(doc);
		commit();
		assert_int_equal(segment.info.dead, doc + 1);
		assert_int_equal(live_df(TW_FIELD_ALL, "mill"), 19 - doc);
	}
	assert_int_equal(live_df(TW_FIELD_ALL, "river"), 1);
	assert_int_equal(segment.info.live[TW_FIELD_ALL].length, 6);
}

/* A census so small that the dead are subtracted in several goes. */
static void
test_dead_are_subtracted_in_little_memory(void **state)
{
	(void)state;
	tw_census_free(census);
	index_ok(tw_census_new(analyzers, 10000, &census, &err));
	tw_segment_close(&segment);
	write_segment(500);
	for (uint32_t doc = 0; doc < 500; doc += 2)
		kill(doc);
	commit();
	assert_int_equal(live_df(TW_FIELD_ALL, "mill"), 250);
	assert_int_equal(live_df(TW_FIELD_ALL, "river"), 250);
	assert_int_equal(live_df(TW_FIELD_ALL, "water"), 250);
}

/* The dictionary has "mill" and "river", but not "water" any more. */
static void
test_term_that_the_dictionary_lacks_is_damage(void **state)
{
	struct memory_record *page = memory_store_find(&store, 1,
		TW_STREAM_DICT, 0);
	trawl_error err = {0};
	size_t at = 0;

	(void)state;
	while (memcmp(page->payload + at, "water", 5) != 0)
		assert_true(++at + 5 <= page->length);
	page->payload[at] = 'z';
	kill(4);
	assert_int_equal(tw_deaths_subtract(&deaths, &segment, census, &err),
		TRAWL_ECORRUPT);
	assert_string_equal(err.text, "segment 1: an article has the term "
		"'water', the dictionary has not");
}

static void
test_terms_of_two_lists_are_added_up(void **state)
{
	const struct tw_dead_term a[] = {{1, 5}, {4, 1}, {9, 2}};
	const struct tw_dead_term b[] = {{0, 1}, {4, 7}, {10, 3}, {11, 1}};
	const struct tw_dead_term sum[] = {
		{0, 1}, {1, 5}, {4, 8}, {9, 2}, {10, 3}, {11, 1},
	};
	struct tw_dead_term to[7];

	(void)state;
	assert_int_equal(tw_dead_terms_add(a, 3, b, 4, to), 6);
	assert_memory_equal(to, sum, sizeof(sum));
	assert_int_equal(tw_dead_terms_add(a, 3, b, 0, to), 3);
	assert_memory_equal(to, a, sizeof(a));
	assert_int_equal(tw_dead_terms_add(a, 0, b, 0, to), 0);
}

#define DEATHS_TEST(name) \
	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DEATHS_TEST(test_killed_article_is_dead_at_once),
		DEATHS_TEST(test_article_dies_once),
		DEATHS_TEST(test_commit_subtracts_the_dead),
		DEATHS_TEST(test_later_commits_add_up),
		DEATHS_TEST(test_dead_are_subtracted_in_little_memory),
		DEATHS_TEST(test_term_that_the_dictionary_lacks_is_damage),
		DEATHS_TEST(test_terms_of_two_lists_are_added_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
