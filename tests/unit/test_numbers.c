/* test_numbers.c: numbers compared, summed, counted, in every tier. */
/* SPDX-License-Identifier: MIT */
#include "base/numbers.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define MOST 130

static void
test_sums_run_from_the_one_before(void **state)
{
	uint32_t numbers[12] = {1, 2, 3, 4, 5};
	const uint32_t sums[] = {11, 13, 16, 20, 25};

	(void)state;
	tw_sums(numbers, 5, 10);
	assert_memory_equal(numbers, sums, sizeof(sums));
}

static void
test_no_numbers_have_no_sums(void **state)
{
	uint32_t number = 7;

	(void)state;
	tw_sums(&number, 0, 10);
	assert_int_equal(number, 7);
}

static void
test_each_tier_sums_over_the_end_of_32_bits(void **state)
{
	(void)state;
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
		for (uint32_t count = 0; count <= MOST; count++) {
			uint32_t numbers[MOST + 7];
			uint32_t sums[MOST + 7];
			uint32_t sum = count;

			for (uint32_t i = 0; i < MOST + 7; i++)
				numbers[i] = (i + count) * UINT32_C(2654435761);
			memcpy(sums, numbers, sizeof(sums));
			tw_numbers_tiers[tier]->sums(sums, count, count);
			for (uint32_t i = 0; i < count; i++) {
				sum += numbers[i];
				assert_int_equal(sums[i], sum);
			}
		}
}

static void
test_each_tier_gives_the_places_of_scores(void **state)
{
	float scores[4 * 64];
	uint32_t seed = 3;

	(void)state;
	for (uint32_t round = 0; round < 300; round++) {
		uint16_t places[4 * 64];
		uint32_t count = 64 * dice(&seed, 5);
		uint32_t found = 0;

		for (uint32_t i = 0; i < 4 * 64; i++)
			scores[i] = (float)dice(&seed, 1000) / 10;
		for (unsigned tier = 0; tier <= tw_cpu_tier; tier++) {
			uint32_t n = tw_numbers_tiers[tier]->scores_find(
				scores, count, (float)(round / 3), places);

			found = 0;
			for (uint32_t i = 0; i < count; i++)
				if (scores[i] >= (float)(round / 3))
					assert_int_equal(places[found++], i);
			assert_int_equal(n, found);
		}
	}
}

static void
test_each_tier_finds_numbers_that_are_great_enough(void **state)
{
	uint32_t numbers[64];
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		uint32_t most = 1 + dice(&seed, 1u << dice(&seed, 31));
		uint32_t least = dice(&seed, most + most / 8 + 1);
		uint64_t bits = 0;

		for (int i = 0; i < 64; i++) {
			numbers[i] = dice(&seed, most);
			bits |= (uint64_t)(numbers[i] >= least) << i;
		}
		for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
			assert_true(tw_numbers_tiers[tier]->above(numbers,
				(int32_t)least) == bits);
	}
}

static void
test_bounds_of_numbers_may_be_any(void **state)
{
	uint32_t numbers[64] = {0, INT32_MAX, 1};

	(void)state;
	assert_true(tw_numbers_above(numbers, 0) == UINT64_MAX);
	assert_true(tw_numbers_above(numbers, 1) == 6);
	assert_true(tw_numbers_above(numbers, INT32_MAX) == 2);
	assert_true(tw_numbers_above(numbers, UINT32_MAX) == 0);
}

static void
test_each_tier_finds_scores_that_are_great_enough(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		float scores[64];
		float least = (float)dice(&seed, 12);
		uint64_t bits = 0;

		for (uint32_t i = 0; i < 64; i++) {
			scores[i] = (float)dice(&seed, 10);
			bits |= (uint64_t)(scores[i] >= least) << i;
		}
		for (unsigned tier = 0; tier <= tw_cpu_tier; tier++) {
			const struct tw_numbers_kernels *kernels =
				tw_numbers_tiers[tier];

			assert_true(kernels->scores_above(scores, least) ==
				bits);
			assert_true(kernels->scores_above(scores, -INFINITY) ==
				UINT64_MAX);
			assert_true(kernels->scores_above(scores, INFINITY) ==
				0);
		}
	}
}

static void
test_each_tier_counts_bits(void **state)
{
	const uint64_t words[] = {UINT64_MAX, 0, 5, UINT64_C(1) << 63};

	(void)state;
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
		for (size_t count = 0; count <= 4; count++)
			assert_int_equal(tw_numbers_tiers[tier]->count_bits(
				words, count), count == 0 ? 0 : count < 3 ? 64
				: count == 3 ? 66 : 67);
}

static void
test_each_tier_counts_the_lower_numbers(void **state)
{
	int32_t numbers[MOST + TW_RANKS_SLACK] = {0};
	uint32_t ranks[MOST + TW_RANKS_SLACK];
	uint32_t seed = 5;

	(void)state;
	for (uint32_t count = 0; count <= MOST; count++) {
		for (uint32_t i = 0; i < count; i++)
			numbers[i] = (int32_t)dice(&seed, count) - 40;
		if (count > 2) {
			numbers[0] = INT32_MIN;
			numbers[count / 2] = INT32_MAX;
		}
		for (unsigned tier = 0; tier <= tw_cpu_tier; tier++) {
			tw_numbers_tiers[tier]->ranks(numbers, count, ranks);
			for (uint32_t i = 0; i < count; i++) {
				uint32_t lower = 0;

				for (uint32_t j = 0; j < count; j++)
					lower += numbers[j] < numbers[i];
				assert_int_equal(ranks[i], lower);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums_run_from_the_one_before),
		cmocka_unit_test(test_no_numbers_have_no_sums),
		cmocka_unit_test(test_each_tier_sums_over_the_end_of_32_bits),
		cmocka_unit_test(
			test_each_tier_finds_numbers_that_are_great_enough),
		cmocka_unit_test(test_bounds_of_numbers_may_be_any),
		cmocka_unit_test(
			test_each_tier_finds_scores_that_are_great_enough),
		cmocka_unit_test(test_each_tier_gives_the_places_of_scores),
		cmocka_unit_test(test_each_tier_counts_bits),
		cmocka_unit_test(test_each_tier_counts_the_lower_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
