/* test_mergedue.c: which segments to merge next. */
/* SPDX-License-Identifier: MIT */
#include "index/merge.h"

#include <string.h>

#include "index_help.h"

#define MOST 200
#define KIB UINT64_C(1024)

static struct tw_segment_info infos[MOST];

static void
set(uint32_t i, uint64_t bytes, uint32_t docs, uint32_t dead)
{
	infos[i] = (struct tw_segment_info){.docs = docs, .dead = dead};
	infos[i].length[TW_STREAM_STORED] = bytes;
}

static void
expect(uint32_t count, uint32_t first, uint32_t merged)
{
	struct tw_merge_range range = tw_merge_due(infos, count);

	assert_int_equal(range.count, merged);
	if (merged > 0)
		assert_int_equal(range.first, first);
}

static void
test_few_segments_stay(void **state)
{
	(void)state;
	expect(0, 0, 0);
	for (uint32_t i = 0; i < 7; i++) {
		set(i, 20000 * KIB, 10, 0);
		expect(i + 1, 0, 0);
	}
	for (uint32_t i = 0; i < 3; i++) {
		set(i, 20 * KIB, 10, 0);
		expect(i + 1, 0, 0);
	}
}

static void
test_four_small_ones_of_a_size_are_merged(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 8; i++)
		set(i, (65 + i) * KIB, 10, 0);
	expect(8, 0, 4);
}

/* As commits of a thousand articles are. */
static void
test_four_of_some_megabytes_are_merged(void **state)
{
	(void)state;
	set(0, 100000 * KIB, 1000, 0);
	for (uint32_t i = 1; i < 5; i++)
		set(i, (1000 + 500 * i) * KIB, 10, 0);
	expect(4, 0, 0);
	expect(5, 1, 4);
}

static void
test_eight_large_ones_of_a_size_are_merged(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 8; i++)
		set(i, (16385 + 1000 * i) * KIB, 10, 0);
	expect(7, 0, 0);
	expect(8, 0, 8);
}

static void
test_eight_of_single_articles_are_merged(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 8; i++)
		set(i, (1 + 2 * i) * KIB, 1, 0);
	expect(7, 0, 0);
	expect(8, 0, 8);
}

static void
test_large_one_before_small_ones_is_left_out(void **state)
{
	(void)state;
	set(0, 10000 * KIB, 1000, 0);
	for (uint32_t i = 1; i < 9; i++)
		set(i, KIB, 10, 0);
	expect(8, 0, 0);
	expect(9, 1, 8);
}

static void
test_small_ones_between_large_ones_go_with_them(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 9; i++)
		set(i, i % 2 == 0 ? 20000 * KIB : KIB, 100, 0);
	expect(9, 0, 8);
}

static void
test_segment_of_many_dead_is_written_anew(void **state)
{
	(void)state;
	set(0, KIB, 100, 0);
	set(1, KIB, 100, 25);
	set(2, KIB, 100, 26);
	expect(2, 0, 0);
	expect(3, 2, 1);
}

/* What is dead does not count: nine tenths of a large one are gone. */
static void
test_size_is_that_of_the_living(void **state)
{
	(void)state;
	set(0, 400 * KIB, 100, 91);
	for (uint32_t i = 1; i < 4; i++)
		set(i, 20 * KIB, 10, 0);
	expect(4, 0, 4);
}

/* Merges what is due, as sizes alone; returns how many segments are left. */
static uint32_t
settle(uint32_t count, uint64_t *written)
{
	for (;;) {
		struct tw_merge_range range = tw_merge_due(infos, count);
		uint64_t bytes = 0;

		if (range.count == 0)
			return count;
		for (uint32_t i = 0; i < range.count; i++)
			bytes += infos[range.first + i]
				.length[TW_STREAM_STORED];
		set(range.first, bytes, 10, 0);
		memmove(&infos[range.first + 1],
			&infos[range.first + range.count],
			(count - range.first - range.count) *
			sizeof(infos[0]));
		count -= range.count - 1;
		*written += bytes;
	}
}

/* Commits of any size, for ever: segments stay few, and so does writing. */
static void
test_segments_and_writing_stay_bounded(void **state)
{
	uint64_t seed = 3;
	uint64_t total = 0;
	uint64_t written = 0;
	uint32_t count = 0;
	uint32_t most = 0;

	(void)state;
	for (uint32_t i = 0; i < 20000; i++) {
		uint64_t bytes = KIB << index_below(&seed, 13);

		set(count++, bytes, 10, 0);
		total += bytes;
		count = settle(count, &written);
		most = count > most ? count : most;
	}
	assert_in_range(most, 8, 50);
	assert_in_range(written / total, 1, 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_few_segments_stay),
		cmocka_unit_test(test_four_small_ones_of_a_size_are_merged),
		cmocka_unit_test(test_four_of_some_megabytes_are_merged),
		cmocka_unit_test(test_eight_large_ones_of_a_size_are_merged),
		cmocka_unit_test(test_eight_of_single_articles_are_merged),
		cmocka_unit_test(test_large_one_before_small_ones_is_left_out),
		cmocka_unit_test(
			test_small_ones_between_large_ones_go_with_them),
		cmocka_unit_test(test_segment_of_many_dead_is_written_anew),
		cmocka_unit_test(test_size_is_that_of_the_living),
		cmocka_unit_test(test_segments_and_writing_stay_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
