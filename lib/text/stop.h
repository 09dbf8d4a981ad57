/* stop.h: words so common that they are left out of ranking. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_STOP_H
#define TEXT_STOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Words, space separated, in the order of their bytes, and a sieve: a bit for
 * each word's place in it.
 */
#define TW_STOP_SIEVE 8		/* words of 64 bits */
struct tw_stop_list {
	struct tw_str words;
	uint64_t sieve[TW_STOP_SIEVE];
};

/*
 * The stop words of a language, folded, each with its accents and without
 * them; an empty list if we have none for it. Lives for ever.
 */
const struct tw_stop_list *tw_stop_list(const char *code);
struct tw_str tw_stop_words(const char *code);

/* True if the word is one of such words. O(log n), no memory. */
bool tw_stop_has(struct tw_str words, struct tw_str word);

/* The bit of a word, which has bytes, in a sieve. */
static inline unsigned
tw_stop_place(struct tw_str word)
{
	return ((uint8_t)word.p[0] * 5u + (uint8_t)word.p[word.n / 2] * 67u +
		(uint8_t)word.p[word.n - 1] * 23u + (unsigned)word.n * 149u) %
		(TW_STOP_SIEVE * 64);
}

/* The same of a list, whose sieve holds most other words back at once. */
static inline bool
tw_stop_list_has(const struct tw_stop_list *list, struct tw_str word)
{
	if (word.n == 0)
		return false;
	unsigned place = tw_stop_place(word);

	return list->sieve[place / 64] >> place % 64 & 1 &&
		tw_stop_has(list->words, word);
}

#endif
