/* test_pubdate.c: where a page tells when it was published. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page_help.h"

static void
test_each_source_is_known(void **state)
{
	(void)state;
	assert_found("<meta property=article:published_time "
		"content=2020-05-03T23:00:00-05:00>" PROSE, TRAWL_DATE,
		"2020-05-03", "opengraph");
	assert_found("<script type=application/ld+json>{\"@type\":\"Article\","
		"\"datePublished\":\"2020-05-03\"}</script>" PROSE, TRAWL_DATE,
		"2020-05-03", "json-ld");
	assert_found("<meta name=dc.date content=2020-05>" PROSE, TRAWL_DATE,
		"2020-05", "meta");
	assert_found("<time datetime=2020-05-03>x</time>" PROSE, TRAWL_DATE,
		"2020-05-03", "time");
	assert_found("<p>Published on 3 May 2020</p>" PROSE, TRAWL_DATE,
		"2020-05-03", "byline");
	assert_found("<p>Lowbridge, 3 May 2020 –</p>" PROSE, TRAWL_DATE,
		"2020-05-03", "byline");
	assert_found("<link rel=canonical href=https://a.example/2020/05/03/x>"
		PROSE, TRAWL_DATE, "2020-05-03", "url");
}

static void
test_the_name_of_a_file_may_tell_it(void **state)
{
	struct trawl_article *article = article_of(PROSE, TRAWL_TYPE_HTML,
		"posts/2020-05-03-lamps.html");

	(void)state;
	assert_str(tw_article_get(article, TRAWL_DATE), "2020-05-03");
	assert_string_equal(article->source[TRAWL_DATE], "file");
	tw_article_free(article);
}

static void
test_a_change_dates_what_has_no_other_date(void **state)
{
	(void)state;
	assert_found("<p>Last updated: 3 May 2020</p>" PROSE, TRAWL_DATE,
		"2020-05-03", "modified");
	assert_found("<time class=updated datetime=2020-05-03>x</time>" PROSE,
		TRAWL_DATE, "2020-05-03", "modified");
	assert_found("<meta property=article:modified_time content=2020-05-03>"
		"<meta property=article:published_time content=2019-01-02>"
		PROSE, TRAWL_DATE, "2019-01-02", "opengraph");
	assert_found("<p>2 January 2019</p><p>Last updated: 3 May 2020</p>"
		PROSE, TRAWL_DATE, "2019-01-02", "byline");
}

static void
test_dates_of_other_articles_are_not_taken(void **state)
{
	(void)state;
	assert_found(PROSE "<div class=related><p>3 May 2020</p></div>",
		TRAWL_DATE, "", "");
}

static void
test_dates_to_come_are_not_believed(void **state)
{
	(void)state;
	assert_found("<p>Published on 23 November 2026</p>" PROSE, TRAWL_DATE,
		"", "");
	assert_found("<p>Published on 22 November 2026</p>" PROSE, TRAWL_DATE,
		"2026-11-22", "byline");
	assert_found("<meta name=date content=1970-01-01>" PROSE, TRAWL_DATE,
		"", "");
}

static void
test_a_byline_below_the_title_beats_a_date_above_it(void **state)
{
	(void)state;
	assert_found("<p>Sunday, 1 November 2026</p><h1>Lamps</h1>"
		"<p>3 May 2020</p>" PROSE, TRAWL_DATE, "2020-05-03", "byline");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_source_is_known),
		cmocka_unit_test(test_the_name_of_a_file_may_tell_it),
		cmocka_unit_test(test_a_change_dates_what_has_no_other_date),
		cmocka_unit_test(test_dates_of_other_articles_are_not_taken),
		cmocka_unit_test(test_dates_to_come_are_not_believed),
		cmocka_unit_test(
			test_a_byline_below_the_title_beats_a_date_above_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
