/* test_calendar.c: names of months and weekdays in many languages. */
/* SPDX-License-Identifier: MIT */
#include "page/calendar.h"

#include "page_help.h"

static void
assert_month(const char *text, unsigned wanted, size_t bytes)
{
	unsigned month = 0;

	assert_int_equal(tw_month_read(tw_str_of(text), &month), bytes);
	assert_int_equal(month, wanted);
}

static void
test_months_are_read_whole_words_only(void **state)
{
	(void)state;
	assert_month("January 2020", 1, 7);
	assert_month("M\xc3\x84RZ", 3, 5);
	assert_month("dic. 2020", 12, 3);
	assert_month("Me\xc3\xa1n F\xc3\xb3mhair 2019", 9, 14);
	assert_month("Januaryish", 0, 0);
	assert_month("", 0, 0);
	assert_month("7", 0, 0);
}

static void
test_a_name_longer_than_any_is_none(void **state)
{
	char name[300];
	unsigned month;

	(void)state;
	memset(name, 'x', sizeof(name));
	assert_int_equal(tw_month_read(tw_str(name, sizeof(name)), &month), 0);
	assert_int_equal(tw_month_read(tw_str(name, 60), &month), 0);
}

static void
test_a_short_weekday_may_be_several(void **state)
{
	unsigned days = 0;

	(void)state;
	assert_int_equal(tw_weekday_read(TW_STR("Tuesday, 17"), &days), 7);
	assert_int_equal(days, 1 << 1);
	assert_int_equal(tw_weekday_read(TW_STR("ma 17"), &days), 2);
	assert_true(days & 1 << 0);
}

static void
test_days_of_a_month_and_of_the_week_are_right(void **state)
{
	(void)state;
	assert_int_equal(tw_month_days(2019, 2), 28);
	assert_int_equal(tw_month_days(2020, 2), 29);
	assert_int_equal(tw_month_days(1900, 2), 28);
	assert_int_equal(tw_month_days(2000, 2), 29);
	assert_int_equal(tw_month_days(2000, 13), 0);
	assert_int_equal(tw_month_days(2000, 0), 0);
	assert_int_equal(tw_weekday(2019, 12, 17), 1);
	assert_int_equal(tw_weekday(2000, 1, 1), 5);
	assert_int_equal(tw_weekday(2020, 2, 29), 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_months_are_read_whole_words_only),
		cmocka_unit_test(test_a_name_longer_than_any_is_none),
		cmocka_unit_test(test_a_short_weekday_may_be_several),
		cmocka_unit_test(
			test_days_of_a_month_and_of_the_week_are_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
