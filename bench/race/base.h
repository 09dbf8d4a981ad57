/* base.h: the real text that corpora are made of. */
/* SPDX-License-Identifier: MIT */
#ifndef RACE_BASE_H
#define RACE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "words.h"

/*
 * Real articles as one stream of tokens: a token is the number of a word as
 * it stands in the text (case and punctuation kept), and 0 ends a sentence.
 *
 *   tokens   0 The server starts. 0 It reads ... 0 | A table is ...
 *              ^ starts[0]                           ^ starts[1]
 */
struct base {
	struct words words;
	uint32_t *tokens;
	size_t token_count;
	size_t token_capacity;
	size_t *starts;		/* of articles; starts[article_count] is the
				   end */
	char **categories;
	size_t article_count;
	size_t article_capacity;

	/* Where each word stands: places[place_starts[w]] and on, in order,
	   up to places[place_starts[w + 1]]. */
	uint32_t *places;
	size_t *place_starts;

	/* Words so rare that a corpus has others in their place; their
	   letters alone, in small letters, are rare[0], rare[1], ... */
	bool *is_rare;		/* of words below word_count */
	size_t word_count;
	uint32_t *rare;
	size_t rare_count;
};

/* Reads the articles in the file; ends the program if it cannot. */
void base_read(struct base *base, const char *path);

#endif
