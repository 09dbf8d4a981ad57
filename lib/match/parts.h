/* parts.h: the cursor of a group, from those of its clauses. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PARTS_H
#define MATCH_PARTS_H

#include "index/segment.h"
#include "match/group.h"

/*
 * The articles that all required cursors have and none of the excluded ones;
 * with `any`, or if none is required, also at least one of the scored; or all
 * of the segment if there is neither. Takes the cursors over if it succeeds.
 * The list of the required has room for one more.
 */
int tw_parts_cursor(struct tw_arena *arena, struct tw_segment *segment,
	struct tw_and_parts *parts, bool any, struct tw_cursor **ret,
	trawl_error *err) TW_MUST_USE;

/* Gives back what the parts hold when no operator took them over. */
void tw_parts_done(struct tw_and_parts *parts);

#endif
