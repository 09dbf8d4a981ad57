/* impact.h: what the blocks of a list can score at most. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_IMPACT_H
#define MATCH_IMPACT_H

#include <math.h>

#include "index/corners.h"
#include "match/term.h"

/*
 * norm / freq of the corner at p that scores the most: its score is weight /
 * (1 + norm / freq).
 */
static inline float
tw_impact_badness(const float norm[256], const uint8_t *p)
{
	float least = INFINITY;

	for (int i = 0; i < TW_BLOCK_CORNERS; i++, p += TW_CORNER_SIZE) {
		float bad = norm[p[1]] * tw_freq_inverse[p[0]];

		least = bad < least ? bad : least;
	}
	return least;
}

/* The block table of a list, with bounds for the present average length. */
struct tw_impacts {
	uint32_t count;		/* of blocks, at least 1 */
	uint32_t *last;		/* the last article of each */
	float *bound;		/* no posting of the block scores more, but
				   for rounding: see tw_bound */
};

/*
 * What no posting under the TW_BLOCK_CORNERS corners at p scores more than,
 * but for rounding: see tw_bound.
 */
static inline float
tw_impact_bound(const struct tw_term_cursor *term, const uint8_t *p)
{
	return term->weight / (1 + tw_impact_badness(term->bm25->norm, p));
}

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
