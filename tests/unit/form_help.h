/* form_help.h: what tests of the forms that pages come in share. */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_FORM_HELP_H
#define UNIT_FORM_HELP_H

#include "page_help.h"

#include "page/article.h"
#include "page/incoming.h"

typedef int form_reader(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err);

/* What a reader told: a line for each article, with some of its fields, and
   one for each reason, behind an exclamation mark. */
struct told {
	struct tw_buf lines;
	const char *fields;	/* the beginnings of their names */
	unsigned left;		/* calls until it has had enough; 0: never */
};

static inline void
add_field(struct told *told, struct tw_str value)
{
	for (size_t i = 0; i < value.n; i++)
		tw_buf_add_byte(&told->lines, (uint8_t)(value.p[i] == '\n'
			? '/' : value.p[i]));
}

static inline int
take_told(void *context, trawl_article *article, const trawl_error *reason)
{
	static const struct {
		char name;
		enum trawl_field field;
	} fields[] = {{'i', TRAWL_ID}, {'u', TRAWL_URL}, {'t', TRAWL_TITLE},
		{'x', TRAWL_TEXT}, {'a', TRAWL_AUTHOR}, {'d', TRAWL_DATE},
		{'c', TRAWL_CATEGORY}, {'l', TRAWL_LANGUAGE}};
	struct told *told = context;

	if (reason)
		tw_buf_addf(&told->lines, "! %s", reason->text);
	for (const char *p = told->fields; article && *p; p++) {
		if (p > told->fields)
			tw_buf_add_str(&told->lines, TW_STR(" | "));
		for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
			if (fields[i].name == *p)
				add_field(told, tw_article_get(article,
					fields[i].field));
		}
	}
	tw_buf_add_byte(&told->lines, '\n');
	return told->left > 0 && --told->left == 0 ? TRAWL_END : TRAWL_OK;
}

/* Reads bytes of a form, and gives what was told. */
static inline int
read_form(form_reader *read, struct tw_str bytes, const char *name,
	struct told *told)
{
	struct trawl_extract_options options = {.size = sizeof(options),
		.name = name, .now = "2026-11-22"};
	struct tw_incoming in;
	trawl_error err = {0};

	assert_int_equal(tw_incoming_memory(&in, bytes, &err), TRAWL_OK);

	int status = read(&in, &options, take_told, told, &err);

	tw_incoming_done(&in);
	return status;
}

/* Fields by letters: id, url, title, teXt, author, date, category, language. */
static inline void
assert_told_of(form_reader *read, struct tw_str bytes, const char *name,
	const char *fields, const char *wanted)
{
	struct told told = {.fields = fields};

	assert_int_equal(read_form(read, bytes, name, &told), TRAWL_OK);
	assert_str(tw_buf_str(&told.lines), wanted);
	tw_buf_done(&told.lines);
}

static inline void
assert_told(form_reader *read, const char *text, const char *fields,
	const char *wanted)
{
	assert_told_of(read, tw_str_of(text), NULL, fields, wanted);
}

/* The reader ends as soon as who is told has had enough. */
static inline void
assert_may_be_ended(form_reader *read, const char *text, const char *wanted)
{
	struct told told = {.fields = "t", .left = 1};

	assert_int_equal(read_form(read, tw_str_of(text), NULL, &told),
		TRAWL_END);
	assert_str(tw_buf_str(&told.lines), wanted);
	tw_buf_done(&told.lines);
}

/* Of bytes cut anywhere, it tells something or nothing, and comes to an end. */
static inline void
assert_may_be_cut(form_reader *read, const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i < n; i++) {
		struct told told = {.fields = "itx"};
		char *copy = malloc(i + 1);	/* just so long */

		assert_non_null(copy);
		memcpy(copy, text, i);
		assert_int_equal(read_form(read, tw_str(copy, i), "cut",
			&told), TRAWL_OK);
		free(copy);
		tw_buf_done(&told.lines);
	}
}

#endif
