/* test_status.c: status codes and error text. */
/* SPDX-License-Identifier: MIT */
#include "base/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_failure_returns_its_status_and_fills_the_error(void **state)
{
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_fail(&err, TRAWL_EINVAL, "bad '%s': %d", "x", 3),
		TRAWL_EINVAL);
	assert_int_equal(err.status, TRAWL_EINVAL);
	assert_string_equal(err.text, "bad 'x': 3");
}

static void
test_failure_without_an_error_to_fill(void **state)
{
	(void)state;
	assert_int_equal(tw_fail(NULL, TRAWL_EIO, "x"), TRAWL_EIO);
	assert_int_equal(TW_CORRUPT(NULL, "x"), TRAWL_ECORRUPT);
	assert_int_equal(tw_no_memory(NULL), TRAWL_ENOMEM);
}

static void
test_corrupt_takes_a_format(void **state)
{
	trawl_error err = {0};

	(void)state;
	assert_int_equal(TW_CORRUPT(&err, "block %d", 7), TRAWL_ECORRUPT);
	assert_int_equal(err.status, TRAWL_ECORRUPT);
	assert_string_equal(err.text, "block 7");
	assert_int_equal(TW_CORRUPT(&err, "no argument"), TRAWL_ECORRUPT);
	assert_string_equal(err.text, "no argument");
}

static void
test_no_memory_has_one_text(void **state)
{
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_no_memory(&err), TRAWL_ENOMEM);
	assert_int_equal(err.status, TRAWL_ENOMEM);
	assert_string_equal(err.text, "out of memory");
}

static void
test_long_text_is_cut_and_ended(void **state)
{
	trawl_error err;

	(void)state;
	memset(&err, 'x', sizeof(err));
	assert_int_equal(tw_fail(&err, TRAWL_EIO, "%5000d", 1), TRAWL_EIO);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_failure_returns_its_status_and_fills_the_error),
		cmocka_unit_test(test_failure_without_an_error_to_fill),
		cmocka_unit_test(test_corrupt_takes_a_format),
		cmocka_unit_test(test_no_memory_has_one_text),
		cmocka_unit_test(test_long_text_is_cut_and_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
