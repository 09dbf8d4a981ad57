/* test_author.c: where a page tells its authors. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page_help.h"

static void
test_each_source_is_known(void **state)
{
	(void)state;
	assert_found("<meta name=author content='By Ann Lee'>" PROSE,
		TRAWL_AUTHOR, "Ann Lee", "meta");
	assert_found("<script type=application/ld+json>{\"@type\":\"Article\","
		"\"author\":{\"name\":\"Ann Lee\"}}</script>" PROSE,
		TRAWL_AUTHOR, "Ann Lee", "json-ld");
	assert_found("<p>Words by Ann Lee and Bo Ek</p>" PROSE, TRAWL_AUTHOR,
		"Ann Lee\nBo Ek", "byline");
	assert_found("<b itemprop=author>Ann Lee</b>" PROSE, TRAWL_AUTHOR,
		"Ann Lee", "microdata");
	assert_found("<a rel=author>Ann Lee</a>" PROSE, TRAWL_AUTHOR,
		"Ann Lee", "byline");
	assert_found("<a href=/authors/ann-lee>Ann Lee</a>" PROSE,
		TRAWL_AUTHOR, "Ann Lee", "byline");
	assert_found("<a href='/blog?author=7'>Ann Lee</a>" PROSE,
		TRAWL_AUTHOR, "Ann Lee", "byline");
}

static void
test_other_links_are_of_no_author(void **state)
{
	(void)state;
	assert_found("<a href=/author/>Ann Lee</a>" PROSE, TRAWL_AUTHOR,
		"", "");
	assert_found("<a href='/lookup?a=1&author=Lee'>Ann Lee</a>" PROSE,
		TRAWL_AUTHOR, "", "");
	assert_found("<a href=/authority/a>Ann Lee</a>" PROSE, TRAWL_AUTHOR,
		"", "");
}

static void
test_a_label_names_the_line_below_it(void **state)
{
	(void)state;
	assert_found(PROSE "<p>Written by</p><p>Ann Lee</p>", TRAWL_AUTHOR,
		"Ann Lee", "byline");
	assert_found("<h3>Autorin:</h3><ul><li>Ann Lee</li></ul>" PROSE,
		TRAWL_AUTHOR, "Ann Lee", "byline");
	assert_found("<p>Last updated</p><span class=author>Last Updated"
		"</span>" PROSE, TRAWL_AUTHOR, "", "");
}

static void
test_teams_and_single_names_are_heard_last(void **state)
{
	(void)state;
	assert_found("<span class=author>By The Tern Team</span>" PROSE,
		TRAWL_AUTHOR, "The Tern Team", "byline");
	assert_found("<a rel=author>Yucy</a>" PROSE, TRAWL_AUTHOR, "Yucy",
		"byline");
	assert_found("<p>by ibby, 3 May 2020</p>" PROSE, TRAWL_AUTHOR, "ibby",
		"byline");
	assert_found("<p>By</p><p>Newsdesk | 3 May 2020</p>" PROSE,
		TRAWL_AUTHOR, "Newsdesk", "byline");
	assert_found("<a rel=author>Yucy</a><p>By Ann Lee</p>" PROSE,
		TRAWL_AUTHOR, "Ann Lee", "byline");
	assert_found("<a rel=author>Follow</a><p>By using this site you agree"
		"</p>" PROSE, TRAWL_AUTHOR, "", "");
}

static void
test_several_tags_name_several_authors(void **state)
{
	(void)state;
	assert_found("<meta name=citation_author content='Ann Lee'>"
		"<meta name=citation_author content='Bo Ek'>" PROSE,
		TRAWL_AUTHOR, "Ann Lee\nBo Ek", "meta");
}

static void
test_sources_that_agree_win(void **state)
{
	(void)state;
	assert_found("<meta name=author content='Web Master'>"
		"<span class=author>Ann Lee</span><p>By Ann Lee</p>" PROSE,
		TRAWL_AUTHOR, "Ann Lee", "byline");
}

static void
test_a_pen_name_is_believed_only_where_stated(void **state)
{
	(void)state;
	assert_found("<meta name=author content='The Owl'>" PROSE,
		TRAWL_AUTHOR, "The Owl", "meta");
	assert_found("<meta name=author content='admin'>" PROSE, TRAWL_AUTHOR,
		"", "");
	assert_found("<span class=author>Subscribe now</span>" PROSE,
		TRAWL_AUTHOR, "", "");
}

static void
test_those_who_comment_are_no_authors(void **state)
{
	(void)state;
	assert_found(PROSE "<div id=comments><span class=author>Bo Ek</span>"
		"<p>By Bo Ek</p></div>", TRAWL_AUTHOR, "", "");
}

static void
assert_line(const char *below, const char *author)
{
	char text[600];
	struct trawl_article *article;

	snprintf(text, sizeof(text), "Home\nShare\n\nDim lamps\n\nThe lamps on "
		"Tern Street will be dimmed after eleven from next week.\n\n"
		"%s\n", below);
	article = article_of(text, TRAWL_TYPE_TEXT, NULL);
	assert_str(tw_article_get(article, TRAWL_AUTHOR), author);
	tw_article_free(article);
}

static void
test_a_name_alone_needs_an_office_or_a_second_place(void **state)
{
	(void)state;
	assert_line("Ann Lee\n\nHead of Lamps at the council.", "Ann Lee");
	assert_line("Ann Lee\n\nBy | 3 May 2020|Categories: Lamps, Ann Lee",
		"Ann Lee");
	assert_line("Quay Lane", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_source_is_known),
		cmocka_unit_test(test_other_links_are_of_no_author),
		cmocka_unit_test(test_a_label_names_the_line_below_it),
		cmocka_unit_test(test_teams_and_single_names_are_heard_last),
		cmocka_unit_test(test_several_tags_name_several_authors),
		cmocka_unit_test(test_sources_that_agree_win),
		cmocka_unit_test(test_a_pen_name_is_believed_only_where_stated),
		cmocka_unit_test(test_those_who_comment_are_no_authors),
		cmocka_unit_test(
			test_a_name_alone_needs_an_office_or_a_second_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
