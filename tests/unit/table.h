/* table.h: tests that are lines of a file: language: left SIGN right. */
/* SPDX-License-Identifier: MIT */
#ifndef UNIT_TABLE_H
#define UNIT_TABLE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

struct table_line {
	const char *file;
	unsigned number;
	char *language;
	char *left;
	const char *sign;
	char *right;
};

/* Checks a line; returns 0 or, having said what is wrong, 1. */
typedef int table_line_fn(void *context, const struct table_line *line);

/* \n, \\ and \u{ad} become the characters they name, in place. */
static inline char *
table_unescape(char *text)
{
	char *out = text;

	for (const char *p = text; *p != '\0';) {
		struct tw_buf buf = {0};
		char *end;

		if (p[0] != '\\') {
			*out++ = *p++;
		} else if (p[1] == 'u' && p[2] == '{') {
			tw_utf8_add(&buf, (uint32_t)strtoul(p + 3, &end, 16));
			memcpy(out, buf.p, buf.n);
			out += buf.n;
			p = end + 1;
			tw_buf_done(&buf);
		} else {
			*out++ = p[1] == 'n' ? '\n' : p[1];
			p += 2;
		}
	}
	*out = '\0';
	return text;
}

static inline char *
table_trim(char *text)
{
	size_t n = strlen(text);

	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\n'))
		text[--n] = '\0';
	return text + strspn(text, " ");
}

/* Splits at the first of the signs, each between spaces; false if none. */
static inline bool
table_split(struct table_line *line, char *text, const char *const *signs)
{
	line->language = text;
	char *colon = strstr(text, ": ");

	if (!colon)
		return false;
	*colon = '\0';
	line->left = colon + 2;
	for (; *signs; signs++) {
		char *at = strstr(line->left, *signs);

		if (!at)
			continue;
		line->sign = *signs;
		*at = '\0';
		line->right = table_trim(at + strlen(*signs));
		line->left = table_unescape(table_trim(line->left));
		table_unescape(line->right);
		return true;
	}
	return false;
}

/* 0 if the text is the right side, else 1, having said so; frees the text. */
static inline int
table_differs(const struct table_line *line, struct tw_buf *text)
{
	bool differs = !tw_str_equal(tw_buf_str(text), tw_str_of(line->right));

	if (differs)
		print_error("%s:%u: %s => %.*s\n", line->file, line->number,
			line->left, (int)text->n, text->p ? text->p : "");
	tw_buf_done(text);
	return differs;
}

/*
 * Calls fn for each line of tests/data/NAME that is not empty and no comment;
 * fails the test if any line does, or if there is none.
 */
static inline void
table_run(const char *name, const char *const *signs, table_line_fn *fn,
	void *context)
{
	const char *top = getenv("top_srcdir");
	char path[4096];
	char text[65536];
	int lines = 0;
	int wrong = 0;

	snprintf(path, sizeof(path), "%s/tests/data/%s", top ? top : ".",
		name);
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	struct table_line line = {.file = name};

	while (fgets(text, sizeof(text), file)) {
		line.number++;
		if (text[0] == '#' || text[0] == '\n')
			continue;
		lines++;
		if (table_split(&line, text, signs)) {
			wrong += fn(context, &line);
		} else {
			print_error("%s:%u: no test\n", name, line.number);
			wrong++;
		}
	}
	fclose(file);
	assert_int_not_equal(lines, 0);
	assert_int_equal(wrong, 0);
}

#endif
