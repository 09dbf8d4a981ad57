/* words.h: where words begin and end in a text. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* A word is ended at these: so work on one word is bounded. */
#define TW_WORD_BYTES_MAX 4096
#define TW_WORD_SIGNS_MAX 60

enum tw_word_kind {
	TW_WORD_SPACED,		/* letters and digits, with signs inside */
	TW_WORD_UNSPACED,	/* a run of Chinese, Thai, ... */
	TW_WORD_EMOJI,		/* one picture, with its joiners */
	TW_WORD_KIND_COUNT
};

struct tw_word {
	struct tw_str text;	/* a part of the text given */
	enum tw_word_kind kind;
};

/*
 * Finds the next word of the valid text at or behind *at, and moves *at
 * behind it; false if there is none. Word boundaries are those of UAX #29
 * with what articles need. Between letters and digits, one of these signs
 * joins, and stays in the word:
 *
 *   - _ . @     co-operate, snake_case, sfjuk.com, info@sfjuk.com
 *   ' &         between letters: don't, 1990's, R&D
 *   : ,         between digits: 17:30, 1,000 and 3,5 but not 1,2,3
 *   middle dot  between letters: Catalan
 *
 * One of @ # . directly before a word belongs to it (@nasa, #tag, .NET), and
 * so do ++ behind a letter and # behind a single one (C++, C#). All else
 * separates: slash, dash, ellipsis, line end. O(length of what is passed).
 */
bool tw_word_next(struct tw_str text, size_t *at, struct tw_word *ret);

/*
 * The length of the first character of the text, with the marks and joiners
 * that belong to it (UAX #29 grapheme cluster); the text is not empty.
 */
size_t tw_word_cluster(struct tw_str text);

#endif
