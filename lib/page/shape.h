/* shape.h: what the text of a block looks like, in numbers. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_SHAPE_H
#define PAGE_SHAPE_H

#include "base/buf.h"
#include "page/page.h"

enum tw_shape_value {
	TW_SHAPE_WORDS,
	TW_SHAPE_WORD_LENGTH,	/* characters */
	TW_SHAPE_LINKED,	/* share of the words */
	TW_SHAPE_COMMON,	/* share of words as "the"; -1: not known */
	TW_SHAPE_CAPITALS,	/* share of the words */
	TW_SHAPE_NUMBERS,	/* share of the words */
	TW_SHAPE_COMMAS,	/* a word */
	TW_SHAPE_SENTENCES,	/* ends of them */
	TW_SHAPE_END,		/* ends as a sentence does */
	TW_SHAPE_COLON,		/* ends with one */
	TW_SHAPE_QUESTION,
	TW_SHAPE_ELLIPSIS,
	TW_SHAPE_BEGINS,	/* as a sentence does */
	TW_SHAPE_BAR,		/* has a sign that parts things */
	TW_SHAPE_QUOTES,
	TW_SHAPE_AT,
	TW_SHAPE_ADDRESS,
	TW_SHAPE_UPPER,		/* no small letter */
	TW_SHAPE_YEAR,		/* has a number from 1990 to 2039 */
	TW_SHAPE_PROSE,		/* words, if it reads as sentences */
	TW_SHAPE_COUNT
};

/* The most words of which hashes are kept. */
#define TW_SHAPE_WORDS_MAX 4096

/* Reused from block to block; valid when zeroed. */
struct tw_shaper {
	struct tw_buf plain;	/* the text as tw_plain writes it */
	uint64_t *words;	/* hashes of its words, in their order */
	uint8_t *lengths;	/* of the words, in bytes, at most 255 */
	uint32_t count;
	struct tw_str stop_words;	/* of the page's language, or empty */
};

void tw_shaper_done(struct tw_shaper *shaper);

/* Takes the text apart into `plain` and `words`; false without memory. */
bool tw_shaper_read(struct tw_shaper *shaper, struct tw_str text);

/* Reads the block's text and measures it; false without memory. O(length). */
bool tw_shape(struct tw_shaper *shaper, const struct tw_block *block,
	float values[TW_SHAPE_COUNT]);

#endif
