/* test_extract.c: bytes of a page, of any form, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/extract.h"

#include <json-c/json.h>

#include "page/onepage.h"

#include "page_help.h"

#include "../fault/alloc_fault.h"

/* What tests/data/page/expected.ndjson has for one file, and how much of it
   was given so far; '@' in an id or error stands for the file's path. */
struct expected {
	struct json_object *lines[20];
	size_t count;
	size_t given;
	const char *path;
};

static const char *const keys[TRAWL_FIELD_COUNT] = {"id", "url", "title",
	"author", "date", "category", "language", "text"};

static const char *
expected_value(const struct expected *expected, const char *key, char *room,
	size_t size)
{
	struct json_object *value;

	if (!json_object_object_get_ex(expected->lines[expected->given], key,
		&value))
		return "";

	const char *text = json_object_get_string(value);

	if (text[0] != '@')
		return text;
	snprintf(room, size, "%s%s", expected->path, text + 1);
	return room;
}

static int
check_article(void *context, trawl_article *article, const trawl_error *reason)
{
	struct expected *expected = context;
	char room[2000];

	assert_true(expected->given < expected->count);
	for (size_t i = 0; article && i < TRAWL_FIELD_COUNT; i++)
		assert_str(tw_article_get(article, (enum trawl_field)i),
			expected_value(expected, keys[i], room,
				sizeof(room)));
	if (reason)
		assert_string_equal(reason->text, expected_value(expected,
			"error", room, sizeof(room)));
	expected->given++;
	return TRAWL_OK;
}

static int
extract_file(const char *path, trawl_extract_fn *fn, void *context)
{
	struct tw_buf bytes = read_file(path);
	struct trawl_extract_options options = {.size = sizeof(options),
		.name = path, .now = "2026-11-22"};
	trawl_error err = {0};
	int status = tw_extract(tw_buf_str(&bytes), &options, fn, context,
		&err);

	tw_buf_done(&bytes);
	return status;
}

static void
check_file(struct expected *expected, const char *file)
{
	char path[200];

	snprintf(path, sizeof(path), "tests/data/page/%s", file);
	expected->path = path;
	print_message("%s\n", path);
	assert_int_equal(extract_file(path, check_article, expected),
		TRAWL_OK);
	assert_int_equal(expected->given, expected->count);
	for (size_t i = 0; i < expected->count; i++)
		json_object_put(expected->lines[i]);
	expected->count = expected->given = 0;
}

/* Lines of one file stand together. */
static void
test_pages_give_what_is_expected(void **state)
{
	struct tw_buf all = read_file("tests/data/page/expected.ndjson");
	struct expected expected = {.count = 0};
	char file[100] = "";
	size_t at = 0;

	(void)state;
	tw_buf_add_byte(&all, 0);
	while (all.p[at] != '\0') {
		struct json_object *line = json_tokener_parse(all.p + at);
		struct json_object *name;

		assert_non_null(line);
		assert_true(json_object_object_get_ex(line, "file", &name));
		if (strcmp(json_object_get_string(name), file) != 0) {
			if (expected.count > 0)
				check_file(&expected, file);
			snprintf(file, sizeof(file), "%s",
				json_object_get_string(name));
		}
		assert_true(expected.count < 20);
		expected.lines[expected.count++] = line;
		at += strcspn(all.p + at, "\n") + 1;
	}
	check_file(&expected, file);
	tw_buf_done(&all);
}

/* The pages that the project was begun with. */
struct seed {
	const char *file;
	const char *title;
	const char *author;
	const char *date;
	const char *category;
	const char *begins;
	const char *ends;
};

static const struct seed seeds[] = {
	{"000_fbf8c27489fad9b0.txt",
		"What we’re saying is we need to do more with less", "",
		"2019-12-17", "", "This phrase was heard last week",
		"learning, management and organisational development."},
	{"003_b12369cbb11e9e74.txt", "Integration with Integrity",
		"Joanna Ruffle", "2014-11-11", "Guest Blogger\nJoanna Ruffle",
		"This week’s guest blogger is Joanna Ruffle",
		"of which we can all be proud.’"}};

