/* test_choice.c: the score from which a page's blocks are its article. */
/* SPDX-License-Identifier: MIT */
#include "page/choice.h"

#include "page_help.h"

/* The score from which blocks are taken. */
static float
choose(struct tw_block *blocks, uint32_t count)
{
	struct tw_page page = {.blocks = blocks, .block_count = count};

	assert_true(tw_choice_find(&page));
	return page.least;
}

static void
test_what_is_sure_is_taken_and_what_is_not_is_left(void **state)
{
	struct tw_block blocks[] = {{.score = -3, .words = 100},
		{.score = 4, .words = 100}, {.score = -1, .words = 30},
		{.score = 2, .words = 100}};

	(void)state;
	assert_float_equal(choose(blocks, 4), 2, 0);
}

static void
test_the_likeliest_is_taken_where_nothing_is_sure(void **state)
{
	struct tw_block blocks[] = {{.score = -4, .words = 50},
		{.score = -1, .words = 100}, {.score = -5, .words = 50}};

	(void)state;
	assert_float_equal(choose(blocks, 3), -1, 0);
}

/* -0.7 is one in three: worth half as much behind what is sure. */
static void
test_it_depends_on_the_page_what_is_likely_enough(void **state)
{
	struct tw_block alone[] = {{.score = 0, .words = 100},
		{.score = -0.7f, .words = 100}};
	struct tw_block behind[] = {{.score = 5, .words = 900},
		{.score = -0.7f, .words = 100}};

	(void)state;
	assert_float_equal(choose(alone, 2), -0.7f, 0);
	assert_float_equal(choose(behind, 2), 5, 0);
}

static void
test_bylines_count_for_nothing(void **state)
{
	struct tw_block blocks[] = {
		{.score = 5, .words = 10, .byline = true},
		{.score = 1, .words = 100}, {.score = -2, .words = 40}};

	(void)state;
	assert_float_equal(choose(blocks, 3), 1, 0);
}

static void
test_without_words_there_is_none(void **state)
{
	struct tw_block blocks[] = {{.score = 5, .words = 0},
		{.score = 5, .words = 10, .byline = true}};

	(void)state;
	assert_true(choose(blocks, 2) > 1e9f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_what_is_sure_is_taken_and_what_is_not_is_left),
		cmocka_unit_test(
			test_the_likeliest_is_taken_where_nothing_is_sure),
		cmocka_unit_test(
			test_it_depends_on_the_page_what_is_likely_enough),
		cmocka_unit_test(test_bylines_count_for_nothing),
		cmocka_unit_test(test_without_words_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
