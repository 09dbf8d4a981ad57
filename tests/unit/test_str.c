/* test_str.c: slices of text. */
/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_literal_may_hold_a_nul(void **state)
{
	(void)state;
	assert_int_equal(TW_STR("a\0b").n, 3);
	assert_int_equal(TW_STR("").n, 0);
	assert_int_equal(tw_str_of("abc").n, 3);
}

static void
test_equal_slices(void **state)
{
	(void)state;
	assert_true(tw_str_equal(TW_STR("abc"), tw_str("abcd", 3)));
	assert_true(tw_str_equal(TW_STR(""), tw_str(NULL, 0)));
	assert_false(tw_str_equal(TW_STR("abc"), TW_STR("abd")));
	assert_false(tw_str_equal(TW_STR("abc"), TW_STR("ab")));
	assert_false(tw_str_equal(TW_STR("a\0b"), TW_STR("a\0c")));
}

static void
test_order_is_that_of_bytes(void **state)
{
	const struct tw_str ordered[] = {
		tw_str(NULL, 0), TW_STR("\0"), TW_STR("a"), TW_STR("a\0"),
		TW_STR("ab"), TW_STR("b"), TW_STR("\x7f"), TW_STR("\xff"),
	};
	const size_t n = sizeof(ordered) / sizeof(ordered[0]);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			int order = tw_str_compare(ordered[i], ordered[j]);

			assert_int_equal((order > 0) - (order < 0),
				(i > j) - (i < j));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_literal_may_hold_a_nul),
		cmocka_unit_test(test_equal_slices),
		cmocka_unit_test(test_order_is_that_of_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
