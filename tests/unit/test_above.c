/* test_above.c: which of many numbers are great enough. */
/* SPDX-License-Identifier: MIT */
#include "base/above.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "dice.h"

static void
test_bits_are_of_numbers_that_are_great_enough(void **state)
{
	uint32_t numbers[64];
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		uint32_t most = 1 + dice(&seed, 1u << dice(&seed, 31));
		uint32_t least = dice(&seed, most + most / 8 + 1);

		for (int i = 0; i < 64; i++)
			numbers[i] = dice(&seed, most);
		uint64_t bits = tw_numbers_above(numbers, least);

		assert_true(bits == tw_numbers_above_plain(numbers, least));
		for (int i = 0; i < 64; i++)
			assert_int_equal(bits >> i & 1, numbers[i] >= least);
	}
}

static void
test_bounds_may_be_any(void **state)
{
	uint32_t numbers[64] = {0, INT32_MAX, 1};

	(void)state;
	assert_true(tw_numbers_above(numbers, 0) == UINT64_MAX);
	assert_true(tw_numbers_above(numbers, 1) == 6);
	assert_true(tw_numbers_above(numbers, INT32_MAX) == 2);
	assert_true(tw_numbers_above(numbers, UINT32_MAX) == 0);
	assert_true(tw_numbers_above_plain(numbers, UINT32_MAX) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_bits_are_of_numbers_that_are_great_enough),
		cmocka_unit_test(test_bounds_may_be_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
