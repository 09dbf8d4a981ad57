/* test_merge.c: a merged segment is that of a batch of the same articles. */
/* SPDX-License-Identifier: MIT */
#include "index/merge.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/worker.h"
#include "index/inverter.h"
#include "index/ranking.h"
#include "index_help.h"
#include "memory_store.h"

#define MERGED 100		/* number of the merged segment */
#define PARTS 20

static struct tw_analyzers *analyzers;
static struct memory_store store;
static struct tw_segment segments[PARTS];
static const struct tw_packing packing;
static struct tw_deaths deaths[PARTS];
static uint32_t count;

static int
setup(void **state)
{
	(void)state;
	memory_store_init(&store);
	count = 0;
	return tw_analyzers_new("en", 0, &analyzers, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < count; i++) {
		tw_segment_close(&segments[i]);
		tw_deaths_done(&deaths[i]);
	}
	tw_analyzers_free(analyzers);
	memory_store_done(&store);
	return 0;
}

static struct tw_inverter *
new_batch(void)
{
	struct tw_inverter *batch;

	index_ok(tw_inverter_new(analyzers, TW_TITLE_WEIGHT,
		0, 32 << 20, &batch,
		&err));
	return batch;
}

/* Adds the article of this number: always the same one. */
static void
add(struct tw_inverter *batch, uint32_t number)
{
	uint64_t seed = number * UINT64_C(77);
	char id[16];

	snprintf(id, sizeof(id), "n%u", number);
	struct tw_doc doc = index_random_doc(&seed, id);

	index_ok(tw_inverter_add(batch, &doc, &err));
}

/* A segment of articles first to end - 1. */
static void
add_segment(uint32_t first, uint32_t end)
{
	struct tw_inverter *batch = new_batch();

	for (uint32_t i = first; i < end; i++)
		add(batch, i);
	struct tw_segment_info info = index_write_batch(batch, &store.sink,
		count + 1);

	index_ok(tw_segment_open(&segments[count], &store.source, &info,
		&err));
	deaths[count++] = (struct tw_deaths){0};
}

static void
kill(uint32_t segment, uint32_t doc)
{
	index_ok(tw_deaths_kill(&deaths[segment], &segments[segment], doc,
		&err));
}

static struct tw_segment_info
merge(void)
{
	struct tw_segment_info info = {0};

	index_ok(tw_merge(segments, deaths, count, &tw_ranking_usual, &packing,
		NULL, &store.sink, MERGED, &info, &err));
	return info;
}

/* The lists of a merge into a store of its own, which a worker helps with if it
   may hold `most` bytes. */
static void
read_merged(size_t most, struct index_lines *ret)
{
	struct tw_segment seen[PARTS];
	struct tw_merge_help help = {.segments = seen, .most = most};
	struct memory_store fresh;
	struct tw_segment merged;
	struct tw_segment_info info;

	memory_store_init(&fresh);
	index_ok(tw_worker_new(&help.worker, &err));
	for (uint32_t i = 0; i < count; i++)
		index_ok(tw_segment_open(&seen[i], &store.source,
			&segments[i].info, &err));
	index_ok(tw_merge(segments, deaths, count, &tw_ranking_usual, &packing,
		most > 0 ? &help : NULL, &fresh.sink, MERGED, &info, &err));
	index_ok(tw_segment_open(&merged, &fresh.source, &info, &err));
	index_lines_read(ret, &merged, 1);
	tw_segment_close(&merged);
	for (uint32_t i = 0; i < count; i++)
		tw_segment_close(&seen[i]);
	tw_worker_free(help.worker);
	memory_store_done(&fresh);
}

/* Every record of the merged segment is in the other store, and is equal. */
static void
expect_records(const struct memory_store *fresh)
{
	size_t found = 0;

	for (size_t i = 0; i < store.count; i++) {
		const struct memory_record *record = &store.records[i];

		if (record->key.segment != MERGED)
			continue;
		const struct memory_record *other = memory_store_find(fresh,
			MERGED, record->key.stream, record->key.number);

		found++;
		assert_non_null(other);
		assert_int_equal(record->length, other->length);
		if (memcmp(record->payload, other->payload, other->length))
			fail_msg("stream %u, record %u", record->key.stream,
				record->key.number);
	}
	assert_int_equal(found, fresh->count);
}

/* The merged segment is the one of a batch of those who live. */
static void
expect_fresh(const uint32_t *numbers, uint32_t n)
{
	struct tw_segment_info merged = merge();
	struct tw_inverter *batch = new_batch();
	struct memory_store fresh;

	memory_store_init(&fresh);
	for (uint32_t i = 0; i < n; i++)
		add(batch, numbers[i]);
	struct tw_segment_info info = index_write_batch(batch, &fresh.sink,
		MERGED);

	assert_memory_equal(&merged, &info, sizeof(info));
	expect_records(&fresh);
	memory_store_done(&fresh);
}

static void
test_two_segments_become_one(void **state)
{
	uint32_t numbers[70];

	(void)state;
	add_segment(0, 30);
	add_segment(30, 70);
	for (uint32_t i = 0; i < 70; i++)
		numbers[i] = i;
	expect_fresh(numbers, 70);
}

static void
test_dead_are_left_out(void **state)
{
	const uint32_t numbers[] = {1, 2, 4, 5, 6, 9};

	(void)state;
	add_segment(0, 4);
	add_segment(4, 8);
	add_segment(8, 10);
	kill(0, 0);
	kill(0, 3);
	kill(1, 3);
	kill(2, 0);
	expect_fresh(numbers, 6);
}

