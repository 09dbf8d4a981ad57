/* topk.h: keeps the best of the articles that pass by. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_TOPK_H
#define MATCH_TOPK_H

#include <math.h>
#include <stdbool.h>

#include "match/search.h"

/*
 * A heap with its worst hit on top. Hits are better by score, then by order
 * of arrival (segment, doc). O(log depth) for a hit that is kept, O(1) for
 * another.
 */
struct tw_topk {
	struct tw_hit *hits;
	uint32_t count;
	uint32_t room;
	uint32_t depth;
};

void tw_topk_init(struct tw_topk *topk, uint32_t depth);
void tw_topk_done(struct tw_topk *topk);
int tw_topk_add(struct tw_topk *topk, struct tw_hit hit, trawl_error *err)
	TW_MUST_USE;

/*
 * A hit of this segment behind all that came of it is not kept if its score
 * is less: at equal scores the earlier one is better.
 */
static inline float
tw_topk_least(const struct tw_topk *topk, uint32_t segment)
{
	if (topk->depth == 0)
		return INFINITY;
	if (topk->count < topk->depth)
		return -INFINITY;
	float worst = topk->hits[0].score;
	return topk->hits[0].segment <= segment ? nextafterf(worst, INFINITY)
						: worst;
}

/* The same, but for hits that come in any order. */
static inline float
tw_topk_least_anywhere(const struct tw_topk *topk, uint32_t segment)
{
	if (topk->depth == 0)
		return INFINITY;
	if (topk->count < topk->depth)
		return -INFINITY;
	float worst = topk->hits[0].score;
	return topk->hits[0].segment < segment ? nextafterf(worst, INFINITY)
					       : worst;
}

/* Sorts the hits, best first; nothing can be added then. */
void tw_topk_sort(struct tw_topk *topk);

#endif
