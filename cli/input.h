/* input.h: files and standard input to articles. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <trawl.h>

/* Returns false to end the reading; the article is borrowed for the call. */
typedef bool input_fn(void *context, trawl_article *article);

struct input {
	enum trawl_type type;
	bool follow;		/* reads the files of pages that a sitemap
				   names; else it is passed over */
	input_fn *fn;
	void *context;
	trawl_block_fn *blocks;	/* or NULL: trawl_extract_options; its context
				   is that of fn */
	uint64_t bytes;		/* read so far */
	uint64_t articles;	/* handed on */
	uint64_t failed;	/* pages and lines without one: each was told */
	uint64_t doubts;	/* values that were left unset; the first were
				   told */
	uint64_t replaced;	/* invalid UTF-8 sequences in articles */
	uint64_t sitemaps;	/* passed over */
	const char *file;	/* that is being read */
	const char *url;	/* what a sitemap says of it, or NULL */
	const char *changed;
	unsigned depth;		/* sitemaps that led to it */
};

/* "text", "html", "markdown", "ndjson", "feed", "sitemap", "warc" or "mbox";
   false, and a word, for others. */
bool input_type(const char *name, enum trawl_type *ret);

/*
 * Reads one file, or standard input for "-" (NDJSON, if no type is given and
 * it begins like none of the forms that are told by their first bytes). What
 * cannot be read is told with its name or line, counted, and left out. False
 * if fn ended the reading.
 */
bool input_read(struct input *input, const char *path);

#endif
