/* prefix.h: the articles of all words that begin alike, at one score. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PREFIX_H
#define MATCH_PREFIX_H

#include "index/segment.h"
#include "match/cursor.h"
#include "match/expand.h"
#include "query/tree.h"

/*
 * All articles of the segment that have any of the terms of a PREFIX, however
 * many these are, each with the same score. In the arena; the node outlives
 * the cursor. The dictionary and the lists are read when first asked for, and
 * to collect a few articles only as far as needed; a bit an article is kept.
 */
int tw_prefix_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_node *node, float score, struct tw_cursor **ret,
	trawl_error *err) TW_MUST_USE;

/* The same of the terms of an expansion, of `segments` segments this one by
   number; it outlives the cursor. */
int tw_any_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_expansion *expansion, uint32_t number,
	uint32_t segments, float score, struct tw_cursor **ret,
	trawl_error *err) TW_MUST_USE;

#endif
