/* test_groupsums.c: sums of bounds by groups, in every tier. */
/* SPDX-License-Identifier: MIT */
#include "match/groupsums.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define BYTES 48
#define SUMS (8 * BYTES)

static void
fill(uint32_t *seed, uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		bytes[i] = (uint8_t)dice(seed, 256);
}

static void
test_levels_are_added_to_the_sums_of_their_groups(void **state)
{
	uint8_t levels[16] = {0x21};
	uint8_t table[16] = {0, 10, 100};
	uint8_t sums[128] = {0};

	(void)state;
	tw_groupsums_add(sums, levels, sizeof(levels), 0, table);
	assert_int_equal(sums[0], 10);
	assert_int_equal(sums[1], 100);
	assert_int_equal(sums[2], 0);
	tw_groupsums_add(sums, levels, sizeof(levels), 2, table);
	assert_int_equal(sums[0], 20);
	assert_int_equal(sums[1], 110);
	assert_int_equal(sums[3], 10);
	assert_int_equal(sums[7], 100);
	assert_int_equal(sums[8], 0);
}

static void
test_sums_saturate(void **state)
{
	uint8_t levels[16];
	uint8_t table[16] = {0};
	uint8_t sums[32];

	(void)state;
	memset(levels, 0xff, sizeof(levels));
	memset(sums, 200, sizeof(sums));
	table[15] = 99;
	tw_groupsums_add(sums, levels, sizeof(levels), 0, table);
	for (size_t i = 0; i < sizeof(sums); i++)
		assert_int_equal(sums[i], 255);
}

static uint8_t
added(uint8_t sum, uint8_t value, bool meets)
{
	if (meets && (sum == 0 || value == 0))
		return 0;
	return sum + value < UINT8_MAX ? (uint8_t)(sum + value) : UINT8_MAX;
}

static void
assert_adds(tw_groupsums_fn *add, uint32_t *seed, bool meets)
{
	unsigned shift = dice(seed, 3);
	size_t bytes = 16 * (1 + dice(seed, 5));
	uint8_t levels[80];
	uint8_t table[16];
	uint8_t sums[8 * 80];
	uint8_t before[8 * 80];

	fill(seed, levels, sizeof(levels));
	fill(seed, table, sizeof(table));
	fill(seed, sums, sizeof(sums));
	table[dice(seed, 16)] = 0;
	sums[dice(seed, 16)] = 0;
	memcpy(before, sums, sizeof(sums));
	add(sums, levels, bytes, shift, table);
	for (size_t i = 0; i < sizeof(sums); i++) {
		size_t group = i >> shift;
		uint8_t value = group < 2 * bytes ?
			table[levels[group / 2] >> group % 2 * 4 & 15] : 0;

		assert_int_equal(sums[i], group < 2 * bytes ?
			added(before[i], value, meets) : before[i]);
	}
}

static void
test_each_tier_adds_levels_to_sums(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
		for (int round = 0; round < 60; round++) {
			assert_adds(tw_groupsums_tiers[tier]->add, &seed,
				false);
			assert_adds(tw_groupsums_tiers[tier]->meet, &seed,
				true);
		}
}

static void
test_each_tier_finds_sums_that_are_great_enough(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (unsigned round = 0; round < 256; round++) {
		uint8_t sums[64];
		uint64_t bits = 0;

		fill(&seed, sums, sizeof(sums));
		for (size_t i = 0; i < 64; i++)
			bits |= (uint64_t)(sums[i] >= round) << i;
		for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
			assert_true(tw_groupsums_tiers[tier]->above(sums,
				(uint8_t)round) == bits);
	}
}

static void
test_lists_that_meet_leave_what_all_have(void **state)
{
	static const uint8_t table[16] = {0, 1, 2, 3, [14] = 200, [15] = 250};
	uint8_t levels[16] = {0x21, 0xe3, 0x0f};
	uint8_t sums[32] = {5, 0, 5, 60, 60, 7};

	(void)state;
	tw_groupsums_meet(sums, levels, 16, 0, table);
	assert_int_equal(sums[0], 6);
	assert_int_equal(sums[1], 0);
	assert_int_equal(sums[2], 8);
	assert_int_equal(sums[3], 255);
	assert_int_equal(sums[4], 255);
	assert_int_equal(sums[5], 0);
}

static void
test_a_level_goes_to_as_many_sums_as_its_group_has(void **state)
{
	uint8_t table[16];
	uint8_t levels[BYTES];
	uint32_t seed = 1;

	(void)state;
	fill(&seed, levels, BYTES);
	for (uint8_t i = 0; i < 16; i++)
		table[i] = i;
	for (unsigned shift = 0; shift <= 2; shift++) {
		uint8_t sums[SUMS];

		memset(sums, 1, SUMS);
		tw_groupsums_meet(sums, levels, BYTES, shift, table);
		for (size_t i = 0; i < (size_t)2 * BYTES << shift; i++) {
			size_t group = i >> shift;
			unsigned level = levels[group / 2] >>
				group % 2 * 4 & 15;

			assert_int_equal(sums[i], level > 0 ? 1 + level : 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_levels_are_added_to_the_sums_of_their_groups),
		cmocka_unit_test(test_sums_saturate),
		cmocka_unit_test(test_each_tier_adds_levels_to_sums),
		cmocka_unit_test(test_lists_that_meet_leave_what_all_have),
		cmocka_unit_test(
			test_a_level_goes_to_as_many_sums_as_its_group_has),
		cmocka_unit_test(
			test_each_tier_finds_sums_that_are_great_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
