/* test_page.c: a page taken apart: blocks of text, areas, facts it states. */
/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "page_help.h"

static void
test_blocks_are_copied_trimmed_and_measured(void **state)
{
	struct tw_page page = {0};
	char text[] = " It is a sentence of some seven words. ";

	(void)state;
	tw_page_add_area(&page, 0, 0);
	tw_page_add_block(&page, TW_PARAGRAPH, 0, 0, tw_str_of(text), 0.25);
	text[1] = 'X';
	assert_block(&page, 0, TW_PARAGRAPH,
		"It is a sentence of some seven words.");
	assert_int_equal(page.blocks[0].words, 8);
	assert_int_equal(page.blocks[0].prose, 8);
	assert_int_equal(page.blocks[0].link_words, 2);
	assert_true(page.blocks[0].sentence);
	tw_page_done(&page);
}

static void
test_text_without_words_is_no_block(void **state)
{
	struct tw_page page = {0};

	(void)state;
	tw_page_add_block(&page, TW_PARAGRAPH, 0, 0, TW_STR("... -"), 0);
	assert_int_equal(page.block_count, 0);
	tw_page_done(&page);
}

static void
test_a_block_of_links_is_no_prose(void **state)
{
	struct tw_page page = {0};

	(void)state;
	tw_page_add_block(&page, TW_ITEM, 0, 0,
		TW_STR("It is a sentence of some seven words."), 1);
	assert_int_equal(page.blocks[0].prose, 0);
	assert_int_equal(page.blocks[0].link_words, 8);
	tw_page_done(&page);
}

static void
test_facts_know_where_they_stand(void **state)
{
	struct tw_page page = {0};

	(void)state;
	tw_page_add_block(&page, TW_PARAGRAPH, 0, 0, TW_STR("One"), 0);
	assert_non_null(tw_page_add_fact(&page, TW_FACT_META, 0,
		TW_STR("author"), TW_STR(" Ann ")));
	assert_null(tw_page_add_fact(&page, TW_FACT_META, 0, TW_STR("x"),
		TW_STR(" ")));
	assert_fact(&page, TW_FACT_META, "author", "Ann");
	assert_int_equal(page.facts[0].block, 1);
	assert_int_equal(page.fact_count, 1);
	tw_page_done(&page);
}

static void
test_a_page_grows(void **state)
{
	struct tw_page page = {0};

	(void)state;
	for (uint32_t i = 0; i < 1000; i++) {
		assert_int_equal(tw_page_add_area(&page, i ? i - 1 : 0, 0), i);
		tw_page_add_block(&page, TW_ITEM, 0, i, TW_STR("x"), 0);
		tw_page_add_fact(&page, TW_FACT_META, i, TW_STR("n"),
			TW_STR("v"));
	}
	assert_int_equal(page.block_count, 1000);
	assert_int_equal(page.blocks[999].area, 999);
	assert_int_equal(page.fact_count, 1000);
	assert_false(page.failed);
	tw_page_done(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks_are_copied_trimmed_and_measured),
		cmocka_unit_test(test_text_without_words_is_no_block),
		cmocka_unit_test(test_a_block_of_links_is_no_prose),
		cmocka_unit_test(test_facts_know_where_they_stand),
		cmocka_unit_test(test_a_page_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
