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
	assert_found("<link rel=canonical href=https://a.example/2020/may/03/x>"
		PROSE, TRAWL_DATE, "2020-05-03", "url");
	assert_found("<link rel=canonical href=https://a.example/20200503/x>"
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
test_a_date_before_the_word_of_change_is_none_of_it(void **state)
{
	(void)state;
	assert_found("<h1>Lamps</h1><p><span class=date>MAY 3, 2020</span> "
		"<span class=date>Updated: JUNE 4, 2020</span></p>" PROSE,
		TRAWL_DATE, "2020-05-03", "byline");
	assert_found("<h1>Lamps</h1><p><span class=date>Updated: MAY 3, 2020"
		"</span></p>" PROSE, TRAWL_DATE, "2020-05-03", "modified");
}

static void
test_a_byline_below_a_label_of_change_is_of_it(void **state)
{
	(void)state;
	assert_found("<h1>Lamps</h1><div>Last update:</div><div>June 4, 2020"
		"</div>" PROSE, TRAWL_DATE, "2020-06-04", "modified");
}

static void
test_a_byline_without_its_date_hides_it_not(void **state)
{
	(void)state;
	assert_found("<h1>Lamps</h1><div>Von: Ann Lee <span>|</span> <span>"
		"3.05.20</span></div>" PROSE, TRAWL_DATE, "", "");
	assert_found("<h1>Lamps</h1><div>Von: Ann Lee <span>|</span> <span>"
		"03.05.20</span></div>" PROSE, TRAWL_DATE, "2020-05-03",
		"byline");
}

static void
test_dates_of_other_articles_are_not_taken(void **state)
{
	(void)state;
	assert_found(PROSE "<div class=related><p>3 May 2020</p></div>",
		TRAWL_DATE, "", "");
}

static void
test_a_text_may_begin_with_it_below_who_wrote_it(void **state)
{
	(void)state;
	assert_found("<div><p>By one of us who lives on Tern Street, and who "
		"has seen what it was like before.</p><p>27.1.2020 - At the "
		"meeting of the council, and in front of many who live there, "
		"it said so again: the lamps of Tern Street are new, and they "
		"are bright, and nobody will have to pay for them but those "
		"who have a stall on the market, and they said that they will "
		"do so, as they did for the old ones.</p></div>" PROSE,
		TRAWL_DATE, "2020-01-27", "text");
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

static void
test_scripts_escaped_as_text_are_read(void **state)
{
	(void)state;
	assert_found("<script type=application/ld+json>{&quot;@type&quot;:"
		"&quot;Article&quot;,&quot;datePublished&quot;:"
		"&quot;2020-05-03&quot;}</script>" PROSE, TRAWL_DATE,
		"2020-05-03", "json-ld");
	assert_found("<meta name=script:ld+json content='{\"@type\":"
		"\"Article\",\"datePublished\":\"2020-05-03\"}'>" PROSE,
		TRAWL_DATE, "2020-05-03", "json-ld");
}

static void
test_names_that_sites_make_up_are_known(void **state)
{
	(void)state;
	assert_found("<meta name=w-published-date content=2020-05-03>" PROSE,
		TRAWL_DATE, "2020-05-03", "meta");
	assert_found("<span property='dc:date dc:created' content="
		"2020-05-03T10:00>x</span>" PROSE, TRAWL_DATE, "2020-05-03",
		"microdata");
}

static void
test_a_name_glued_to_the_date_hides_it_not(void **state)
{
	(void)state;
	assert_found("<h1>Lamps</h1><p><span>Ann Lee</span><span>May 3, 2020"
		"</span> 12 shares</p>" PROSE, TRAWL_DATE, "2020-05-03",
		"byline");
}

static void
test_a_month_in_the_address_speaks_for_its_days(void **state)
{
	struct trawl_article *article = article_of(
		"<meta name=date content=2020-07-01>"
		"<meta name=dc.date content=2020-05-03>" PROSE,
		TRAWL_TYPE_HTML, "https://a.example/2020/05/lamps");

	(void)state;
	assert_str(tw_article_get(article, TRAWL_DATE), "2020-05-03");
	tw_article_free(article);
}

static void
test_a_day_is_told_before_a_month(void **state)
{
	(void)state;
	assert_found("<meta property=article:published_time content=2020-05>"
		"<time datetime=2020-05-03>x</time>" PROSE, TRAWL_DATE,
		"2020-05-03", "time");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_source_is_known),
		cmocka_unit_test(test_the_name_of_a_file_may_tell_it),
		cmocka_unit_test(test_a_change_dates_what_has_no_other_date),
		cmocka_unit_test(
			test_a_date_before_the_word_of_change_is_none_of_it),
		cmocka_unit_test(
			test_a_byline_below_a_label_of_change_is_of_it),
		cmocka_unit_test(test_a_byline_without_its_date_hides_it_not),
		cmocka_unit_test(test_dates_of_other_articles_are_not_taken),
		cmocka_unit_test(
			test_a_text_may_begin_with_it_below_who_wrote_it),
		cmocka_unit_test(test_dates_to_come_are_not_believed),
		cmocka_unit_test(
			test_a_byline_below_the_title_beats_a_date_above_it),
		cmocka_unit_test(test_scripts_escaped_as_text_are_read),
		cmocka_unit_test(test_names_that_sites_make_up_are_known),
		cmocka_unit_test(test_a_name_glued_to_the_date_hides_it_not),
		cmocka_unit_test(
			test_a_month_in_the_address_speaks_for_its_days),
		cmocka_unit_test(test_a_day_is_told_before_a_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
