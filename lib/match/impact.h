/* impact.h: what the blocks of a list can score at most. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_IMPACT_H
#define MATCH_IMPACT_H

#include "match/term.h"

/* The block table of a list, with bounds for the present average length. */
struct tw_impacts {
	uint32_t count;		/* of blocks, at least 1 */
	uint32_t *last;		/* the last article of each */
	float *bound;		/* no posting of the block scores more, but
				   for rounding: see tw_bound */
};

/* In the arena. O(blocks). */
int tw_impacts_read(struct tw_arena *arena, struct tw_term_cursor *term,
	struct tw_impacts *ret, trawl_error *err) TW_MUST_USE;

/*
 * What a sum of `terms` bounds or scores, in any order, is at most if it is
 * summed in another, whatever was rounded on the way: a score rounds four
 * times, a sum once for each term, each by at most 2^-24 of the value.
 */
static inline float
tw_bound(float sum, uint32_t terms)
{
	return sum * (1 + (16 + 4 * (float)terms) * 0x1p-24f);
}

#endif
