/* test_title.c: where a page tells its title. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page_help.h"

static void
test_a_heading_that_others_agree_with_is_the_title(void **state)
{
	(void)state;
	assert_found("<title>Dim lamps | The Post</title><h1>The Post</h1>"
		"<h1>Dim lamps</h1>" PROSE, TRAWL_TITLE, "Dim lamps",
		"heading");
}

static void
test_the_site_s_name_is_cut_from_a_title(void **state)
{
	(void)state;
	assert_found("<meta property=og:site_name content='The Post'>"
		"<title>The Post: Dim lamps - The Post</title>" PROSE,
		TRAWL_TITLE, "The Post: Dim lamps", "title");
	assert_found("<title>Dim lamps on Tern Street :: Post</title>" PROSE,
		TRAWL_TITLE, "Dim lamps on Tern Street", "title");
	assert_found("<title>A hyphen-ated title</title>" PROSE, TRAWL_TITLE,
		"A hyphen-ated title", "title");
}

static void
test_a_heading_called_as_the_host_is_no_title(void **state)
{
	struct trawl_article *article = article_of(
		"<title>Dim lamps | Tern Post</title><h1>Tern Post</h1>"
		"<h2>Dim lamps</h2>" PROSE, TRAWL_TYPE_HTML,
		"https://www.ternpost.org/lamps");

	(void)state;
	assert_str(tw_article_get(article, TRAWL_TITLE), "Dim lamps");
	tw_article_free(article);
}

static void
test_a_heading_s_link_to_itself_is_no_part_of_the_title(void **state)
{
	(void)state;
	assert_found("<title>Dim lamps \xe2\x80\x94 Tern 2.1</title><h1>Dim"
		" lamps<a href='#lamps'>\xc2\xb6</a></h1>" PROSE,
		TRAWL_TITLE, "Dim lamps", "heading");
}

static void
test_a_title_without_a_heading_is_found_in_the_text(void **state)
{
	struct trawl_article *article = article_of("<title>Post :: Dim lamps"
		"</title><div>Post</div><div>Dim lamps</div>" PROSE,
		TRAWL_TYPE_HTML, NULL);
	struct tw_str text = tw_article_get(article, TRAWL_TEXT);

	(void)state;
	assert_str(tw_article_get(article, TRAWL_TITLE), "Dim lamps");
	assert_memory_equal(text.p, "The lamps", 9);
	tw_article_free(article);
}

static void
test_the_heading_above_the_text_beats_a_title_of_the_site(void **state)
{
	(void)state;
	assert_found("<title>My diary</title><p>My diary<div><h2>Dim lamps"
		"</h2><p>Posted by Ann Lee</p>" PROSE "</div>", TRAWL_TITLE,
		"Dim lamps", "heading");
}

static void
test_headings_in_other_areas_are_no_titles(void **state)
{
	(void)state;
	assert_found("<aside><h1>Popular</h1></aside>" PROSE, TRAWL_TITLE, "",
		"");
}

static void
test_a_heading_that_is_told_nearly_is_the_title(void **state)
{
	(void)state;
	assert_found("<title>Guide to dim lamps in 2024 | The Post</title>"
		"<meta property=og:title content='Guide to dim lamps in 2024'>"
		"<h1>A guide to dim lamps in 2025</h1>" PROSE, TRAWL_TITLE,
		"A guide to dim lamps in 2025", "heading");
}

static void
test_a_heading_with_a_dash_is_not_cut(void **state)
{
	(void)state;
	assert_found("<title>Dim lamps - and what we know of them so far | The"
		" Post</title><meta property=og:title content='Dim lamps - and"
		" what we know of them so far'><meta name=twitter:title"
		" content='Dim lamps - and what we know of them so far'>"
		"<h1>Dim lamps \xe2\x80\x93 and what we know of them so far"
		"</h1>" PROSE, TRAWL_TITLE, "Dim lamps \xe2\x80\x93 and what "
		"we know of them so far", "heading");
}

static void
test_titles_of_drawings_are_none(void **state)
{
	(void)state;
	assert_found("<title>Dim lamps</title><a href=/c><svg><title>Comment"
		"</title></svg></a><a href=/d><svg><title>Comment</title>"
		"</svg></a>" PROSE, TRAWL_TITLE, "Dim lamps", "title");
}

static void
test_a_heading_told_word_for_word_may_stand_in_a_menu(void **state)
{
	(void)state;
	assert_found("<title>Opinion: Dim lamps</title><script "
		"type=application/ld+json>{\"@type\":\"Article\","
		"\"headline\":\"Dim lamps\"}</script><nav><h1>Dim lamps</h1>"
		"</nav>" PROSE, TRAWL_TITLE, "Dim lamps", "heading");
}

static void
assert_line(const char *text, const char *title)
{
	struct trawl_article *article = article_of(text, TRAWL_TYPE_TEXT,
		NULL);

	assert_str(tw_article_get(article, TRAWL_TITLE), title);
	tw_article_free(article);
}

#define LINES "\n\nThe lamps on Tern Street will be dimmed after eleven " \
	"from next week.\n"

static void
test_a_line_above_the_text_is_its_title(void **state)
{
	(void)state;
	assert_line("Home\nAbout us\n\nNews\n\nDim lamps\n\nShare\n\n"
		"3 May 2020" LINES, "Dim lamps");
	assert_line("Dim lamps" LINES, "Dim lamps");
	assert_line("Home\nShare\n\nDim lamps\n\nAnn Lee\n\n3 May 2020" LINES,
		"Dim lamps");
}

static void
test_a_line_like_others_is_no_title(void **state)
{
	(void)state;
	assert_line("Ring the plumber\nKeys are here\n", "");
	assert_line("This is the first sentence of a text, not a title."
		LINES, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_a_heading_that_others_agree_with_is_the_title),
		cmocka_unit_test(test_the_site_s_name_is_cut_from_a_title),
		cmocka_unit_test(
			test_a_heading_called_as_the_host_is_no_title),
		cmocka_unit_test(
		test_a_heading_s_link_to_itself_is_no_part_of_the_title),
		cmocka_unit_test(
			test_a_title_without_a_heading_is_found_in_the_text),
		cmocka_unit_test(
		test_the_heading_above_the_text_beats_a_title_of_the_site),
		cmocka_unit_test(
			test_a_heading_that_is_told_nearly_is_the_title),
		cmocka_unit_test(test_a_heading_with_a_dash_is_not_cut),
		cmocka_unit_test(test_titles_of_drawings_are_none),
		cmocka_unit_test(
			test_a_heading_told_word_for_word_may_stand_in_a_menu),
		cmocka_unit_test(test_headings_in_other_areas_are_no_titles),
		cmocka_unit_test(test_a_line_above_the_text_is_its_title),
		cmocka_unit_test(test_a_line_like_others_is_no_title),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
