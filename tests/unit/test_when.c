/* test_when.c: what a query says of dates. */
/* SPDX-License-Identifier: MIT */
#include "query/when.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/dates.h"

/* Asks on Tuesday, 17 December 2019. */
static void
assert_when(enum tw_query_field field, const char *text, const char *expected)
{
	int32_t today = tw_date_days(tw_date_of(2019, 12, 17));
	struct tw_when when;
	struct tw_buf out = {0};

	if (tw_when_read(tw_str_of(text), field, today, &when)) {
		tw_when_print((struct tw_when){when.from, 0}, &out);
		tw_when_print((struct tw_when){0, when.to}, &out);
	}
	tw_buf_add_byte(&out, 0);
	assert_string_equal(out.p, expected);
	tw_buf_done(&out);
}

static void
test_dates_are_as_wide_as_they_are_said(void **state)
{
	(void)state;
	assert_when(TW_QUERY_DATE, "2019", "2019....2019");
	assert_when(TW_QUERY_DATE, "2019-12", "2019-12....2019-12");
	assert_when(TW_QUERY_DATE, "2019/12/17", "2019-12-17....2019-12-17");
}

static void
test_words_count_from_today(void **state)
{
	(void)state;
	assert_when(TW_QUERY_DATE, "today", "2019-12-17....2019-12-17");
	assert_when(TW_QUERY_DATE, "Yesterday", "2019-12-16....2019-12-16");
	assert_when(TW_QUERY_DATE, "this-week", "2019-12-16....2019-12-22");
	assert_when(TW_QUERY_DATE, "last week", "2019-12-09....2019-12-15");
	assert_when(TW_QUERY_DATE, "this_month", "2019-12....2019-12");
	assert_when(TW_QUERY_DATE, "last-month", "2019-11....2019-11");
	assert_when(TW_QUERY_DATE, "this-year", "2019....2019");
	assert_when(TW_QUERY_DATE, "last-year", "2018....2018");
}

static void
test_numbers_of_days_go_back_from_today(void **state)
{
	(void)state;
	assert_when(TW_QUERY_SINCE, "7d", "2019-12-10..");
	assert_when(TW_QUERY_DATE, "1-day-ago", "2019-12-16....2019-12-17");
	assert_when(TW_QUERY_SINCE, "2w", "2019-12-03..");
	assert_when(TW_QUERY_SINCE, "6 months", "2019-06-17..");
	assert_when(TW_QUERY_SINCE, "10y", "2009-12-17..");
	assert_when(TW_QUERY_SINCE, "9999y", "0001-01-17..");
	assert_when(TW_QUERY_SINCE, "7x", "");
	assert_when(TW_QUERY_SINCE, "7", "");
}

static void
test_the_last_day_of_a_shorter_month_is_meant(void **state)
{
	struct tw_when when;

	(void)state;
	assert_true(tw_when_read(TW_STR("1m"), TW_QUERY_SINCE,
		tw_date_days(tw_date_of(2020, 3, 31)), &when));
	assert_int_equal(when.from, tw_date_of(2020, 2, 29));
	assert_true(tw_when_read(TW_STR("1y"), TW_QUERY_SINCE,
		tw_date_days(tw_date_of(2020, 2, 29)), &when));
	assert_int_equal(when.from, tw_date_of(2019, 2, 28));
}

static void
test_since_has_no_end_and_before_no_beginning(void **state)
{
	(void)state;
	assert_when(TW_QUERY_SINCE, "2019", "2019..");
	assert_when(TW_QUERY_SINCE, "last-month", "2019-11..");
	assert_when(TW_QUERY_BEFORE, "2020", "..2019");
	assert_when(TW_QUERY_BEFORE, "2020-05", "..2020-04");
	assert_when(TW_QUERY_BEFORE, "2020-01", "..2019-12");
	assert_when(TW_QUERY_BEFORE, "2020-03-01", "..2020-02-29");
	assert_when(TW_QUERY_BEFORE, "last-week", "..2019-12-08");
	assert_when(TW_QUERY_BEFORE, "0001", "");
}

static void
test_dots_stand_between_two_dates(void **state)
{
	(void)state;
	assert_when(TW_QUERY_DATE, "2014..2019", "2014....2019");
	assert_when(TW_QUERY_DATE, "2014-05..yesterday",
		"2014-05....2019-12-16");
	assert_when(TW_QUERY_DATE, "2014..", "2014..");
	assert_when(TW_QUERY_DATE, "..2014", "..2014");
	assert_when(TW_QUERY_DATE, "2019..2019-01-01", "2019....2019-01-01");
	assert_when(TW_QUERY_SINCE, "2014..2019", "");
}

static void
test_what_is_no_time_is_refused(void **state)
{
	(void)state;
	assert_when(TW_QUERY_DATE, "", "");
	assert_when(TW_QUERY_DATE, "..", "");
	assert_when(TW_QUERY_DATE, "london", "");
	assert_when(TW_QUERY_DATE, "0000", "");
	assert_when(TW_QUERY_DATE, "2019-13", "");
	assert_when(TW_QUERY_DATE, "2019..2018", "");
	assert_when(TW_QUERY_DATE, "2014..x", "");
	assert_when(TW_QUERY_DATE, "2019-12-17-2019-12-17-2019-12-17", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates_are_as_wide_as_they_are_said),
		cmocka_unit_test(test_words_count_from_today),
		cmocka_unit_test(test_numbers_of_days_go_back_from_today),
		cmocka_unit_test(test_the_last_day_of_a_shorter_month_is_meant),
		cmocka_unit_test(test_since_has_no_end_and_before_no_beginning),
		cmocka_unit_test(test_dots_stand_between_two_dates),
		cmocka_unit_test(test_what_is_no_time_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
