/* test_warn.c: warnings of a query. */
/* SPDX-License-Identifier: MIT */
#include "query/warn.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void
test_warnings_come_by_offset(void **state)
{
	struct tw_warnings warnings = {0};
	struct tw_query query = {0};

	(void)state;
	tw_warn(&warnings, TW_WARN_QUOTE, 7, "quote at %d", 7);
	tw_warn(&warnings, TW_WARN_CLOSE, 3, "close");
	tw_warn(&warnings, TW_WARN_DEPTH, 7, "depth");
	assert_int_equal(tw_warnings_copy(&warnings, &query, NULL), TRAWL_OK);
	assert_int_equal(query.warning_count, 3);
	assert_string_equal(query.warnings[0].text.p, "close");
	assert_int_equal(query.warnings[0].offset, 3);
	assert_string_equal(query.warnings[1].text.p, "quote at 7");
	assert_string_equal(query.warnings[2].text.p, "depth");
	tw_arena_done(&query.arena);
}

static void
test_first_warning_of_a_kind_stands_for_all(void **state)
{
	struct tw_warnings warnings = {0};
	struct tw_query query = {0};

	(void)state;
	tw_warn(&warnings, TW_WARN_CLOSE, 3, "first");
	tw_warn(&warnings, TW_WARN_CLOSE, 1, "second");
	assert_int_equal(tw_warnings_copy(&warnings, &query, NULL), TRAWL_OK);
	assert_int_equal(query.warning_count, 1);
	assert_string_equal(query.warnings[0].text.p, "first");
	tw_arena_done(&query.arena);
}

static void
test_no_warnings_are_none(void **state)
{
	struct tw_warnings warnings = {0};
	struct tw_query query = {0};

	(void)state;
	assert_int_equal(tw_warnings_copy(&warnings, &query, NULL), TRAWL_OK);
	assert_int_equal(query.warning_count, 0);
	tw_arena_done(&query.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_warnings_come_by_offset),
		cmocka_unit_test(test_first_warning_of_a_kind_stands_for_all),
		cmocka_unit_test(test_no_warnings_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