static const char *const not_article[] = {"cookie", "Job Vacancies", "BS2 0JJ",
	"@Skills_Justice", "Latest News", "View all", "twitter", "Akismet",
	"Leave A Comment", "Copyright", "Survey Findings", "Tel:"};

static int
check_seed(void *context, trawl_article *article, const trawl_error *reason)
{
	const struct seed *seed = context;

	assert_null(reason);
	assert_str(tw_article_get(article, TRAWL_TITLE), seed->title);
	assert_str(tw_article_get(article, TRAWL_AUTHOR), seed->author);
	assert_str(tw_article_get(article, TRAWL_DATE), seed->date);
	assert_str(tw_article_get(article, TRAWL_CATEGORY), seed->category);

	struct tw_str text = tw_article_get(article, TRAWL_TEXT);
	size_t begins = strlen(seed->begins);
	size_t ends = strlen(seed->ends);

	assert_true(text.n > begins + ends);
	assert_memory_equal(text.p, seed->begins, begins);
	assert_memory_equal(text.p + text.n - ends, seed->ends, ends);
	for (size_t i = 0; i < sizeof(not_article) / sizeof(*not_article); i++)
		assert_null(memmem(text.p, text.n, not_article[i],
			strlen(not_article[i])));
	return TRAWL_OK;
}

static void
test_the_seeds_give_their_articles(void **state)
{
	const char *shared = getenv("TRAWL_SHARED");
	char path[4096];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/seeds/%s",
			shared && shared[0] == '/' ? shared : "/nowhere",
			seeds[i].file);
		FILE *file = fopen(path, "rb");

		if (!file) {
			print_message("no %s: skipped\n", path);
			skip();
		}
		fclose(file);

		struct seed seed = seeds[i];

		assert_int_equal(extract_file(path, check_seed, &seed),
			TRAWL_OK);
	}
}

struct told {
	unsigned articles;
	unsigned reasons;
	int status;
	char text[500];
	char id[600];
};

static int
tell(void *context, trawl_article *article, const trawl_error *reason)
{
	struct told *told = context;

	if (article) {
		struct tw_str id = tw_article_get(article, TRAWL_ID);

		told->articles++;
		snprintf(told->id, sizeof(told->id), "%.*s", (int)id.n, id.p);
		return TRAWL_OK;
	}
	told->reasons++;
	told->status = reason->status;
	snprintf(told->text, sizeof(told->text), "%s", reason->text);
	return TRAWL_OK;
}

static struct told
extract(struct tw_str bytes, const char *name)
{
	struct told told = {0};
	struct trawl_extract_options options = {.size = sizeof(options),
		.name = name};
	trawl_error err = {0};

	assert_int_equal(tw_extract(bytes, &options, tell, &told, &err),
		TRAWL_OK);
	return told;
}

static void
assert_refused(struct tw_str bytes, const char *name, int status,
	const char *text)
{
	struct told told = extract(bytes, name);

	assert_int_equal(told.articles, 0);
	assert_int_equal(told.reasons, 1);
	assert_int_equal(told.status, status);
	assert_string_equal(told.text, text);
}

static void
test_what_gives_no_article_is_told(void **state)
{
	(void)state;
	assert_refused(TW_STR(""), "a.txt", TRAWL_EEMPTY,
		"a.txt: no text found in it");
	assert_refused(TW_STR("<p></p>"), "a.html", TRAWL_EEMPTY,
		"a.html: no text found in it");
	assert_refused(TW_STR("%PDF-1.4"), "a.pdf", TRAWL_EPARSE,
		"a.pdf: not a text: it is a PDF document");
	assert_refused(TW_STR("a\0b"), NULL, TRAWL_EPARSE,
		"input: not a text: byte 1 is 0");
}

static void
test_a_page_over_64_mib_is_refused(void **state)
{
	size_t n = TW_PAGE_MAX + 1;
	char *bytes = malloc(n);

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'a', n);
	assert_refused(tw_str(bytes, n), "a.txt", TRAWL_EFULL,
		"a.txt: longer than 64 MiB: cut it into pages");
	free(bytes);
}

