/* format_doc.c: what docs/FORMAT.md says, for tests to hold the code to. */
/* SPDX-License-Identifier: MIT */
#include "format_doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char *const format_stream_names[TW_STREAM_END - 1] = {
	[TW_STREAM_DICT - 1] = "DICT",
	[TW_STREAM_DICT_INDEX - 1] = "DICT_INDEX",
	[TW_STREAM_POSTINGS - 1] = "POSTINGS",
	[TW_STREAM_BLOCKS - 1] = "BLOCKS",
	[TW_STREAM_POSITIONS - 1] = "POSITIONS",
	[TW_STREAM_STORED - 1] = "STORED",
	[TW_STREAM_STORED_INDEX - 1] = "STORED_INDEX",
	[TW_STREAM_LENGTH_BYTES - 1] = "LENGTH_BYTES",
	[TW_STREAM_TITLE_BYTES - 1] = "TITLE_BYTES",
	[TW_STREAM_LENGTHS - 1] = "LENGTHS",
	[TW_STREAM_DATES - 1] = "DATES",
	[TW_STREAM_IDS - 1] = "IDS",
	[TW_STREAM_DEAD - 1] = "DEAD",
	[TW_STREAM_DEAD_TERMS - 1] = "DEAD_TERMS",
	[TW_STREAM_BITMAPS - 1] = "BITMAPS",
	[TW_STREAM_BOUNDS - 1] = "BOUNDS",
	[TW_STREAM_LEXICON - 1] = "LEXICON",
	[TW_STREAM_LEXICON_INDEX - 1] = "LEXICON_INDEX",
	[TW_STREAM_VALUES - 1] = "VALUES",
	[TW_STREAM_CATEGORIES - 1] = "CATEGORIES",
	[TW_STREAM_AUTHORS - 1] = "AUTHORS",
	[TW_STREAM_SITES - 1] = "SITES",
	[TW_STREAM_LANGUAGES - 1] = "LANGUAGES",
	[TW_STREAM_SKETCHES - 1] = "SKETCHES",
	[TW_STREAM_TITLE_KEYS - 1] = "TITLE_KEYS",
	[TW_STREAM_NAMES - 1] = "NAMES",
	[TW_STREAM_NAMES_INDEX - 1] = "NAMES_INDEX",
	[TW_STREAM_LINES - 1] = "LINES",
};

char *
format_read_source(const char *name)
{
	const char *top = getenv("top_srcdir");
	char path[4096];
	static char text[100000];

	(void)snprintf(path, sizeof(path), "%s/%s", top ? top : ".", name);
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	size_t n = fread(text, 1, sizeof(text) - 1, file);

	text[n] = '\0';
	(void)fclose(file);
	return text;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Appends the bytes that an indented line of the document begins with. */
static void
take_line(const char *p, const char *end, struct tw_buf *out)
{
	while (p < end) {
		while (p < end && *p == ' ')
			p++;
		if (end - p > 1 && *p == 'x') {
			long n = strtol(p + 1, NULL, 10);

			assert_true(n > 1 && n < 1000);
			while (--n > 0)
				tw_buf_add_byte(out,
					(uint8_t)out->p[out->n - 1]);
		} else if (end - p >= 2 && hex_digit(p[0]) >= 0 &&
			hex_digit(p[1]) >= 0 &&
			(end - p == 2 || p[2] == ' ')) {
			tw_buf_add_byte(out, (uint8_t)(16 *
				hex_digit(p[0]) + hex_digit(p[1])));
		} else {
			return;
		}
		while (p < end && *p != ' ')
			p++;
	}
}

struct tw_buf
format_example(int which, const char *title)
{
	const char *text = strstr(format_read_source("docs/FORMAT.md"),
		which == 1 ? "\nThe first is an index"
			   : "\nThe second, of which");
	char heading[40];
	struct tw_buf out = {0};

	assert_non_null(text);
	(void)snprintf(heading, sizeof(heading), "\n\n    %s\n", title);
	const char *p = strstr(text, heading);

	assert_non_null(p);
	p += strlen(heading);
	while (strncmp(p, "    ", 4) == 0) {
		const char *end = strchr(p, '\n');

		take_line(p + 4, end, &out);
		p = end + 1;
	}
	assert_false(tw_buf_failed(&out));
	return out;
}
