/* parts.h: the parts of a word: co-operate, sfjuk.com, l'eau. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_PARTS_H
#define TEXT_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define TW_PARTS_MAX 64

struct tw_part {
	struct tw_str text;	/* of the word given */
	char before;		/* the sign before it: one of -_.@& ; 0 before
				   the first, and where digits and letters
				   meet without one (m2, c++11) */
	bool elided;		/* an elision with its apostrophe: l' */
};

struct tw_parts {
	char sign;		/* before the word: @ # . or 0 */
	bool dotted;		/* single letters with dots: U.S.A */
	uint32_t count;		/* at least 1 */
	struct tw_part part[TW_PARTS_MAX];
};

/*
 * Splits a spaced word (see text/words.h). `elisions` are what the language
 * writes before an apostrophe as a word of its own ("l d qu"), space
 * separated; NULL if it has none. What is beyond TW_PARTS_MAX stays in the
 * last part. O(length).
 */
void tw_parts_split(struct tw_str word, const char *elisions,
	struct tw_parts *ret);

#endif
