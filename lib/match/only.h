/* only.h: the articles that filters let through, as bits. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_ONLY_H
#define MATCH_ONLY_H

#include "index/segment.h"
#include "match/group.h"

/*
 * The articles of the segment that all required cursors have and none of the
 * excluded, of those that `among` has, unless it is NULL: for a collector that
 * asks for these alone (match/collect.h), in the arena. The cursors stand
 * before their first articles and are used up. A bit an article, and
 * O(postings) without scores.
 */
int tw_only_make(struct tw_arena *arena, struct tw_segment *segment,
	const uint64_t *among, struct tw_cursors required,
	struct tw_cursors excluded, const uint64_t **ret, trawl_error *err)
	TW_MUST_USE;

#endif
