/* fields.c: pages to fields, one after another as asked, for score.py. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../times.h"
#include "file.h"
#include "page/extract.h"

static const enum trawl_field fields[] = {
	TRAWL_TITLE, TRAWL_AUTHOR, TRAWL_DATE, TRAWL_TEXT};

#define FIELDS (sizeof(fields) / sizeof(*fields))

/* Copies: an article is borrowed for the call. */
struct answer {
	struct tw_buf texts[FIELDS];
};

static int
take(void *context, trawl_article *article, const trawl_error *reason)
{
	struct answer *answer = context;

	(void)reason;
	for (size_t i = 0; article && i < FIELDS; i++)
		tw_buf_add_str(&answer->texts[i], tw_article_get(article,
			fields[i]));
	return TRAWL_OK;
}

/* "SECONDS TITLE AUTHOR DATE TEXT\n", the last four in bytes, and the bytes. */
static void
answer_page(enum trawl_type type, const char *path, const char *url)
{
	struct trawl_extract_options options = {.size = sizeof(options),
		.type = type, .name = path, .url = *url ? url : NULL};
	struct answer answer = {0};
	struct tw_buf bytes = {0};
	trawl_error err = {0};

	read_file("fields", path, &bytes);

	double start = microseconds(CLOCK_PROCESS_CPUTIME_ID);

	if (tw_extract(tw_buf_str(&bytes), &options, take, &answer, &err))
		die("fields", err.text, path);
	printf("%.9f",
		(microseconds(CLOCK_PROCESS_CPUTIME_ID) - start) / 1e6);
	for (size_t i = 0; i < FIELDS; i++)
		printf(" %zu", answer.texts[i].n);
	putchar('\n');
	for (size_t i = 0; i < FIELDS; i++) {
		if (answer.texts[i].n > 0)
			fwrite(answer.texts[i].p, 1, answer.texts[i].n, stdout);
		tw_buf_done(&answer.texts[i]);
	}
	fflush(stdout);
	tw_buf_done(&bytes);
}

/* Lines of "html" or "text", a path, and an address or nothing. */
int
main(void)
{
	char line[8192];

	while (fgets(line, sizeof(line), stdin)) {
		char *left = line;
		const char *type = cut_part(&left);
		const char *path = cut_part(&left);

		answer_page(strcmp(type, "html") == 0 ? TRAWL_TYPE_HTML
			: TRAWL_TYPE_TEXT, path, cut_part(&left));
	}
	return 0;
}