static void
test_segment_of_the_dead_alone_adds_nothing(void **state)
{
	const uint32_t numbers[] = {0, 3};

	(void)state;
	add_segment(0, 1);
	add_segment(1, 3);
	add_segment(3, 4);
	kill(1, 0);
	kill(1, 1);
	expect_fresh(numbers, 2);
}

static void
test_one_segment_loses_its_dead(void **state)
{
	uint32_t numbers[200];
	uint32_t n = 0;

	(void)state;
	add_segment(0, 200);
	for (uint32_t i = 0; i < 200; i++) {
		if (i % 3 == 1)
			kill(0, i);
		else
			numbers[n++] = i;
	}
	expect_fresh(numbers, n);
}

/* Segments of all sizes, long lists among them, a fifth of them dead. */
static void
test_many_random_segments_become_one(void **state)
{
	static uint32_t numbers[2000];
	uint64_t seed = 5;
	uint32_t next = 0;
	uint32_t n = 0;

	(void)state;
	for (uint32_t s = 0; s < PARTS; s++) {
		uint32_t docs = 1 + index_below(&seed, s == 7 ? 600 : 40);

		add_segment(next, next + docs);
		for (uint32_t i = 0; i < docs; i++) {
			if (index_below(&seed, 5) == 0)
				kill(s, i);
			else
				numbers[n++] = next + i;
		}
		next += docs;
	}
	expect_fresh(numbers, n);
}

/* Shares from one list each to half of all. */
static void
test_two_threads_merge_as_one_does(void **state)
{
	static const size_t mosts[] = {1, 3000, 100000, 1 << 24};
	struct index_lines alone = {0};

	(void)state;
	add_segment(0, 300);
	add_segment(300, 310);
	add_segment(310, 700);
	add_segment(700, 701);
	kill(0, 7);
	kill(1, 0);
	kill(3, 0);
	read_merged(0, &alone);
	for (size_t i = 0; i < sizeof(mosts) / sizeof(mosts[0]); i++) {
		struct index_lines shared = {0};

		read_merged(mosts[i], &shared);
		index_lines_equal(&shared, &alone);
		index_lines_done(&shared);
	}
	index_lines_done(&alone);
}

/* A sink that is full after some records. */
struct full_sink {
	struct tw_sink sink;
	uint32_t left;
};

static int
put_while_there_is_room(void *context, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err)
{
	struct full_sink *full = context;

	(void)key;
	(void)payload;
	(void)length;
	if (full->left-- == 0)
		return tw_fail(err, TRAWL_ENOSPACE, "the disk is full");
	return TRAWL_OK;
}

static void
test_failing_sink_fails_the_merge(void **state)
{
	(void)state;
	add_segment(0, 30);
	add_segment(30, 70);
	struct tw_segment seen[2];
	struct tw_merge_help help = {.segments = seen, .most = 2000};

	index_ok(tw_worker_new(&help.worker, &err));
	for (int i = 0; i < 2; i++)
		index_ok(tw_segment_open(&seen[i], &store.source,
			&segments[i].info, &err));
	for (uint32_t left = 0; left < 20; left++) {
		struct full_sink full = {.left = left / 2};
		struct tw_segment_info info;
		trawl_error why = {0};

		full.sink = (struct tw_sink){put_while_there_is_room, &full};
		assert_int_equal(tw_merge(segments, deaths, count,
			&tw_ranking_usual, &packing, left % 2 ? &help : NULL,
			&full.sink, MERGED, &info, &why), TRAWL_ENOSPACE);
		assert_string_equal(why.text, "the disk is full");
	}
	for (int i = 0; i < 2; i++)
		tw_segment_close(&seen[i]);
	tw_worker_free(help.worker);
}

/* Whatever the bytes of an input: an error or a segment, never a crash. */
static void
test_damaged_input_fails_the_merge_at_worst(void **state)
{
	uint64_t seed = 11;
	uint32_t failed = 0;
	struct tw_segment seen[2];
	struct tw_merge_help help = {.segments = seen, .most = 1000};

	(void)state;
	index_ok(tw_worker_new(&help.worker, &err));
	for (uint32_t trial = 0; trial < 400; trial++) {
		struct full_sink sink = {.left = UINT32_MAX};
		struct tw_segment_info info;

		sink.sink = (struct tw_sink){put_while_there_is_room, &sink};
		add_segment(trial, trial + 12);
		add_segment(trial + 12, trial + 14);
		struct memory_record *record = &store.records[
			index_below(&seed, (uint32_t)store.count)];

		for (uint32_t flips = 1 + trial % 3; flips > 0; flips--)
			if (record->length > 0)
				record->payload[index_below(&seed,
					(uint32_t)record->length)] ^=
					(uint8_t)(1u << index_below(&seed, 8));
		for (int i = 0; i < 2; i++)
			index_ok(tw_segment_open(&seen[i], &store.source,
				&segments[i].info, &err));
		failed += tw_merge(segments, deaths, count,
			&tw_ranking_usual, &packing, trial % 2 ? &help : NULL,
			&sink.sink, MERGED, &info, NULL) != TRAWL_OK;
		for (int i = 0; i < 2; i++)
			tw_segment_close(&seen[i]);
		teardown(NULL);
		setup(NULL);
	}
	tw_worker_free(help.worker);
	assert_in_range(failed, 1, 400);
}

#define MERGE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		MERGE_TEST(test_two_segments_become_one),
		MERGE_TEST(test_dead_are_left_out),
		MERGE_TEST(test_segment_of_the_dead_alone_adds_nothing),
		MERGE_TEST(test_one_segment_loses_its_dead),
		MERGE_TEST(test_many_random_segments_become_one),
		MERGE_TEST(test_two_threads_merge_as_one_does),
		MERGE_TEST(test_failing_sink_fails_the_merge),
		MERGE_TEST(test_damaged_input_fails_the_merge_at_worst),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
