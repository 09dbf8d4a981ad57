/* test_jsonld.c: what a page says of itself as JSON-LD. */
/* SPDX-License-Identifier: MIT */
#include "page/jsonld.h"

#include "page_help.h"

static void
test_an_article_is_read(void **state)
{
	struct tw_page *page = *state;

	tw_json_ld_read(TW_STR("{\"@type\": \"NewsArticle\", "
		"\"headline\": \"H\", \"datePublished\": \"2020-03-03\", "
		"\"author\": [{\"@type\": \"Person\", \"name\": \"Ann Lee\"}, "
		"\"Bo Ek\"], \"articleSection\": [\"A\", \"B\"], "
		"\"inLanguage\": \"de\", "
		"\"mainEntityOfPage\": {\"@id\": \"https://a.example/b\"}}"),
		page);
	assert_fact(page, TW_FACT_JSON_LD, "headline", "H");
	assert_fact(page, TW_FACT_JSON_LD, "date", "2020-03-03");
	assert_fact(page, TW_FACT_JSON_LD, "author", "Ann Lee\nBo Ek");
	assert_fact(page, TW_FACT_JSON_LD, "section", "A\nB");
	assert_fact(page, TW_FACT_JSON_LD, "language", "de");
	assert_fact(page, TW_FACT_JSON_LD, "url", "https://a.example/b");
}

static void
test_escaped_characters_are_read(void **state)
{
	struct tw_page *page = *state;

	tw_json_ld_read(TW_STR("{\"@type\": \"Article\", "
		"\"headline\": \"Ann&#8217;s lamps &amp; more\"}"), page);
	assert_fact(page, TW_FACT_JSON_LD, "headline",
		"Ann\xe2\x80\x99s lamps & more");
}

static void
test_an_article_in_a_graph_is_found_and_references_followed(void **state)
{
	struct tw_page *page = *state;

	tw_json_ld_read(TW_STR("{\"@graph\": [{\"@type\": \"WebSite\", "
		"\"name\": \"Site\"}, {\"@type\": [\"Article\", \"X\"], "
		"\"headline\": \"H\", \"author\": {\"@id\": \"#p\"}}, "
		"{\"@id\": \"#p\", \"@type\": \"Person\", "
		"\"name\": \"Ann Lee\"}]}"), page);
	assert_fact(page, TW_FACT_JSON_LD, "author", "Ann Lee");
	assert_fact(page, TW_FACT_JSON_LD, "site", "Site");
}

static void
test_an_organisation_is_no_author(void **state)
{
	struct tw_page *page = *state;

	tw_json_ld_read(TW_STR("{\"@type\": \"BlogPosting\", \"headline\": "
		"\"H\", \"author\": {\"@type\": \"Organization\", \"name\": "
		"\"Trust\"}}"), page);
	assert_null(find_fact(page, TW_FACT_JSON_LD, "author"));
}

static void
test_the_first_article_wins(void **state)
{
	struct tw_page *page = *state;

	tw_json_ld_read(TW_STR("[{\"@type\": \"Article\", \"headline\": \"1\"}"
		", {\"@type\": \"Article\", \"headline\": \"2\"}]"), page);
	tw_json_ld_read(TW_STR("{\"@type\": \"Article\", \"headline\": \"3\"}"),
		page);
	assert_fact(page, TW_FACT_JSON_LD, "headline", "1");
	assert_int_equal(page->fact_count, 1);
}

static void
test_anything_else_gives_nothing(void **state)
{
	static const char *const scripts[] = {"", "{", "[", "null", "{]",
		"<![CDATA[", "{\"@type\": 5}", "{\"@type\": {}}",
		"{\"@type\": \"Article\", \"headline\": 5, \"author\": 7}",
		"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{"};
	struct tw_page *page = *state;

	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		tw_json_ld_read(tw_str_of(scripts[i]), page);
	assert_int_equal(page->fact_count, 0);
	assert_false(page->failed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		page_test(test_an_article_is_read),
		page_test(test_escaped_characters_are_read),
		page_test(
		test_an_article_in_a_graph_is_found_and_references_followed),
		page_test(test_an_organisation_is_no_author),
		page_test(test_the_first_article_wins),
		page_test(test_anything_else_gives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
