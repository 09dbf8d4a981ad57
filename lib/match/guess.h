/* guess.h: what the last of many articles of one term may score. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_GUESS_H
#define MATCH_GUESS_H

#include "match/impact.h"

/*
 * A guess, rather too low than too high, at the score of the last of the
 * `depth` best articles of a list: -INFINITY where it would not pay. Whoever
 * leaves articles out by it must see whether it was too high. Moves the
 * term's postings.
 */
int tw_guess_least(struct tw_term_cursor *term,
	const struct tw_impacts *impacts, uint32_t depth, float *ret,
	trawl_error *err) TW_MUST_USE;

#endif
