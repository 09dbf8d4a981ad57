/* test_vote.c: what several sources say of one field. */
/* SPDX-License-Identifier: MIT */
#include "page/vote.h"

#include "page_help.h"

static void
add(struct tw_vote *vote, const char *value, const char *key, int weight)
{
	tw_vote_add(vote, tw_str_of(value), tw_str_of(key), value, weight);
}

static void
test_sources_that_agree_outweigh_one(void **state)
{
	struct tw_vote vote = {.count = 0};
	const struct tw_candidate *best;

	(void)state;
	add(&vote, "one", "a", 5);
	add(&vote, "two", "b", 3);
	add(&vote, "three", "b", 4);
	best = tw_vote_best(&vote, 1);
	assert_non_null(best);
	assert_string_equal(best->source, "three");
}

static void
test_the_first_of_equals_wins(void **state)
{
	struct tw_vote vote = {.count = 0};

	(void)state;
	add(&vote, "one", "a", 3);
	add(&vote, "two", "b", 3);
	assert_string_equal(tw_vote_best(&vote, 1)->source, "one");
}

static void
test_too_light_a_sum_is_not_believed(void **state)
{
	struct tw_vote vote = {.count = 0};

	(void)state;
	assert_null(tw_vote_best(&vote, 1));
	add(&vote, "one", "a", 3);
	assert_non_null(tw_vote_best(&vote, 3));
	assert_null(tw_vote_best(&vote, 4));
}

static void
test_words_agree_whatever_stands_between(void **state)
{
	struct tw_vote vote = {.count = 0};
	struct tw_arena arena = {0};

	(void)state;
	assert_true(tw_vote_add_words(&vote, &arena,
		TW_STR("It\xe2\x80\x99s caf\xc3\xa9-time!"), "one", 1));
	assert_true(tw_vote_add_words(&vote, &arena, TW_STR("ITS CAFE TIME"),
		"two", 1));
	assert_non_null(tw_vote_best(&vote, 2));
	assert_true(tw_vote_add_words(&vote, &arena, TW_STR("..."), "three",
		9));
	assert_int_equal(vote.count, 2);
	tw_arena_done(&arena);
}

static void
test_more_than_fit_are_left_out(void **state)
{
	struct tw_vote vote = {.count = 0};

	(void)state;
	for (int i = 0; i < TW_VOTES_MAX + 9; i++)
		add(&vote, "one", "a", 1);
	assert_int_equal(vote.count, TW_VOTES_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sources_that_agree_outweigh_one),
		cmocka_unit_test(test_the_first_of_equals_wins),
		cmocka_unit_test(test_too_light_a_sum_is_not_believed),
		cmocka_unit_test(test_words_agree_whatever_stands_between),
		cmocka_unit_test(test_more_than_fit_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
