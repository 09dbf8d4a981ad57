/* test_dates.c: dates as numbers. */
/* SPDX-License-Identifier: MIT */
#include "base/dates.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static uint32_t
pack(const char *text)
{
	return tw_date_pack(tw_str_of(text));
}

static void
test_dates_are_year_month_and_day(void **state)
{
	(void)state;
	assert_int_equal(pack("2019-12-17"), 2019 << 16 | 12 << 8 | 17);
	assert_int_equal(pack("0001-01-01"), 1 << 16 | 1 << 8 | 1);
}

static void
test_parts_that_are_not_known_are_zero(void **state)
{
	(void)state;
	assert_int_equal(pack("2019-12"), 2019 << 16 | 12 << 8);
	assert_int_equal(pack("2019"), 2019 << 16);
}

static void
test_numbers_order_as_the_calendar_does(void **state)
{
	(void)state;
	assert_true(pack("2019") < pack("2019-01"));
	assert_true(pack("2019-01") < pack("2019-01-01"));
	assert_true(pack("2019-01-31") < pack("2019-02"));
	assert_true(pack("2019-12-31") < pack("2020"));
}

static void
test_what_is_no_date_is_zero(void **state)
{
	static const char *const texts[] = {"", "2", "201", "2019-", "2019-1",
		"2019-13", "2019-00", "2019-12-", "2019-12-1", "2019-12-32",
		"2019-12-00", "2019-02-29", "2020-04-31", "2019-12-17 ",
		"2019-12-17T10:00", "2019/12/17", "20191217",
		"+019-12", "2019-1a-01", "yesterday"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_int_equal(pack(texts[i]), 0);
}

static void
test_days_are_counted_from_1970(void **state)
{
	(void)state;
	assert_int_equal(tw_date_days(pack("1970-01-01")), 0);
	assert_int_equal(tw_date_days(pack("1969-12-31")), -1);
	assert_int_equal(tw_date_days(pack("2000-03-01")), 11017);
	assert_int_equal(tw_date_days(pack("2019")),
		tw_date_days(pack("2019-01-01")));
}

static void
test_each_day_follows_the_one_before(void **state)
{
	int32_t last = tw_date_days(pack("9999-12-31"));
	uint32_t before = 0;

	(void)state;
	for (int32_t day = tw_date_days(pack("0001-01-01")); day <= last;
		day++) {
		uint32_t date = tw_date_of_days(day);

		assert_true(date > before);
		assert_int_equal(tw_date_days(date), day);
		assert_in_range(date & 255, 1, 31);
		assert_in_range(date >> 8 & 255, 1, 12);
		before = date;
	}
	assert_int_equal(before, pack("9999-12-31"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates_are_year_month_and_day),
		cmocka_unit_test(test_parts_that_are_not_known_are_zero),
		cmocka_unit_test(test_numbers_order_as_the_calendar_does),
		cmocka_unit_test(test_what_is_no_date_is_zero),
		cmocka_unit_test(test_days_are_counted_from_1970),
		cmocka_unit_test(test_each_day_follows_the_one_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
