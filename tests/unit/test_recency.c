/* test_recency.c: what the age of an article makes of its score. */
/* SPDX-License-Identifier: MIT */
#include "match/recency.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/dates.h"

static float
factor(uint32_t year, uint32_t month, uint32_t day)
{
	struct tw_recency recency = {
		.half_life = 90,
		.today = tw_date_days(tw_date_of(2026, 11, 22)),
	};

	return tw_recency_factor(&recency, tw_date_of(year, month, day));
}

static void
test_without_a_half_life_scores_stay(void **state)
{
	struct tw_recency none = {0, 0};

	(void)state;
	assert_false(tw_recency_counts(&none));
	assert_true(tw_recency_factor(&none, 0) == 1);
	assert_true(tw_recency_factor(&none, tw_date_of(1066, 10, 14)) == 1);
}

static void
test_what_age_takes_halves_with_each_half_life(void **state)
{
	(void)state;
	assert_true(factor(2026, 11, 22) == 1);
	assert_true(factor(2026, 8, 24) == 0.75F);
	assert_true(factor(2026, 5, 26) == 0.625F);
	assert_true(factor(1066, 10, 14) == 0.5F);
}

static void
test_what_is_to_come_is_of_today(void **state)
{
	(void)state;
	assert_true(factor(2027, 1, 1) == 1);
	assert_true(factor(9999, 0, 0) == 1);
}

static void
test_dates_that_are_wide_count_from_their_middle(void **state)
{
	(void)state;
	assert_true(factor(2026, 8, 0) == factor(2026, 8, 15));
	assert_true(factor(2025, 0, 0) == factor(2025, 7, 1));
}

static void
test_without_a_date_an_article_is_a_half_life_old(void **state)
{
	(void)state;
	assert_true(factor(0, 0, 0) == 0.75F);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_a_half_life_scores_stay),
		cmocka_unit_test(
			test_what_age_takes_halves_with_each_half_life),
		cmocka_unit_test(test_what_is_to_come_is_of_today),
		cmocka_unit_test(
			test_dates_that_are_wide_count_from_their_middle),
		cmocka_unit_test(
			test_without_a_date_an_article_is_a_half_life_old),
	};

	return cmocka_run_group_tests_name("recency", tests, NULL, NULL);
}
