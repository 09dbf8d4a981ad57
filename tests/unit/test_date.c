/* test_date.c: calendar dates as pages write them. */
/* SPDX-License-Identifier: MIT */
#include "page/date.h"

#include "table.h"

/* The order of day and month that a line is read by. */
static enum tw_day_order
order_of(const char *name)
{
	static const char *const names[] = {"", "day", "month", "ever"};

	for (int i = TW_DAY_FIRST; i <= TW_MONTH_FIRST_EVER; i++) {
		if (strcmp(name, names[i]) == 0)
			return (enum tw_day_order)i;
	}
	return TW_ORDER_UNKNOWN;
}

static int
check_line(void *context, const struct table_line *line)
{
	struct tw_date date;
	char print[11] = "none";
	size_t start;
	size_t end;
	bool read = strcmp(line->language, "read") == 0;
	struct tw_str text = tw_str_of(line->left);

	(void)context;
	if (read ? tw_date_read(text, &date) > 0
		: tw_date_find_by(text, order_of(line->language), &date,
			&start, &end))
		tw_date_print(date, print);
	if (strcmp(print, line->right) == 0)
		return 0;
	print_error("%s:%u: %s '%s' gives %s, not %s\n", line->file,
		line->number, line->language, line->left, print, line->right);
	return 1;
}

static void
test_dates_are_read_as_the_table_says(void **state)
{
	static const char *const signs[] = {" = ", NULL};

	(void)state;
	table_run("dates.test", signs, check_line, NULL);
}

static void
test_a_found_date_has_its_place(void **state)
{
	struct tw_str text = TW_STR("on 3 March 2020, in town");
	struct tw_date date;
	size_t start = 0;
	size_t end = 0;

	(void)state;
	assert_true(tw_date_find(text, &date, &start, &end));
	assert_int_equal(start, 3);
	assert_int_equal(end, 15);
}

static void
test_no_prefix_of_a_date_is_read_beyond_its_end(void **state)
{
	static const char whole[] = "Tuesday, 17th of December, 2019";
	struct tw_date date;

	(void)state;
	for (size_t n = 0; n < sizeof(whole) - 1; n++) {
		char *cut = malloc(n ? n : 1);
		size_t start;
		size_t end;

		assert_non_null(cut);
		memcpy(cut, whole, n);
		assert_int_equal(tw_date_read(tw_str(cut, n), &date), 0);
		assert_false(tw_date_find(tw_str(cut, n), &date, &start,
			&end));
		free(cut);
	}
}

static void
test_dates_are_printed_as_precisely_as_they_are_known(void **state)
{
	char print[11];

	(void)state;
	tw_date_print((struct tw_date){2019, 12, 7}, print);
	assert_string_equal(print, "2019-12-07");
	tw_date_print((struct tw_date){2019, 2, 0}, print);
	assert_string_equal(print, "2019-02");
	tw_date_print((struct tw_date){2019, 0, 0}, print);
	assert_string_equal(print, "2019");
}

static void
test_an_unknown_part_compares_as_its_first(void **state)
{
	(void)state;
	assert_int_equal(tw_date_compare((struct tw_date){2019, 0, 0},
		(struct tw_date){2019, 1, 1}), 0);
	assert_true(tw_date_compare((struct tw_date){2019, 12, 0},
		(struct tw_date){2019, 12, 2}) < 0);
	assert_true(tw_date_compare((struct tw_date){2020, 0, 0},
		(struct tw_date){2019, 12, 31}) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates_are_read_as_the_table_says),
		cmocka_unit_test(test_a_found_date_has_its_place),
		cmocka_unit_test(
			test_no_prefix_of_a_date_is_read_beyond_its_end),
		cmocka_unit_test(
			test_dates_are_printed_as_precisely_as_they_are_known),
		cmocka_unit_test(test_an_unknown_part_compares_as_its_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
