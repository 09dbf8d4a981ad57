/* chars.h: what a character is to the word it stands in. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_CHARS_H
#define TEXT_CHARS_H

#include <stdint.h>

enum tw_char {
	TW_CHAR_OTHER,		/* separates words: space, most punctuation */
	TW_CHAR_LETTER,
	TW_CHAR_DIGIT,		/* decimal, and subscripts: CO2 */
	TW_CHAR_NUMBER,		/* superscripts and fractions: a part of their
				   own, they are often notes */
	TW_CHAR_MARK,		/* combines with what stands before */
	TW_CHAR_IGNORED,	/* vanishes: soft hyphen, zero-width */
	TW_CHAR_SIGN,		/* may join letters or digits: see words.h */
	TW_CHAR_UNSPACED,	/* of a script written without spaces */
	TW_CHAR_EMOJI,
	TW_CHAR_COUNT
};

/* The kind of each ASCII character; TW_CHAR_COUNT for the bytes of others. */
extern const uint8_t tw_char_bytes[256];

/* Total: any number is a character here. O(1). */
enum tw_char tw_char_kind(uint32_t c);

/*
 * The one form of characters that typography has many of: ' for curly and
 * other apostrophes, - for hyphens and the en dash, and full-width signs as
 * ASCII. Other characters are returned as they are.
 */
uint32_t tw_char_plain(uint32_t c);

#endif
