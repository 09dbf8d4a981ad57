/* words.h: words as numbers, for the maker of corpora. */
/* SPDX-License-Identifier: MIT */
#ifndef RACE_WORDS_H
#define RACE_WORDS_H

#include <stddef.h>
#include <stdint.h>

/* A set of words, numbered 1, 2, 3, ... as they come; valid when zeroed. */
struct words {
	char **text;		/* text[number], NUL-terminated */
	size_t count;		/* numbers given, 0 among them */
	size_t capacity;
	uint32_t *slots;	/* open addressing: a number or 0 */
	size_t slot_count;	/* a power of two */
};

/* The word's number, a new one if it was not there. */
uint32_t words_number(struct words *words, const char *text, size_t length);

/* realloc that ends the program without memory. */
void *grown(void *memory, size_t count, size_t size);

/* Memory of zeroes; ends the program without memory. */
void *zeroed(size_t count, size_t size);

#endif
