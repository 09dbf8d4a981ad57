/* test_ndjson.c: articles given as JSON, one object a line. */
/* SPDX-License-Identifier: MIT */
#include "page/ndjson.h"

#include "page_help.h"

struct told {
	unsigned articles;
	unsigned reasons;
	int status;
	char text[500];
	char fields[TRAWL_FIELD_COUNT][200];
	char sources[TRAWL_FIELD_COUNT][TW_SOURCE_ROOM];
	uint64_t replaced;
};

static int
tell(void *context, trawl_article *article, const trawl_error *reason)
{
	struct told *told = context;

	if (reason) {
		told->reasons++;
		told->status = reason->status;
		snprintf(told->text, sizeof(told->text), "%s", reason->text);
		return TRAWL_OK;
	}
	told->articles++;
	told->replaced += article->replaced;
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		struct tw_str value = tw_article_get(article,
			(enum trawl_field)i);

		snprintf(told->fields[i], sizeof(told->fields[i]), "%.*s",
			(int)value.n, value.p ? value.p : "");
		snprintf(told->sources[i], sizeof(told->sources[i]), "%s",
			article->source[i]);
	}
	return TRAWL_OK;
}

static struct told
read_lines(struct tw_str bytes, const char *name, uint64_t first_line)
{
	struct trawl_extract_options options = {.size = sizeof(options),
		.name = name, .first_line = first_line};
	struct told told = {0};
	trawl_error err = {0};

	struct tw_incoming in;

	assert_int_equal(tw_incoming_memory(&in, bytes, &err), TRAWL_OK);
	assert_int_equal(tw_ndjson_read(&in, &options, tell, &told, &err),
		TRAWL_OK);
	tw_incoming_done(&in);
	return told;
}

static void
test_an_article_is_read(void **state)
{
	struct told told = read_lines(TW_STR("{\"id\": \"a\", \"url\": "
		"\"https://a.example/\", \"title\": \"T\", \"text\": \"x\\ny\","
		" \"author\": \"Ann Lee\", \"date\": \"2020-05-03\", "
		"\"category\": [\"B\", \"C\"], \"language\": \"de\", "
		"\"other\": {}}\n"), NULL, 0);

	(void)state;
	assert_int_equal(told.articles, 1);
	assert_string_equal(told.fields[TRAWL_ID], "a");
	assert_string_equal(told.fields[TRAWL_URL], "https://a.example/");
	assert_string_equal(told.fields[TRAWL_TITLE], "T");
	assert_string_equal(told.fields[TRAWL_TEXT], "x\ny");
	assert_string_equal(told.fields[TRAWL_AUTHOR], "Ann Lee");
	assert_string_equal(told.fields[TRAWL_DATE], "2020-05-03");
	assert_string_equal(told.fields[TRAWL_CATEGORY], "B\nC");
	assert_string_equal(told.fields[TRAWL_LANGUAGE], "de");
}

static void
test_a_title_alone_is_an_article(void **state)
{
	struct told told = read_lines(TW_STR("{\"id\": 7, \"title\": \"T\"}"),
		NULL, 0);

	(void)state;
	assert_int_equal(told.articles, 1);
	assert_string_equal(told.fields[TRAWL_ID], "7");
}

static void
test_html_is_read_and_given_fields_are_kept(void **state)
{
	struct told told = read_lines(TW_STR("{\"id\": \"a\", \"title\": \"T\""
		", \"html\": \"<title>U</title><nav>Menu</nav><p>The lamps "
		"will be dim after eleven.\"}"), NULL, 0);

	(void)state;
	assert_string_equal(told.fields[TRAWL_TITLE], "T");
	assert_string_equal(told.fields[TRAWL_TEXT],
		"The lamps will be dim after eleven.");
}

static void
test_the_id_is_the_url_or_the_place(void **state)
{
	struct told told = read_lines(TW_STR("{\"title\": \"T\", \"url\": "
		"\"https://a.example/b\"}"), "f.ndjson", 0);

	(void)state;
	assert_string_equal(told.fields[TRAWL_ID], "https://a.example/b");
	told = read_lines(TW_STR("\n{\"title\": \"T\"}"), "f.ndjson", 5);
	assert_string_equal(told.fields[TRAWL_ID], "f.ndjson:6");
}

