/* topk.h: keeps the best of the articles that pass by. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_TOPK_H
#define MATCH_TOPK_H

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "match/search.h"

/*
 * Hits are better by score, then by order of arrival (segment, doc). A few are
 * kept sorted, more in a heap, many in a pile half as large again, of which
 * the worst third is thrown away when it is full. O(depth) where that is small,
 * O(log depth), or O(1), for a hit that is kept; O(1) for another.
 */
struct tw_topk {
	struct tw_hit *hits;	/* in no order until they are sorted */
	struct tw_hit worst;	/* if count is depth: none is kept that is not
				   better, and few are that are worse */
	uint32_t count;		/* of the best, at most depth */
	uint32_t held;		/* at least count */
	uint32_t room;
	uint32_t depth;
	bool is_heap;		/* once a hit was replaced, if it is to be */
	bool resumes;		/* only hits worse than `after` are kept */
	struct tw_hit after;
};

void tw_topk_init(struct tw_topk *topk, uint32_t depth);
void tw_topk_done(struct tw_topk *topk);

/* A hit by its parts: a struct that is written in parts, then read as a whole
   at once, has the processor wait. */
int tw_topk_add(struct tw_topk *topk, float score, uint32_t segment,
	uint32_t doc, trawl_error *err) TW_MUST_USE;

/* The next float above a finite one: nextafterf without a call. */
static inline float
tw_float_above(float value)
{
	uint32_t bits;

	value += 0.0f;		/* -0 is 0 */
	memcpy(&bits, &value, sizeof(bits));
	bits += bits >> 31 ? UINT32_MAX : 1;
	memcpy(&value, &bits, sizeof(value));
	return value;
}

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
	float worst = topk->worst.score;
	return topk->worst.segment <= segment ? tw_float_above(worst)
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
	float worst = topk->worst.score;
	return topk->worst.segment < segment ? tw_float_above(worst)
					       : worst;
}

/* Throws away what is not among the best, so that `worst` is the worst. */
void tw_topk_settle(struct tw_topk *topk);

/* Sorts the hits, best first; nothing can be added then. */
void tw_topk_sort(struct tw_topk *topk);

#endif
