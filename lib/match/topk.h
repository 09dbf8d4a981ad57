/* topk.h: keeps the best of the articles that pass by. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_TOPK_H
#define MATCH_TOPK_H

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

/* Sorts the hits, best first; nothing can be added then. */
void tw_topk_sort(struct tw_topk *topk);

#endif
