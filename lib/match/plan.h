/* plan.h: a query tree to cursors over one segment. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PLAN_H
#define MATCH_PLAN_H

#include "index/reader.h"
#include "match/bm25.h"
#include "match/cursor.h"
#include "match/dated.h"
#include "query/tree.h"

/*
 * What of a query holds for all segments: the weight of each term, from the
 * live document frequencies of the whole index, and where its lists are.
 * Lives in its arena.
 */
struct tw_plan {
	struct tw_reader *reader;	/* outlives the plan */
	struct tw_analyzer *analyzer;	/* of the query */
	struct tw_arena arena;
	const struct tw_bm25 *bm25;	/* of each field */
	struct tw_weighted *root;	/* NULL: nothing to look for */
	const struct tw_node *cut;	/* the first leaf that stands for
					   more terms than are looked for */
	uint32_t end;		/* cursors may leave out what comes from this
				   article on; 0: nothing */
};

int tw_plan_new(struct tw_reader *reader, const struct tw_query *query,
	struct tw_plan **ret, trawl_error *err) TW_MUST_USE;
void tw_plan_free(struct tw_plan *plan);

/*
 * Has `dated` ask for the dates that all hits must have, which costs less than
 * what cursors would ask; these leave them out then.
 */
void tw_plan_ask_dates(struct tw_plan *plan, struct tw_dated *dated);

/*
 * The cursor of the whole query over one of the reader's segments, in the
 * caller's arena.
 */
int tw_plan_cursor(const struct tw_plan *plan, struct tw_segment *segment,
	struct tw_arena *arena, struct tw_cursor **ret, trawl_error *err)
	TW_MUST_USE;

#endif
