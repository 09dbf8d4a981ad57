/* test_html.c: HTML to the blocks, areas and facts of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/html.h"

#include "page_help.h"

static struct tw_page *
read_html(void **state, const char *html)
{
	struct tw_page *page = *state;
	trawl_error err = {0};

	assert_int_equal(tw_html_read(tw_str_of(html), page, &err), TRAWL_OK);
	return page;
}

static void
test_block_elements_part_text(void **state)
{
	struct tw_page *page = read_html(state,
		"<h2>Head</h2><p>One</p><p>Two<div>Three</div>Four"
		"<ul><li>Five<li>Six</ul><table><tr><td>7<td>8</table>");

	assert_int_equal(page->block_count, 9);
	assert_block(page, 0, TW_HEADING, "Head");
	assert_int_equal(page->blocks[0].level, 2);
	assert_block(page, 1, TW_PARAGRAPH, "One");
	assert_block(page, 2, TW_PARAGRAPH, "Two");
	assert_block(page, 3, TW_PARAGRAPH, "Three");
	assert_block(page, 4, TW_PARAGRAPH, "Four");
	assert_block(page, 5, TW_ITEM, "Five");
	assert_block(page, 6, TW_ITEM, "Six");
	assert_block(page, 7, TW_CELL, "7");
	assert_block(page, 8, TW_CELL, "8");
}

static void
test_inline_elements_do_not_part_words(void **state)
{
	struct tw_page *page = read_html(state,
		"<p>a<b>b</b>c <i>d</i><a href=x>e</a><span>f</span>"
		"<script>no()</script><wbr>g</p>");

	assert_block(page, 0, TW_PARAGRAPH, "abc def g");
}

static void
test_breaks_part_lines_and_two_part_paragraphs(void **state)
{
	struct tw_page *page = read_html(state,
		"<h2>one<br>two<br/><br/>three</h2>");

	assert_int_equal(page->block_count, 2);
	assert_block(page, 0, TW_HEADING, "one\ntwo");
	assert_block(page, 1, TW_HEADING, "three");
}

static void
test_short_lines_of_a_paragraph_are_blocks(void **state)
{
	struct tw_page *page = read_html(state,
		"<p>A title<br>3 May 2020</p><p>One sentence, and it is long."
		"<br>Another one, which is just as long as that, stands here,"
		" with twenty words and more, to be sure.</p>");

	assert_int_equal(page->block_count, 3);
	assert_block(page, 0, TW_PARAGRAPH, "A title");
	assert_block(page, 1, TW_PARAGRAPH, "3 May 2020");
	assert_true(page->blocks[1].joined);
}

static void
test_entities_are_decoded(void **state)
{
	struct tw_page *page = read_html(state,
		"<p>caf&eacute;&nbsp;&amp;&#32;t&#xe9; &lt;b&gt;</p>");

	assert_block(page, 0, TW_PARAGRAPH, "caf\xc3\xa9 & t\xc3\xa9 <b>");
}

static void
test_lone_surrogates_in_entities_are_replaced(void **state)
{
	struct tw_page *page = read_html(state,
		"<p>a&#xD800;b&#0;c&#x110000;d</p>");

	assert_block(page, 0, TW_PARAGRAPH, "a\xef\xbf\xbd" "b\xef\xbf\xbd"
		"c\xef\xbf\xbd" "d");
}

static void
test_what_no_reader_sees_is_left_out(void **state)
{
	struct tw_page *page = read_html(state,
		"<style>p{}</style><script>if (a<b) '<p>s</p>'</script>"
		"<noscript>n</noscript><template><p>t</p></template>"
		"<select><option>o</select><svg><title>v</title></svg>"
		"<!-- <p>c</p> --><img alt=i><p>seen</p>");

	assert_int_equal(page->block_count, 1);
	assert_block(page, 0, TW_PARAGRAPH, "seen");
}

static void
test_what_is_hidden_at_first_is_told_apart(void **state)
{
	struct tw_page *page = read_html(state,
		"<div hidden><p>h</p></div>"
		"<p style='color:red; display:none'>d</p><p>seen</p>");

	assert_int_equal(page->block_count, 3);
	for (uint32_t i = 0; i < 3; i++) {
		const struct tw_block *block = &page->blocks[i];

		assert_int_equal(page->elements[block->element].hidden,
			i < 2);
	}
}

static void
test_preformatted_text_keeps_its_lines(void **state)
{
	struct tw_page *page = read_html(state,
		"<pre>int x;\n  x++;</pre>");

	assert_block(page, 0, TW_PRE, "int x;\n  x++;");
}

static void
test_text_in_links_is_counted(void **state)
{
	struct tw_page *page = read_html(state,
		"<p><a href=/>Home</a></p><p>see <a href=/x>x y z</a></p>");

	assert_int_equal(page->blocks[0].link_words, 1);
	assert_int_equal(page->blocks[1].words, 4);
	assert_int_equal(page->blocks[1].link_words, 2);
}

static void
test_areas_are_told_by_element_class_and_role(void **state)
{
	struct tw_page *page = read_html(state,
		"<nav><p>n</p></nav><div class='col siteFooter'><p>f</p></div>"
		"<div role=search><p>s</p></div><main><article><p>a</p>"
		"<div id=comments><p>c</p></div></article></main>");
	uint32_t flags[5];

	assert_int_equal(page->block_count, 5);
	for (uint32_t i = 0; i < 5; i++) {
		uint32_t area = page->blocks[i].area;

		flags[i] = 0;
		for (; area > 0; area = page->areas[area].parent)
			flags[i] |= page->areas[area].flags;
	}
	assert_int_equal(flags[0], TW_AREA_NAV);
	assert_int_equal(flags[1], TW_AREA_FOOTER);
	assert_int_equal(flags[2], TW_AREA_FORM);
	assert_int_equal(flags[3], TW_AREA_MAIN | TW_AREA_ARTICLE);
	assert_int_equal(flags[4],
		TW_AREA_MAIN | TW_AREA_ARTICLE | TW_AREA_COMMENT);
}

static void
test_facts_are_found(void **state)
{
	struct tw_page *page = read_html(state,
		"<html lang=en-GB><head><title>T &amp; <b>U</title>"
		"<meta property='og:title' content='O'>"
		"<meta name=author content='Jane Smith'>"
		"<link rel=canonical href='https://a.example/x'>"
		"<body><time datetime=2020-03-03>then</time>"
		"<span class=byline>By <b>Jo</b></span>"
		"<a rel='category tag'>News</a>"
		"<i itemprop=author>Ann</i><span itemprop=headline>H</span>");

	assert_fact(page, TW_FACT_TITLE, "", "T & <b>U");
	assert_fact(page, TW_FACT_META, "og:title", "O");
	assert_fact(page, TW_FACT_META, "author", "Jane Smith");
	assert_fact(page, TW_FACT_CANONICAL, "", "https://a.example/x");
	assert_fact(page, TW_FACT_LANGUAGE, "", "en-GB");
	assert_fact(page, TW_FACT_TIME, "", "2020-03-03");
	assert_fact(page, TW_FACT_AUTHOR_TEXT, "class", "By Jo");
	assert_fact(page, TW_FACT_TAG_TEXT, "rel", "News");
	assert_fact(page, TW_FACT_ITEM, "headline", "H");
}

static void
test_short_lines_keep_their_parts(void **state)
{
	struct tw_page *page = read_html(state,
		"<p><span>27 May</span> <span>By Jo</span></p>");

	assert_str(page->blocks[0].text, "27 May By Jo");
	assert_str(page->blocks[0].parts, "27 May| |By Jo|");
}

static void
test_a_page_cut_anywhere_is_read(void **state)
{
	static const char html[] = "<html><head><title>T</title><script>a"
		"</script></head><body class='x y'><!-- c --><p>One &amp; "
		"<a href=\"u\">two</a><br>three</p></body></html>";

	(void)state;
	for (size_t n = 0; n < sizeof(html); n++) {
		struct tw_page page = {0};
		trawl_error err = {0};
		char *cut = malloc(n ? n : 1);

		assert_non_null(cut);
		memcpy(cut, html, n);
		assert_int_equal(tw_html_read(tw_str(cut, n), &page, &err),
			TRAWL_OK);
		tw_page_done(&page);
		free(cut);
	}
}

static void
test_an_entity_alone_is_decoded(void **state)
{
	struct tw_buf out = {0};

	(void)state;
	assert_true(tw_html_entity(TW_STR("&eacute;"), &out));
	assert_true(tw_html_entity(TW_STR("&#8217;"), &out));
	assert_str(tw_buf_str(&out), "\xc3\xa9\xe2\x80\x99");
	tw_buf_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		page_test(test_block_elements_part_text),
		page_test(test_inline_elements_do_not_part_words),
		page_test(test_breaks_part_lines_and_two_part_paragraphs),
		page_test(test_short_lines_of_a_paragraph_are_blocks),
		page_test(test_entities_are_decoded),
		page_test(test_lone_surrogates_in_entities_are_replaced),
		page_test(test_what_no_reader_sees_is_left_out),
		page_test(test_what_is_hidden_at_first_is_told_apart),
		page_test(test_preformatted_text_keeps_its_lines),
		page_test(test_text_in_links_is_counted),
		page_test(test_areas_are_told_by_element_class_and_role),
		page_test(test_facts_are_found),
		page_test(test_short_lines_keep_their_parts),
		cmocka_unit_test(test_a_page_cut_anywhere_is_read),
		cmocka_unit_test(test_an_entity_alone_is_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
