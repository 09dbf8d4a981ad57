/* article.h: the lines of a corpus as articles. */
/* SPDX-License-Identifier: MIT */
#ifndef RACE_ARTICLE_H
#define RACE_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes within a line, with a NUL behind them. */
struct field {
	char *bytes;
	size_t length;
};

/* A field that the line does not have is empty. */
struct article {
	struct field id;
	struct field text;
	struct field date;
	struct field category;
};

/* A corpus being read; valid when zeroed but for `file`. */
struct corpus {
	FILE *file;
	char *line;
	size_t capacity;
};

/* Opens the file, or ends the program with a message. */
void corpus_open(struct corpus *corpus, const char *path);
void corpus_close(struct corpus *corpus);

/*
 * Reads the next article: flat JSON objects with string values, as the
 * corpora here have them. The fields are borrowed until the next call. False
 * at the end.
 */
bool corpus_next(struct corpus *corpus, struct article *ret);

#ifdef __cplusplus
}
#endif

#endif
