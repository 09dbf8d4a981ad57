/* test_weave.c: pieces of a text as one that can be read. */
/* SPDX-License-Identifier: MIT */
#include "result/weave.h"

#include "marking.h"

/* Weaves these pieces of the text, nothing marked. */
static void
assert_woven(const char *text, const struct tw_piece *pieces, uint32_t count,
	const char *expected, uint32_t parts)
{
	struct tw_offer offer = {.text = tw_str_of(text)};
	struct tw_pieces chosen = {.count = count};
	struct tw_arena arena = {0};
	struct tw_marked marked;

	memcpy(chosen.piece, pieces, count * sizeof(*pieces));
	assert_int_equal(tw_weave(&offer, &chosen, &arena, &marked, NULL),
		TRAWL_OK);
	assert_true(tw_str_equal(marked.text, tw_str_of(expected)));
	assert_int_equal(marked.part_count, parts);
	tw_arena_done(&arena);
}

static const char text[] = "One two.  Three four.\nFive six.";

static void
test_pieces_that_touch_are_one_part(void **state)
{
	const struct tw_piece pieces[] = {
		{.start = 0, .end = 8, .from = 0, .to = 8},
		{.start = 10, .end = 21, .from = 10, .to = 21},
	};

	(void)state;
	assert_woven(text, pieces, 2, "One two. Three four.", 1);
}

static void
test_pieces_apart_have_an_ellipsis_between(void **state)
{
	const struct tw_piece pieces[] = {
		{.start = 0, .end = 8, .from = 0, .to = 8},
		{.start = 22, .end = 31, .from = 22, .to = 31},
	};

	(void)state;
	assert_woven(text, pieces, 2, "One two. … Five six.", 2);
}

static void
test_cut_sentences_have_an_ellipsis_where_they_are_cut(void **state)
{
	const struct tw_piece pieces[] = {
		{.start = 4, .end = 8, .from = 0, .to = 8},
		{.start = 22, .end = 26, .from = 22, .to = 31},
	};

	(void)state;
	assert_woven(text, pieces, 2, "… two. … Five …", 2);
}

static void
test_no_pieces_are_no_text(void **state)
{
	(void)state;
	assert_woven(text, (const struct tw_piece[]){{0}}, 0, "", 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces_that_touch_are_one_part),
		cmocka_unit_test(test_pieces_apart_have_an_ellipsis_between),
		cmocka_unit_test(
			test_cut_sentences_have_an_ellipsis_where_they_are_cut),
		cmocka_unit_test(test_no_pieces_are_no_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
