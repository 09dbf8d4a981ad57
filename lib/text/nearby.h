/* nearby.h: which words are but a few edits from one. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_NEARBY_H
#define TEXT_NEARBY_H

#include "text/spelling.h"

#define TW_NEARBY_EDITS 2	/* at most */

/*
 * Finds, among words that are given in order, those that at most so many edits
 * make of the typed one. An edit puts a letter in, leaves one out, changes one
 * or swaps two neighbours (optimal string alignment). What words share with
 * the one before is not looked at again: O(1) for each letter that is new, or
 * for a word that begins as no near one can.
 */
struct tw_nearby {
	struct tw_letters typed;
	uint32_t edits;
	uint64_t places[128];	/* bit i: letter i of the word typed */

	/* Of the word last given. */
	uint32_t depth;		/* letters that were looked at */
	size_t dead;		/* no near word begins with these bytes of it;
				   0: some may */
	struct tw_nearby_row {
		uint64_t reached[TW_NEARBY_EDITS + 1];
		uint64_t here;		/* places of the letter that led here */
		size_t end;		/* bytes of the word up to here */
	} rows[TW_SPELLING_LETTERS + TW_NEARBY_EDITS + 3];
				/* one before the first letter, and one of
				   nothing before that */
};

/* `edits` is at most TW_NEARBY_EDITS. */
void tw_nearby_init(struct tw_nearby *nearby, const struct tw_letters *typed,
	uint32_t edits);

/*
 * The next word (folded), whose first `shared` bytes are those of the one
 * before: how many edits make it, UINT32_MAX if more than allowed. Words may
 * come in any order: those that share much should come together.
 */
uint32_t tw_nearby_next(struct tw_nearby *nearby, struct tw_str word,
	size_t shared);

#endif
