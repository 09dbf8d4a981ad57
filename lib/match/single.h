/* single.h: the best articles of one term. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_SINGLE_H
#define MATCH_SINGLE_H

#include "match/collect.h"
#include "match/term.h"

/*
 * All articles of a term whose cursor stands before its first, as
 * tw_collect. The total is in the dictionary; ten best are, as a rule, those
 * stored with the list; for more, blocks without a good article are skipped.
 */
int tw_single_collect(struct tw_term_cursor *term,
	struct tw_collector *collector, trawl_error *err) TW_MUST_USE;

/* The same where not all articles are asked for. */
int tw_single_filter(struct tw_term_cursor *term,
	struct tw_collector *collector, trawl_error *err) TW_MUST_USE;

/*
 * A score that at least `depth` live articles of the term's list have or
 * pass, by those stored with it; -INFINITY if they are not that many. So long
 * as scores add up, an article below it is not among the `depth` best of a
 * query that all articles of the term match. Reads no block.
 */
int tw_single_floor(struct tw_term_cursor *term, uint32_t depth, float *ret,
	trawl_error *err) TW_MUST_USE;

#endif
