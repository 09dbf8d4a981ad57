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
test_a_sum_is_what_all_lists_add(void **state)
{
	static const uint8_t table[16] = {0, 1, 2, 3, [14] = 200, [15] = 250};
	uint8_t levels[16] = {0x21, 0xe3, 0x0f};
	uint8_t sums[32] = {5, 0, 5, 60, 60, 7};

	(void)state;
	tw_groupsums_add(sums, levels, 16, 0, table);
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
		tw_groupsums_add(sums, levels, BYTES, shift, table);
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
		tw_groupsums_add(sums, levels, BYTES, round % 3, table);
		tw_groupsums_add_plain(plain, levels, BYTES, round % 3, table);
		assert_memory_equal(sums, plain, SUMS);
		assert_true(tw_groupsums_above(sums, least) ==
			tw_groupsums_above_plain(sums, least));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_sum_is_what_all_lists_add),
		cmocka_unit_test(
			test_a_level_goes_to_as_many_sums_as_its_group_has),
		cmocka_unit_test(test_twins_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