/* As `trawl extract` and `trawl export` tell it. */
static void
test_where_a_value_came_from_may_be_told(void **state)
{
	struct told told = read_lines(TW_STR("{\"title\":\"T\",\"text\":"
		"\"x\",\"date\":\"2020\",\"author\":\"A\",\"sources\":{"
		"\"text\":\"body\",\"title\":\"No Name\",\"date\":7,"
		"\"author\":\"longer-than-a-name\"}}"), "f", 0);

	(void)state;
	assert_string_equal(told.sources[TRAWL_TEXT], "body");
	assert_string_equal(told.sources[TRAWL_TITLE], "given");
	assert_string_equal(told.sources[TRAWL_DATE], "given");
	assert_string_equal(told.sources[TRAWL_AUTHOR], "given");
}

static void
assert_refused(struct tw_str line, int status, const char *text)
{
	struct told told = read_lines(line, "f", 0);

	assert_int_equal(told.articles, 0);
	assert_int_equal(told.reasons, 1);
	assert_int_equal(told.status, status);
	assert_string_equal(told.text, text);
}

static void
test_a_bad_line_is_told_with_its_number(void **state)
{
	(void)state;
	assert_refused(TW_STR("{\"title\": \"T\""), TRAWL_EPARSE,
		"f: line 1: no JSON: it ends too early");
	assert_refused(TW_STR("{\"title\": \"T\"} x"), TRAWL_EPARSE,
		"f: line 1: no JSON: something unexpected at byte 16");
	assert_refused(TW_STR("{\"title\": x}"), TRAWL_EPARSE,
		"f: line 1: no JSON: something unexpected at byte 11");
	assert_refused(TW_STR("{\"title\": \"a\" \"b\"}"), TRAWL_EPARSE,
		"f: line 1: no JSON: no , or } at byte 15");
	assert_refused(TW_STR("{\"title\" \"a\"}"), TRAWL_EPARSE,
		"f: line 1: no JSON: no : behind a name at byte 10");
	assert_refused(TW_STR("{title: \"a\"}"), TRAWL_EPARSE,
		"f: line 1: no JSON: no name in quotes at byte 2");
	assert_refused(TW_STR("{\"title\": \"a\0\"}"), TRAWL_EPARSE,
		"f: line 1: no JSON: byte 13 is 0");
	assert_refused(TW_STR("{\"title\": NaN}"), TRAWL_EPARSE,
		"f: line 1: \"title\" is no string");
	assert_refused(TW_STR("\n\n5\n"), TRAWL_EPARSE,
		"f: line 3: it is no JSON object");
	assert_refused(TW_STR("{\"author\": {\"name\": \"x\"}}"), TRAWL_EPARSE,
		"f: line 1: \"author\" is no string and no list of strings");
	assert_refused(TW_STR("{\"id\": \"a\", \"text\": \"\"}"), TRAWL_EEMPTY,
		"f: line 1: it has no \"title\" and no \"text\"");
}

static void
test_lines_after_a_bad_one_are_read(void **state)
{
	struct told told = read_lines(TW_STR("{\"title\": \"A\"}\r\n{\n"
		"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n"
		"{\"title\": \"B\"}"), "f", 0);

	(void)state;
	assert_int_equal(told.articles, 2);
	assert_int_equal(told.reasons, 2);
}

static void
test_a_date_nobody_can_read_costs_no_article(void **state)
{
	struct told told = read_lines(TW_STR("{\"title\": \"A\", \"date\": "
		"\"last spring\"}"), "f", 0);

	(void)state;
	assert_int_equal(told.articles, 1);
	assert_string_equal(told.fields[TRAWL_DATE], "");
	assert_int_equal(told.reasons, 1);
	assert_string_equal(told.text, "f: line 1: date 'last spring' is "
		"none: write it as 2019-12-17");
}

static void
test_invalid_bytes_are_replaced_and_counted(void **state)
{
	struct told told = read_lines(TW_STR("{\"title\": \"caf\xe9\"}\n"
		"{\"title\": \"\\ud800\"}"), NULL, 0);

	(void)state;
	assert_int_equal(told.articles, 2);
	assert_int_equal(told.replaced, 1);
	assert_string_equal(told.fields[TRAWL_TITLE], "\xef\xbf\xbd");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_article_is_read),
		cmocka_unit_test(test_a_title_alone_is_an_article),
		cmocka_unit_test(test_html_is_read_and_given_fields_are_kept),
		cmocka_unit_test(test_the_id_is_the_url_or_the_place),
		cmocka_unit_test(test_where_a_value_came_from_may_be_told),
		cmocka_unit_test(test_a_bad_line_is_told_with_its_number),
		cmocka_unit_test(test_lines_after_a_bad_one_are_read),
		cmocka_unit_test(test_a_date_nobody_can_read_costs_no_article),
		cmocka_unit_test(test_invalid_bytes_are_replaced_and_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
