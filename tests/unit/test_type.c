/* test_type.c: the form of a page, told by its bytes and its name. */
/* SPDX-License-Identifier: MIT */
#include "page/type.h"

#include "page_help.h"

struct example {
	const char *bytes;
	const char *name;
	enum trawl_type type;
};

static void
assert_types(const struct example *examples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum trawl_type type = TRAWL_TYPE_AUTO;
		trawl_error err = {0};

		assert_int_equal(tw_type_find(tw_str_of(examples[i].bytes),
			examples[i].name, &type, &err), TRAWL_OK);
		if (type != examples[i].type)
			fail_msg("'%s' named %s: %d, not %d",
				examples[i].bytes, examples[i].name, type,
				examples[i].type);
	}
}

static void
test_bytes_beyond_doubt_come_before_the_name(void **state)
{
	static const struct example examples[] = {
		{"<!DOCTYPE html><p>", "a.txt", TRAWL_TYPE_HTML},
		{"\xef\xbb\xbf \n<!-- c --><HTML>", "a.md", TRAWL_TYPE_HTML},
		{"<?xml version='1.0'?><html>", NULL, TRAWL_TYPE_HTML},
		{"---\ntitle: x\n---\ntext", "a.txt", TRAWL_TYPE_MARKDOWN},
		{"+++\ntitle = 1\n+++\ntext", NULL, TRAWL_TYPE_MARKDOWN}};

	(void)state;
	assert_types(examples, sizeof(examples) / sizeof(*examples));
}

static void
test_the_name_comes_before_what_bytes_look_like(void **state)
{
	static const struct example examples[] = {
		{"<p>x", "a.md", TRAWL_TYPE_MARKDOWN},
		{"text", "a.HTML", TRAWL_TYPE_HTML},
		{"text", "https://a.example/b.html?c=d.txt", TRAWL_TYPE_HTML},
		{"# Heading", "a.txt", TRAWL_TYPE_TEXT},
		{"text", "a/b.jsonl", TRAWL_TYPE_NDJSON}};

	(void)state;
	assert_types(examples, sizeof(examples) / sizeof(*examples));
}

static void
test_without_a_name_bytes_tell(void **state)
{
	static const struct example examples[] = {
		{"{\"title\": \"x\"}\n", NULL, TRAWL_TYPE_NDJSON},
		{"<?xml version='1.0'?><rss>", NULL, TRAWL_TYPE_FEED},
		{"<!-- c --><feed xmlns='x'>", "a.html", TRAWL_TYPE_FEED},
		{"<!DOCTYPE rss><rss>", NULL, TRAWL_TYPE_FEED},
		{"<sitemapindex>", NULL, TRAWL_TYPE_SITEMAP},
		{"WARC/1.1\r\n", "a.txt", TRAWL_TYPE_WARC},
		{"From a@b Mon\nSubject: x\n", NULL, TRAWL_TYPE_MBOX},
		{"From a to b\nit is far.\n", NULL, TRAWL_TYPE_TEXT},
		{"<div><p>x</p></div>", NULL, TRAWL_TYPE_HTML},
		{"# Heading\n\ntext", NULL, TRAWL_TYPE_MARKDOWN},
		{"<name> wrote: x", NULL, TRAWL_TYPE_TEXT},
		{"{curly}", NULL, TRAWL_TYPE_TEXT},
		{"---\nno matter", NULL, TRAWL_TYPE_TEXT},
		{"+++\nno matter\n+++\n", NULL, TRAWL_TYPE_TEXT},
		{"", NULL, TRAWL_TYPE_TEXT}, {"text", "a", TRAWL_TYPE_TEXT}};

	(void)state;
	assert_types(examples, sizeof(examples) / sizeof(*examples));
}

static void
assert_no_text(struct tw_str bytes, const char *why)
{
	enum trawl_type type;
	trawl_error err = {0};

	assert_int_equal(tw_type_find(bytes, "x", &type, &err), TRAWL_EPARSE);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
}

static void
test_what_is_no_text_is_refused(void **state)
{
	(void)state;
	assert_no_text(TW_STR("%PDF-1.7 ..."), "x: not a text: it is a PDF");
	assert_no_text(TW_STR("\x89PNG\r\n"), "a picture");
	assert_no_text(TW_STR("ab\0cd"), "byte 2 is 0");
	assert_no_text(TW_STR("\1\2\3\4\5\6"), "control characters");
	assert_no_text(TW_STR("<?xml version='1.0'?><opml>"), "XML");
}

static void
test_a_bad_line_of_ndjson_refuses_no_others(void **state)
{
	struct tw_str bytes = TW_STR("{\"id\": \"\0\1\2\3\4\5\6\"}\n");
	enum trawl_type type;
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_type_find(bytes, NULL, &type, &err), TRAWL_OK);
	assert_int_equal(type, TRAWL_TYPE_NDJSON);
	assert_int_equal(tw_type_check(bytes, TRAWL_TYPE_NDJSON, "x", &err),
		TRAWL_OK);
	assert_int_equal(tw_type_check(TW_STR("%PDF-1.7"),
		TRAWL_TYPE_NDJSON, "x", &err), TRAWL_EPARSE);
}

static void
test_utf16_is_a_text(void **state)
{
	enum trawl_type type;
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_type_find(TW_STR("\xff\xfe" "a\0b\0"), NULL,
		&type, &err), TRAWL_OK);
}

static void
test_urls_are_told_from_paths(void **state)
{
	(void)state;
	assert_true(tw_type_is_url("https://a.example/"));
	assert_true(tw_type_is_url("HTTP://a.example/"));
	assert_false(tw_type_is_url("http.txt"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_beyond_doubt_come_before_the_name),
		cmocka_unit_test(
			test_the_name_comes_before_what_bytes_look_like),
		cmocka_unit_test(test_without_a_name_bytes_tell),
		cmocka_unit_test(test_what_is_no_text_is_refused),
		cmocka_unit_test(
			test_a_bad_line_of_ndjson_refuses_no_others),
		cmocka_unit_test(test_utf16_is_a_text),
		cmocka_unit_test(test_urls_are_told_from_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
