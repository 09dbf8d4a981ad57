/* follow.h: where the positions of two terms in an article meet. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_FOLLOW_H
#define MATCH_FOLLOW_H

#include "index/postings.h"

/*
 * Whether some position of `a` has one of `b` so many behind, `distance`,
 * which may wrap to below 0. Both are of the title, or of the text. O(count of
 * both), but for few of them, as is the rule, a few instructions.
 */
bool tw_follow_is(struct tw_run a, struct tw_run b, uint32_t distance);

/*
 * How many positions of `a` have one of `b` so many behind, likewise.
 * O(count of both).
 */
uint32_t tw_follow_count(struct tw_run a, struct tw_run b,
	uint32_t distance);

/*
 * The same: puts the places in `a` of those that have into `starts`, as
 * distances from where positions begin to count; returns how many.
 */
uint32_t tw_follow_find(struct tw_run a, struct tw_run b, uint32_t distance,
	uint32_t *starts);

/*
 * Keeps those of `count` starts, ascending, that have a position of `b` so
 * many behind; returns how many.
 */
uint32_t tw_follow_keep(uint32_t *starts, uint32_t count, struct tw_run b,
	uint32_t distance);

#endif