static void
test_the_name_is_the_id_of_last_resort(void **state)
{
	(void)state;
	assert_string_equal(extract(TW_STR("A text."), "a/b.txt").id,
		"a/b.txt");
	assert_string_equal(extract(TW_STR("A text."), NULL).id, "");
	assert_string_equal(extract(TW_STR("<link rel=canonical "
		"href=https://a.example/b><p>A text."), "c.html").id,
		"https://a.example/b");
}

static void
test_an_id_that_is_too_long_is_told(void **state)
{
	char name[600];
	struct told told;

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	told = extract(TW_STR("A text."), name);
	assert_int_equal(told.status, TRAWL_EFULL);
	assert_int_equal(told.articles, 0);
}

static int
refuse(void *context, trawl_article *article, const trawl_error *reason)
{
	(void)article;
	(void)reason;
	++*(unsigned *)context;
	return TRAWL_EIO;
}

static void
test_what_fn_returns_ends_the_extraction(void **state)
{
	struct trawl_extract_options options = {.size = sizeof(options),
		.type = TRAWL_TYPE_NDJSON};
	unsigned calls = 0;
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_extract(TW_STR("{\"text\":\"a\"}\n{}\n"),
		&options, refuse, &calls, &err), TRAWL_EIO);
	assert_int_equal(calls, 1);
}

static void
test_options_may_be_left_out(void **state)
{
	struct told told = {0};
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_extract(TW_STR("A text."), NULL, tell, &told,
		&err), TRAWL_OK);
	assert_int_equal(told.articles, 1);
}

/* Patterns that cost naive readers quadratic time, or their stack. */
static void
test_hostile_pages_are_read_in_bounded_time(void **state)
{
	static const char *const patterns[][2] = {
		{"<div>", "a.html"}, {"<b class=x><p>", "a.html"},
		{"<table><tr><td>", "a.html"}, {"<script>", "a.html"},
		{"<title>", "a.html"}, {"<svg>", "a.html"}, {"<!--", "a.html"},
		{"<", "a.html"}, {"&amp", "a.html"}, {"<a ", "a.html"},
		{"<meta name=author content='Ann Lee'>", "a.html"},
		{"<time datetime=2020-05-03>", "a.html"},
		{"<h1>T</h1>", "a.html"}, {"<p>By Ann Lee</p>", "a.html"},
		{"<script type=application/ld+json>[{</script>", "a.html"},
		{"> ", "a.md"}, {"[", "a.md"}, {"*a ", "a.md"},
		{"![a](", "a.md"}, {"`", "a.md"}, {"<div>\n\n", "a.md"},
		{"By ", "a.txt"}, {"1 May ", "a.txt"}, {"a\n", "a.txt"},
		{"- ", "a.txt"}, {"Comments\n\n", "a.txt"},
		{"{\"a\":", "a.ndjson"}, {"[", "a.ndjson"},
		{"<item>", "a.rss"}, {"<rss><item><title>", "a.rss"},
		{"<rss>&a;", "a.rss"}, {"<!--", "a.rss"},
		{"<a b='c' ", "a.rss"}, {"<url><loc>", "a.xml"},
		{"WARC/1.0\nWARC-Type: response\n\n", "a.warc"},
		{"WARC/1.0\n", "a.warc"}, {"\nFrom ", "a.mbox"},
		{"=?a?q?", "a.mbox"}};
	const size_t size = 200000;

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		size_t n = strlen(patterns[i][0]);
		char *page = malloc(size);
		struct told told;

		assert_non_null(page);
		for (size_t k = 0; k < size; k++)
			page[k] = patterns[i][0][k % n];
		told = extract(tw_str(page, size), patterns[i][1]);
		assert_int_not_equal(told.articles + told.reasons, 0);
		free(page);
	}
}

