/* test_markdown.c: Markdown, with front matter or without, to blocks. */
/* SPDX-License-Identifier: MIT */
#include "page/markdown.h"

#include "page_help.h"

static struct tw_page *
read_markdown(void **state, const char *text)
{
	struct tw_page *page = *state;
	trawl_error err = {0};

	assert_int_equal(tw_markdown_read(tw_str_of(text), page, &err),
		TRAWL_OK);
	return page;
}

static void
test_blocks_are_read_without_their_marks(void **state)
{
	struct tw_page *page = read_markdown(state,
		"# A *title*\n\nOne **two**\nthree `four`.\n\n- five\n"
		"- [six](u)\n\n> seven\n\n```c\nint x;\n```\n\n"
		"| a | b |\n|---|---|\n| c | d |\n");

	assert_block(page, 0, TW_HEADING, "A title");
	assert_int_equal(page->blocks[0].level, 1);
	assert_block(page, 1, TW_PARAGRAPH, "One two three four.");
	assert_block(page, 2, TW_ITEM, "five");
	assert_block(page, 3, TW_ITEM, "six");
	assert_block(page, 4, TW_PARAGRAPH, "seven");
	assert_int_equal(page->blocks[5].kind, TW_PRE);
	assert_block(page, 6, TW_CELL, "a");
	assert_block(page, 9, TW_CELL, "d");
	assert_int_equal(page->block_count, 10);
}

static void
test_entities_and_breaks_are_read(void **state)
{
	struct tw_page *page = read_markdown(state,
		"caf&eacute; &amp; t&#233;  \nnext\n");

	assert_block(page, 0, TW_PARAGRAPH, "caf\xc3\xa9 & t\xc3\xa9\nnext");
}

static void
test_pictures_and_tags_are_left_out(void **state)
{
	struct tw_page *page = read_markdown(state,
		"a ![alt](x.png) b <span>c</span>\n");

	assert_block(page, 0, TW_PARAGRAPH, "a  b c");
}

static void
test_raw_html_is_read_as_such(void **state)
{
	struct tw_page *page = read_markdown(state,
		"one\n\n<div>\n<p>two &amp; <b>three</b></p>\n"
		"<script>four</script>\n</div>\n\nfive\n");

	assert_int_equal(page->block_count, 3);
	assert_block(page, 1, TW_PARAGRAPH, "two & three");
	assert_block(page, 2, TW_PARAGRAPH, "five");
}

static void
test_front_matter_is_no_text(void **state)
{
	struct tw_page *page = read_markdown(state,
		"---\ntitle: T\n---\n\nText.\n");

	assert_int_equal(page->block_count, 1);
	assert_fact(page, TW_FACT_FRONT, "title", "T");
}

static void
test_markdown_cut_anywhere_is_read(void **state)
{
	static const char text[] = "---\na: b\n---\n# T\n- *x* [y](z)\n"
		"&eacute; <p>q</p>\n\n<div>r\n\n```\ns\n";

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		struct tw_page page = {0};
		trawl_error err = {0};
		char *cut = malloc(n ? n : 1);

		assert_non_null(cut);
		memcpy(cut, text, n);
		assert_int_equal(tw_markdown_read(tw_str(cut, n), &page,
			&err), TRAWL_OK);
		tw_page_done(&page);
		free(cut);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		page_test(test_blocks_are_read_without_their_marks),
		page_test(test_entities_and_breaks_are_read),
		page_test(test_pictures_and_tags_are_left_out),
		page_test(test_raw_html_is_read_as_such),
		page_test(test_front_matter_is_no_text),
		cmocka_unit_test(test_markdown_cut_anywhere_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
