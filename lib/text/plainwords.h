/* plainwords.h: words of ASCII letters and digits, 64 bytes at a time. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_PLAINWORDS_H
#define TEXT_PLAINWORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Most words of most texts: what comes before and behind tells at once that
 * no sign and no other character belongs to them. Finds the next plain words
 * at or behind *at, at most `most`, until something is no plain word; moves
 * *at behind the last. tw_word_next, called in its place, finds the same.
 * O(length of what is passed).
 */
size_t tw_word_plain(struct tw_str text, size_t *at, struct tw_str *words,
	size_t most);

/*
 * True if the ASCII character at i surely ends a word: white space and the
 * like, or a sign that has such behind it. Most words end so.
 */
bool tw_word_ends_at(struct tw_str text, size_t i);

/* True if the sign may belong to a word directly behind it: @ # . */
bool tw_word_is_prefix(char sign);

/* Bits of 64 bytes, the first byte's lowest. */
struct tw_word_bits {
	uint64_t word;		/* ASCII letters and digits */
	uint64_t high;		/* not ASCII */
	uint64_t blank;		/* spaces and control characters */
	uint64_t hash;		/* # */
	uint64_t space;		/* spaces alone */
};

/* The two twins that give them: by vectors where the machine has them. */
struct tw_word_bits tw_word_bits(const char p[64]);
struct tw_word_bits tw_word_bits_portable(const char p[64]);

#endif
