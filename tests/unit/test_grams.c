/* test_grams.c: how much of a text is said in another. */
/* SPDX-License-Identifier: MIT */
#include "page/grams.h"

#include "page_help.h"

static const uint64_t text[] = {1, 2, 3, 4, 5, 6};

static void
test_the_share_is_of_runs_in_the_other(void **state)
{
	struct tw_grams grams = {0};
	const uint64_t other[] = {2, 3, 4, 9, 1, 2, 3};

	(void)state;
	assert_true(tw_grams_set(&grams, 3, text, 6));
	assert_int_equal(grams.count, 4);
	assert_true(tw_grams_share(&grams, text, 6) == 1.0f);
	/* 2 3 4 and 1 2 3, of five. */
	assert_true(tw_grams_share(&grams, other, 7) == 2.0f / 5);
	tw_grams_done(&grams);
}

static void
test_the_order_of_words_counts(void **state)
{
	struct tw_grams grams = {0};
	const uint64_t other[] = {3, 2, 1};

	(void)state;
	assert_true(tw_grams_set(&grams, 3, text, 6));
	assert_true(tw_grams_share(&grams, other, 3) == 0.0f);
	tw_grams_done(&grams);
}

static void
test_texts_shorter_than_a_run_have_nothing_in_common(void **state)
{
	struct tw_grams grams = {0};

	(void)state;
	assert_true(tw_grams_share(&grams, text, 6) == 0.0f);
	assert_true(tw_grams_set(&grams, 3, text, 2));
	assert_int_equal(grams.count, 0);
	assert_true(tw_grams_share(&grams, text, 6) == 0.0f);
	assert_true(tw_grams_set(&grams, 3, text, 6));
	assert_true(tw_grams_share(&grams, text, 2) == 0.0f);
	tw_grams_done(&grams);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_share_is_of_runs_in_the_other),
		cmocka_unit_test(test_the_order_of_words_counts),
		cmocka_unit_test(
			test_texts_shorter_than_a_run_have_nothing_in_common),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
