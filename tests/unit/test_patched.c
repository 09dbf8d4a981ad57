/* test_patched.c: packing with outliers gives back every number. */
/* SPDX-License-Identifier: MIT */
#include "index/patched.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "random_list.h"

typedef uint32_t block[TW_BLOCK] __attribute__((aligned(16)));

/* Packs and unpacks; returns how it was packed. */
static struct tw_patched
round_trip(const block numbers)
{
	uint8_t bytes[TW_PATCHED_MAX + TW_PACK_SLACK] = {0};
	block back;
	struct tw_patched patched;
	size_t n = tw_patched_put(numbers, bytes, &patched);

	assert_true(n <= TW_PATCHED_MAX);
	assert_int_equal(n, tw_patched_size(patched));
	assert_true(tw_patched_is_good(patched, 32));
	tw_patched_get(bytes, patched, back);
	assert_memory_equal(back, numbers, sizeof(block));
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		assert_int_equal(tw_patched_at(bytes, patched, i), numbers[i]);
	return patched;
}

static void
test_numbers_of_each_width_come_back(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (unsigned width = 0; width <= 32; width++) {
		block numbers;

		for (unsigned i = 0; i < TW_BLOCK; i++)
			numbers[i] = (uint32_t)(random_next(&seed) &
				((UINT64_C(1) << width) - 1));
		(void)round_trip(numbers);
	}
}

static void
test_outliers_at_any_place_and_width_come_back(void **state)
{
	uint64_t seed = 2;

	(void)state;
	for (unsigned width = 0; width <= 32; width++) {
		for (unsigned place = 0; place < TW_BLOCK; place++) {
			block numbers;

			for (unsigned i = 0; i < TW_BLOCK; i++)
				numbers[i] = random_below(&seed, 16);
			numbers[place] =
				(uint32_t)((UINT64_C(1) << width) - 1);
			(void)round_trip(numbers);
		}
	}
}

static void
test_one_wide_number_does_not_widen_the_others(void **state)
{
	block numbers = {0};

	(void)state;
	for (unsigned i = 0; i < TW_BLOCK; i++)
		numbers[i] = i % 4;
	numbers[77] = 1000;

	struct tw_patched patched = round_trip(numbers);

	assert_int_equal(patched.width, 2);
	assert_int_equal(patched.outliers, 1);
}

static void
test_equal_numbers_have_no_outliers(void **state)
{
	block numbers;

	(void)state;
	for (unsigned i = 0; i < TW_BLOCK; i++)
		numbers[i] = UINT32_MAX;

	struct tw_patched patched = round_trip(numbers);

	assert_int_equal(patched.width, 32);
	assert_int_equal(patched.outliers, 0);
}

static void
test_heads_that_need_too_many_bits_are_refused(void **state)
{
	(void)state;
	assert_true(tw_patched_is_good((struct tw_patched){32, 0}, 32));
	assert_false(tw_patched_is_good((struct tw_patched){33, 0}, 32));
	assert_true(tw_patched_is_good((struct tw_patched){24, 1}, 32));
	assert_false(tw_patched_is_good((struct tw_patched){25, 1}, 32));
	assert_false(tw_patched_is_good((struct tw_patched){255, 255}, 32));
}

static void
test_a_damaged_place_stays_in_the_block(void **state)
{
	uint8_t bytes[2 + TW_PACK_SLACK] = {200, 3};
	block numbers;

	(void)state;
	tw_patched_get(bytes, (struct tw_patched){0, 1}, numbers);
	assert_int_equal(numbers[200 % TW_BLOCK], 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_of_each_width_come_back),
		cmocka_unit_test(
			test_outliers_at_any_place_and_width_come_back),
		cmocka_unit_test(
			test_one_wide_number_does_not_widen_the_others),
		cmocka_unit_test(test_equal_numbers_have_no_outliers),
		cmocka_unit_test(
			test_heads_that_need_too_many_bits_are_refused),
		cmocka_unit_test(test_a_damaged_place_stays_in_the_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