/* What is no text, or only nearly: an article, or a word why there is none. */
static void
test_bytes_that_are_no_utf8_end_in_an_article_or_a_reason(void **state)
{
	/* A NUL, a surrogate, two overlong ones, half a pair of UTF-16. */
	const struct tw_str bad[] = {TW_STR("A lamp \0 in the street."),
		TW_STR("A lamp \xed\xa0\x80 in the street."),
		TW_STR("A lamp \xc0\xaf in the street."),
		TW_STR("A lamp \xf8\x88\x80\x80\x80 in it."),
		TW_STR("\xff\xfe" "A\0 \0\0\xd8 \0")};
	static const char *const names[] = {"a.txt", "a.html", "a.md",
		"a.rss", "a.mbox", "a.warc", "a.ndjson"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++) {
			struct told told = extract(bad[i], names[k]);

			if (k < 3)
				assert_int_equal(told.articles + told.reasons,
					1);
		}
	}
}

static int
fault_scenario(const char *bytes, const char *name)
{
	struct trawl_extract_options options = {.size = sizeof(options),
		.name = name, .now = "2026-11-22"};
	struct told told = {0};
	trawl_error err = {0};
	int status = tw_extract(tw_str_of(bytes), &options, tell, &told, &err);

	if (status == TRAWL_OK && told.articles == 0)
		status = told.status;
	return status;
}

/* What a page says of itself may be lost with memory, but not in silence. */
static void
test_no_memory_is_told_and_nothing_is_lost(void **state)
{
	static const char *const pages[][2] = {
		{"<title>T</title><meta name=author content='Ann Lee'><p "
			"class=byline>By Ann Lee on 3 May 2020 in News</p>"
			"<p>This is a sentence of more than ten words, I should"
			" think so.</p>", "a.html"},
		{"• Home\n• About\n\nTitle\n\nBy Ann Lee\n\nThis is a "
			"sentence of more than ten words, I should think so."
			"\n", "a.txt"},
		{"---\na: [b]\n---\n# T\n\nText &amp; *more*.\n\n<p>x</p>\n",
			"a.md"},
		{"{\"title\":\"a\",\"author\":[\"b\"],\"html\":\"<p>c d\"}",
			"a.ndjson"},
		{"<rss><channel><item><title>a &amp;amp; b</title><author>c"
			"</author><pubDate>3 May 2020</pubDate><description>"
			"&lt;p>d e</description></item></channel></rss>",
			"a.rss"},
		{"<urlset><url><loc>https://a.example/b</loc><lastmod>2020"
			"</lastmod></url></urlset>", "a.xml"},
		{"From a@b Mon\nSubject: =?utf-8?q?a?=\nDate: 3 May 2020\n"
			"Content-Type: multipart/mixed; boundary=x\n\n--x\n"
			"Content-Type: text/html; charset=latin1\n\n<p>a b\n"
			"--x--\n", "a.mbox"},
		{"WARC/1.0\nWARC-Type: response\nWARC-Target-URI: "
			"https://a.example/b\nContent-Type: application/http\n"
			"Content-Length: 45\n\nHTTP/1.1 200 OK\n"
			"Content-Type: text/html\n\n<p>a b", "a.warc"}};

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		bool failed = true;

		for (uint64_t nth = 1; failed; nth++) {
			alloc_fault_at(nth);

			int status = fault_scenario(pages[i][0], pages[i][1]);

			failed = alloc_fault_off();
			if (!failed)
				assert_int_equal(status, TRAWL_OK);
			else if (status != TRAWL_ENOMEM)
				fail_msg("%s: allocation %u: status %d",
					pages[i][1], (unsigned)nth, status);
			assert_int_equal(alloc_fault_live(), 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_give_what_is_expected),
		cmocka_unit_test(test_the_seeds_give_their_articles),
		cmocka_unit_test(test_what_gives_no_article_is_told),
		cmocka_unit_test(test_a_page_over_64_mib_is_refused),
		cmocka_unit_test(test_the_name_is_the_id_of_last_resort),
		cmocka_unit_test(test_an_id_that_is_too_long_is_told),
		cmocka_unit_test(test_what_fn_returns_ends_the_extraction),
		cmocka_unit_test(test_options_may_be_left_out),
		cmocka_unit_test(test_hostile_pages_are_read_in_bounded_time),
		cmocka_unit_test(
		test_bytes_that_are_no_utf8_end_in_an_article_or_a_reason),
		cmocka_unit_test(test_no_memory_is_told_and_nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
