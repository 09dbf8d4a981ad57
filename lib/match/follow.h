/* follow.h: where the positions of two terms in an article meet. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_FOLLOW_H
#define MATCH_FOLLOW_H

#include "index/postings.h"
#include "match/quad.h"

/* What is added to a sum of `a` to compare it with those of `b`. */
static inline uint32_t
tw_follow_shift(struct tw_run a, struct tw_run b, uint32_t distance)
{
	return distance + (b.sums - 1)[0] - (a.sums - 1)[0];
}

/* Private. */
bool tw_follow_many(struct tw_run a, struct tw_run b, uint32_t shift);

/*
 * Whether some position of `a` has one of `b` so many behind, `distance`,
 * which may wrap to below 0. Both are of the title, or of the text. O(count of
 * both), but up to four of each, as is the rule, are a few instructions.
 */
static inline bool
tw_follow_is(struct tw_run a, struct tw_run b, uint32_t distance)
{
	if (a.count == 0 || b.count == 0)
		return false;

	uint32_t shift = tw_follow_shift(a, b, distance);

	if (a.count > 4 || b.count > 4)
		return tw_follow_many(a, b, shift);
	return tw_quad_meet(
		tw_quad_repeat(tw_quad_load(a.sums), a.count) +
			tw_quad_all(shift),
		tw_quad_repeat(tw_quad_load(b.sums), b.count));
}

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
