/* weigh.h: what the nodes of a query are worth in an index. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_WEIGH_H
#define MATCH_WEIGH_H

#include "match/expand.h"
#include "match/plan.h"
#include "query/tree.h"

/*
 * A node with what its terms are worth. Recursion over these trees is as deep
 * as the parser lets a query be: TW_QUERY_DEPTH_MAX.
 */
struct tw_weighted {
	const struct tw_node *node;
	float *weight;			/* of each term: weight * idf, below 0
					   if the term does not count */
	struct tw_term *entries;	/* of each term that counts, in each
					   segment; df 0 if it is not there */
	float phrase_weight;
	float factor;			/* the boosts of the node and of the
					   groups it is in */
	struct tw_expansion *expansion;	/* of a PREFIX, NULL: all alike; of a
					   PATTERN or FUZZY, */
	bool alike;			/* where this tells whether all are */
	bool is_asked;			/* elsewhere: it is no clause here */
	struct tw_weighted *first;
	struct tw_weighted *next;
};

/* Weighs a node and those below it, once for all segments; in the plan's arena.
   `alike`: prefixes and the like score no article higher than another. */
int tw_weigh(struct tw_reader *reader, struct tw_plan *plan,
	const struct tw_node *node, bool alike, float factor,
	struct tw_weighted **ret, trawl_error *err) TW_MUST_USE;

#endif
