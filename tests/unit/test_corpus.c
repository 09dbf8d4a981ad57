/* test_corpus.c: every article of corpus/ is found as expected.ndjson says. */
/* SPDX-License-Identifier: MIT */
#include "page/extract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <json.h>

#define FILE_MAX 65536
#define ARTICLES_MAX 200

/* One line of expected.ndjson, with the article that extraction found. */
struct expectation {
	struct json_object *fields;
	uint32_t articles;	/* found in the file */
	struct tw_buf found[TRAWL_FIELD_COUNT];
};

static const char *const field_name[TRAWL_FIELD_COUNT] = {
	[TRAWL_ID] = "id", [TRAWL_URL] = "url", [TRAWL_TITLE] = "title",
	[TRAWL_AUTHOR] = "author", [TRAWL_DATE] = "date",
	[TRAWL_CATEGORY] = "category", [TRAWL_LANGUAGE] = "language",
	[TRAWL_TEXT] = "text",
};

/* The value, or "" if the line has none. */
static const char *
expected(const struct expectation *e, const char *name)
{
	struct json_object *value = json_object_object_get(e->fields, name);

	return value == NULL ? "" : json_object_get_string(value);
}

/* An article without an address has the path of its file for an id. */
static const char *
expected_id(const struct expectation *e)
{
	const char *id = expected(e, "id");

	return *id != '\0' ? id : expected(e, "file");
}

static void
read_file(const char *name, struct tw_buf *ret)
{
	char path[4096];
	const char *top = getenv("top_srcdir");

	snprintf(path, sizeof(path), "%s/corpus/%s", top ? top : ".", name);
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		fail_msg("%s cannot be read", path);
	assert_true(tw_buf_reserve(ret, FILE_MAX));
	ret->n += fread(ret->p + ret->n, 1, FILE_MAX, file);
	fclose(file);
}

/* Keeps the text with each run of white space as one space. */
static void
keep(struct tw_buf *buf, struct tw_str text)
{
	bool space = false;

	for (size_t i = 0; i < text.n; i++) {
		if (strchr(" \t\r\n", text.p[i]) != NULL) {
			space = buf->n > 0;
			continue;
		}
		if (space)
			tw_buf_add_byte(buf, ' ');
		space = false;
		tw_buf_add_byte(buf, (uint8_t)text.p[i]);
	}
}

static int
note_article(void *context, trawl_article *article, const trawl_error *reason)
{
	struct expectation *e = context;

	if (article == NULL)
		fail_msg("%s: %s", expected(e, "file"), reason->text);
	e->articles++;
	struct tw_str id = tw_article_get(article, TRAWL_ID);
	bool same = tw_str_equal(id, tw_str_of(expected_id(e)));
	bool alone = strstr(expected(e, "file"), ".ndjson") == NULL;
	if (!same && !alone)
		return TRAWL_OK;
	for (int f = 0; f < TRAWL_FIELD_COUNT; f++) {
		struct tw_str text = tw_article_get(article,
			(enum trawl_field)f);
		if (f == TRAWL_TEXT)
			keep(&e->found[f], text);
		else
			tw_buf_add_str(&e->found[f], text);
		tw_buf_add_byte(&e->found[f], '\0');
	}
	return TRAWL_OK;
}

static void
extract(struct expectation *e)
{
	struct tw_buf page = {0};
	struct trawl_extract_options options = {
		.size = sizeof(options),
		.name = expected(e, "file"),
		.now = "2026-01-01",
	};
	trawl_error err = {0};

	read_file(options.name, &page);
	if (tw_extract(tw_buf_str(&page), &options, note_article, e, &err) !=
	    TRAWL_OK)
		fail_msg("%s: %s", options.name, err.text);
	tw_buf_done(&page);
	if (e->found[TRAWL_TEXT].n == 0)
		fail_msg("%s: no article with the id", options.name);
}

static void
check_text(const struct expectation *e)
{
	const char *text = e->found[TRAWL_TEXT].p;
	const char *starts = expected(e, "text_starts");
	const char *ends = expected(e, "text_ends");
	size_t n = strlen(text);

	if (strncmp(text, starts, strlen(starts)) != 0)
		fail_msg("starts \"%.80s\", not \"%s\"", text, starts);
	if (n < strlen(ends) || strcmp(text + n - strlen(ends), ends) != 0)
		fail_msg("ends \"%s\", not \"%s\"",
			n < 80 ? text : text + n - 80, ends);
	struct json_object *absent = NULL;
	assert_true(json_object_object_get_ex(e->fields, "absent", &absent));
	for (size_t i = 0; i < json_object_array_length(absent); i++) {
		const char *stranger = json_object_get_string(
			json_object_array_get_idx(absent, i));
		if (strstr(text, stranger) != NULL)
			fail_msg("the text has \"%s\"", stranger);
	}
}

static void
test_article_is_found_as_expected(void **state)
{
	struct expectation *e = *state;

	extract(e);
	if (strstr(expected(e, "file"), ".ndjson") == NULL)
		assert_int_equal(e->articles, 1);
	assert_string_equal(e->found[TRAWL_ID].p, expected_id(e));
	for (int f = TRAWL_URL; f < TRAWL_LANGUAGE; f++)
		if (strcmp(e->found[f].p, expected(e, field_name[f])) != 0)
			fail_msg("%s is \"%s\", not \"%s\"", field_name[f],
				e->found[f].p, expected(e, field_name[f]));
	const char *language = e->found[TRAWL_LANGUAGE].p;
	if (*language != '\0' || strcmp(expected(e, "language"), "en") != 0)
		assert_string_equal(language, expected(e, "language"));
	check_text(e);
}

static int
forget_article(void **state)
{
	struct expectation *e = *state;

	for (int f = 0; f < TRAWL_FIELD_COUNT; f++)
		tw_buf_done(&e->found[f]);
	return 0;
}

/* One test an article, under the name of its file or its own. */
int
main(void)
{
	static struct expectation all[ARTICLES_MAX];
	static struct CMUnitTest tests[ARTICLES_MAX];
	struct tw_buf lines = {0};
	size_t n = 0;

	read_file("expected.ndjson", &lines);
	tw_buf_add_byte(&lines, '\0');
	char *line = lines.p;
	while (*line != '\0' && n < ARTICLES_MAX) {
		size_t length = strcspn(line, "\n");
		bool last = line[length] == '\0';
		line[length] = '\0';
		all[n].fields = json_tokener_parse(line);
		if (all[n].fields == NULL)
			return 99;
		tests[n] = (struct CMUnitTest){
			.name = expected_id(&all[n]),
			.test_func = test_article_is_found_as_expected,
			.teardown_func = forget_article,
			.initial_state = &all[n],
		};
		n++;
		line += last ? length : length + 1;
	}
	tw_buf_done(&lines);
	int failed = _cmocka_run_group_tests("corpus", tests, n, NULL, NULL);
	for (size_t i = 0; i < n; i++)
		json_object_put(all[i].fields);
	return failed;
}
