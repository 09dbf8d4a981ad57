/* test_sums.c: running sums, whatever their number. */
/* SPDX-License-Identifier: MIT */
#include "base/sums.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

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
test_both_twins_give_the_same_over_the_end_of_32_bits(void **state)
{
	(void)state;
	for (uint32_t count = 0; count <= MOST; count++) {
		uint32_t numbers[MOST + 7];
		uint32_t plain[MOST + 7];

		for (uint32_t i = 0; i < MOST + 7; i++)
			numbers[i] = (i + count) * UINT32_C(2654435761);
		memcpy(plain, numbers, sizeof(plain));
		tw_sums(numbers, count, count);
		tw_sums_scalar(plain, count, count);
		assert_memory_equal(numbers, plain, count * sizeof(*plain));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums_run_from_the_one_before),
		cmocka_unit_test(test_no_numbers_have_no_sums),
		cmocka_unit_test(
			test_both_twins_give_the_same_over_the_end_of_32_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
