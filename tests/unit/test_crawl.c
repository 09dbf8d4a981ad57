/* test_crawl.c: plain text as crawled, to the blocks of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/crawl.h"

#include "page_help.h"

static void
test_each_line_is_a_block(void **state)
{
	struct tw_page *page = *state;

	tw_crawl_read(TW_STR("One line\r\n\r\nAnother line\nA third"), page);
	assert_int_equal(page->block_count, 3);
	assert_block(page, 0, TW_PARAGRAPH, "One line");
	assert_block(page, 1, TW_PARAGRAPH, "Another line");
	assert_false(page->blocks[1].joined);
	assert_block(page, 2, TW_PARAGRAPH, "A third");
	assert_true(page->blocks[2].joined);
}

static void
test_bullets_begin_items(void **state)
{
	struct tw_page *page = *state;

	tw_crawl_read(TW_STR("  \xe2\x80\xa2 Home\n    \xe2\x80\xa2 About\n"
		"* Star\n- Dash\n-5 degrees\n"), page);
	assert_block(page, 0, TW_ITEM, "Home");
	assert_int_equal(page->blocks[0].level, 2);
	assert_block(page, 1, TW_ITEM, "About");
	assert_int_equal(page->blocks[1].level, 4);
	assert_block(page, 2, TW_ITEM, "Star");
	assert_block(page, 3, TW_ITEM, "Dash");
	assert_block(page, 4, TW_PARAGRAPH, "-5 degrees");
}

static void
test_wrapped_lines_are_one_paragraph(void **state)
{
	struct tw_page *page = *state;

	tw_crawl_read(TW_STR(
		"It grew from what the boats let fall: tomato seeds\n"
		"from sandwiches, a peach stone, once a whole sack\n"
		"of oats that had split.\n"
		"\n"
		"My grandmother remembered it best in August, when\n"
		"the tomatoes had climbed the lock beam.\n"
		"Short.\n"), page);
	assert_int_equal(page->block_count, 3);
	assert_block(page, 0, TW_PARAGRAPH, "It grew from what the boats let "
		"fall: tomato seeds from sandwiches, a peach stone, once a "
		"whole sack of oats that had split.");
	assert_block(page, 1, TW_PARAGRAPH, "My grandmother remembered it "
		"best in August, when the tomatoes had climbed the lock "
		"beam.");
	assert_block(page, 2, TW_PARAGRAPH, "Short.");
}

static void
test_short_lines_are_not_joined(void **state)
{
	struct tw_page *page = *state;

	tw_crawl_read(TW_STR("Ring the plumber\nKeys are here\n"), page);
	assert_int_equal(page->block_count, 2);
}

static void
test_lines_without_words_are_left_out(void **state)
{
	struct tw_page *page = *state;

	tw_crawl_read(TW_STR("...\n-----\n* * *\n\xc2\xa0\nA word\n"), page);
	assert_int_equal(page->block_count, 1);
}

static void
test_an_empty_text_has_no_blocks(void **state)
{
	struct tw_page *page = *state;

	tw_crawl_read(TW_STR(""), page);
	assert_int_equal(page->block_count, 0);
	assert_false(page->failed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		page_test(test_each_line_is_a_block),
		page_test(test_bullets_begin_items),
		page_test(test_wrapped_lines_are_one_paragraph),
		page_test(test_short_lines_are_not_joined),
		page_test(test_lines_without_words_are_left_out),
		page_test(test_an_empty_text_has_no_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
