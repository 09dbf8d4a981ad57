/* test_sitemap.c: the pages that a sitemap names. */
/* SPDX-License-Identifier: MIT */
#include "page/sitemap.h"

#include "form_help.h"

static void
test_pages_are_named_with_their_dates(void **state)
{
	(void)state;
	assert_told(tw_sitemap_read, "<?xml version='1.0'?>"
		"<urlset xmlns='x'><url><loc> https://a.example/1?b=1&amp;c=2\n"
		"</loc><lastmod>2020-05-03T10:00:00+00:00</lastmod>"
		"<changefreq>daily</changefreq></url>"
		"<url><loc><![CDATA[https://a.example/2]]></loc>"
		"<lastmod>someday</lastmod></url></urlset>", "iud",
		"https://a.example/1?b=1&c=2 | https://a.example/1?b=1&c=2 | "
		"2020-05-03\n"
		"https://a.example/2 | https://a.example/2 | \n");
}

/* Who is told reads them, or does not: a sitemap that names itself is no loop
   here. */
static void
test_other_sitemaps_are_named_and_not_read(void **state)
{
	struct told told = {.fields = "u"};

	(void)state;
	assert_int_equal(read_form(tw_sitemap_read, TW_STR("<sitemapindex>"
		"<sitemap><loc>https://a.example/sitemap.xml</loc></sitemap>"
		"<sitemap><loc>https://a.example/2.xml.gz</loc>"
		"<lastmod>2020-05-03</lastmod></sitemap></sitemapindex>"),
		"https://a.example/sitemap.xml", &told), TRAWL_OK);
	assert_str(tw_buf_str(&told.lines), "https://a.example/sitemap.xml\n"
		"https://a.example/2.xml.gz\n");
	tw_buf_done(&told.lines);
}

static int
take_source(void *context, trawl_article *article, const trawl_error *reason)
{
	assert_null(reason);
	tw_buf_addf(context, "%s ", article->source[TRAWL_URL]);
	return TRAWL_OK;
}

static void
test_pages_and_sitemaps_are_told_apart(void **state)
{
	struct trawl_extract_options options = {.size = sizeof(options)};
	struct tw_buf sources = {0};
	struct tw_incoming in;

	(void)state;
	assert_int_equal(tw_incoming_memory(&in, TW_STR("<x>"
		"<url><loc>https://a.example/1</loc></url>"
		"<sitemap><loc>https://a.example/2</loc></sitemap></x>"), NULL),
		TRAWL_OK);
	assert_int_equal(tw_sitemap_read(&in, &options, take_source, &sources,
		NULL), TRAWL_OK);
	assert_str(tw_buf_str(&sources), "sitemap index ");
	tw_incoming_done(&in);
	tw_buf_done(&sources);
}

static void
test_what_is_broken_is_told_and_the_rest_read(void **state)
{
	(void)state;
	assert_told(tw_sitemap_read, "<urlset><url><lastmod>2020</lastmod>"
		"</url><url><loc>https://a.example/1&b</loc></url>"
		"<url><loc>https://a.example/2</loc></url></urlset>", "u",
		"! input: entry at byte 8: it names no page\n"
		"! input: byte 73: not well-formed (invalid token)\n"
		"https://a.example/2\n");
}

static void
test_a_sitemap_may_be_cut_anywhere(void **state)
{
	(void)state;
	assert_may_be_cut(tw_sitemap_read, "<urlset><url>"
		"<loc>https://a.example/1</loc></url></urlset>");
}

static void
test_who_is_told_may_end_it(void **state)
{
	(void)state;
	assert_may_be_ended(tw_sitemap_read, "<urlset>"
		"<url><loc>https://a.example/1</loc></url>"
		"<url><loc>https://a.example/2</loc></url></urlset>", "\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_are_named_with_their_dates),
		cmocka_unit_test(test_other_sitemaps_are_named_and_not_read),
		cmocka_unit_test(test_pages_and_sitemaps_are_told_apart),
		cmocka_unit_test(
			test_what_is_broken_is_told_and_the_rest_read),
		cmocka_unit_test(test_a_sitemap_may_be_cut_anywhere),
		cmocka_unit_test(test_who_is_told_may_end_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
