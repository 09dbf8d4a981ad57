/* pick.h: picks the good articles out of a term's block. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PICK_H
#define MATCH_PICK_H

#include "match/collect.h"
#include "match/term.h"

/* Articles with scores from `low` on and below `high`. */
struct tw_range {
	float low;
	float high;
};

/* What an article that comes next must score. */
static inline float
tw_range_least(struct tw_range range, const struct tw_collector *collector)
{
	float least = tw_collector_least(collector);

	return range.low > least ? range.low : least;
}

/*
 * Gives the articles of the term's present block that are good enough, and
 * asked for, to the collector; they are not counted.
 */
int tw_pick_block(struct tw_term_cursor *term, struct tw_collector *collector,
	struct tw_range range, trawl_error *err) TW_MUST_USE;

#endif
