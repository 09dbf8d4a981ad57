/* test_groupsums.c: sums of bounds by groups, in both twins. */
/* SPDX-License-Identifier: MIT */
#include "match/groupsums.h"

#include <setjmp.h>
#include <stdarg.h>
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

static void
test_adding_is_as_plain(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < 60; i++) {
		unsigned shift = dice(&seed, 3);
		size_t bytes = 16 * (1 + dice(&seed, 5));
		uint8_t levels[80];
		uint8_t table[16];
		uint8_t sums[640];
		uint8_t plain[640];

		fill(&seed, levels, sizeof(levels));
		fill(&seed, table, sizeof(table));
		fill(&seed, sums, sizeof(sums));
		memcpy(plain, sums, sizeof(sums));
		tw_groupsums_add(sums, levels, bytes, shift, table);
		tw_groupsums_add_plain(plain, levels, bytes, shift, table);
		assert_memory_equal(sums, plain, sizeof(sums));
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

static void
test_twins_agree(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (unsigned round = 0; round < 60; round++) {
		uint8_t levels[BYTES];
		uint8_t table[16];
		uint8_t sums[SUMS];
		uint8_t plain[SUMS];
		uint8_t least = (uint8_t)(round * 4);

		fill(&seed, levels, BYTES);
		fill(&seed, table, 16);
		fill(&seed, sums, SUMS);
		memcpy(plain, sums, SUMS);
		tw_groupsums_meet(sums, levels, BYTES, round % 3, table);
		tw_groupsums_meet_plain(plain, levels, BYTES, round % 3, table);
		assert_memory_equal(sums, plain, SUMS);
		assert_true(tw_groupsums_above(sums, least) ==
			tw_groupsums_above_plain(sums, least));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_levels_are_added_to_the_sums_of_their_groups),
		cmocka_unit_test(test_sums_saturate),
		cmocka_unit_test(test_adding_is_as_plain),
		cmocka_unit_test(test_lists_that_meet_leave_what_all_have),
		cmocka_unit_test(
			test_a_level_goes_to_as_many_sums_as_its_group_has),
		cmocka_unit_test(test_twins_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
