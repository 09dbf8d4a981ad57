/* test_place.c: where a page tells its category, URL and language. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page_help.h"

static void
test_categories_are_found(void **state)
{
	(void)state;
	assert_found("<meta property=article:section content=Lamps>" PROSE,
		TRAWL_CATEGORY, "Lamps", "opengraph");
	assert_found("<a rel='category tag'>Lamps</a> <a rel='category tag'>"
		"Streets</a>" PROSE, TRAWL_CATEGORY, "Lamps\nStreets",
		"byline");
	assert_found(PROSE "<p>Filed under: Lamps, Streets</p>",
		TRAWL_CATEGORY, "Lamps\nStreets", "byline");
}

static void
test_a_breadcrumb_ends_with_the_category(void **state)
{
	struct trawl_article *article = article_of("Home > News > Lamps\n"
		"Log in\nShare\n\nDim lamps\n\nThe lamps on Tern Street will "
		"be dimmed after eleven from next week.\n", TRAWL_TYPE_TEXT,
		NULL);

	(void)state;
	assert_str(tw_article_get(article, TRAWL_CATEGORY), "Lamps");
	tw_article_free(article);
}

static void
test_a_url_is_cleaned(void **state)
{
	(void)state;
	assert_found("<link rel=canonical href='https://a.example/b"
		"?utm_source=x&amp;id=1&amp;utm_medium=y#top'>" PROSE,
		TRAWL_URL, "https://a.example/b?id=1", "canonical");
	assert_found("<meta property=og:url "
		"content='https://a.example/b?utm_campaign=z'>" PROSE,
		TRAWL_URL, "https://a.example/b", "opengraph");
}

static void
test_a_url_that_names_a_site_alone_is_no_article_s(void **state)
{
	(void)state;
	assert_found("<link rel=canonical href=https://a.example/>" PROSE,
		TRAWL_URL, "", "");
	assert_found("<link rel=canonical href=/b>" PROSE, TRAWL_URL, "", "");
}

static void
test_a_page_s_own_url_is_its_name(void **state)
{
	struct trawl_article *article = article_of(PROSE, TRAWL_TYPE_HTML,
		"https://a.example/b#c");

	(void)state;
	assert_str(tw_article_get(article, TRAWL_URL), "https://a.example/b");
	tw_article_free(article);
}

static void
test_languages_are_found(void **state)
{
	(void)state;
	assert_found("<html lang=de-AT><p>Ring Nasreen.", TRAWL_LANGUAGE,
		"de", "html");
	assert_found("<meta property=og:locale content=cy_GB><p>Ring Nasreen.",
		TRAWL_LANGUAGE, "cy", "opengraph");
	assert_found("<html lang=en-GB>" PROSE, TRAWL_LANGUAGE, "en", "html");
	assert_found(PROSE, TRAWL_LANGUAGE, "en", "text");
}

static void
test_the_text_knows_its_language_better_than_the_page(void **state)
{
	(void)state;
	assert_found("<html lang=de-AT><body>" PROSE, TRAWL_LANGUAGE, "en",
		"text");
}

static void
test_a_page_may_tell_its_url_as_one_relative_to_its_own(void **state)
{
	struct trawl_article *article = article_of(
		"<link rel=canonical href='../d?gclid=1'>" PROSE,
		TRAWL_TYPE_HTML, "https://a.example/b/c?page=2");

	(void)state;
	assert_str(tw_article_get(article, TRAWL_URL), "https://a.example/d");
	tw_article_free(article);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_categories_are_found),
		cmocka_unit_test(test_a_breadcrumb_ends_with_the_category),
		cmocka_unit_test(test_a_url_is_cleaned),
		cmocka_unit_test(
			test_a_url_that_names_a_site_alone_is_no_article_s),
		cmocka_unit_test(test_a_page_s_own_url_is_its_name),
		cmocka_unit_test(
		test_a_page_may_tell_its_url_as_one_relative_to_its_own),
		cmocka_unit_test(test_languages_are_found),
		cmocka_unit_test(
			test_the_text_knows_its_language_better_than_the_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
