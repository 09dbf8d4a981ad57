/* filter.h: clauses that tell which articles, and score nothing. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_FILTER_H
#define MATCH_FILTER_H

#include "index/segment.h"
#include "match/bm25.h"
#include "match/cursor.h"
#include "match/dated.h"
#include "query/tree.h"

/*
 * The articles of a leaf that filters (tw_query_filters), at score 0; none for
 * what no list is kept for. In the arena; the node outlives the cursor. bm25
 * is that of titles. If it is `scored` who prunes by scores does not look
 * inside; else it may be the cursor of a term, for who looks for articles.
 */
int tw_filter_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_node *node, const struct tw_bm25 *bm25, bool scored,
	struct tw_cursor **ret, trawl_error *err) TW_MUST_USE;

/* The articles of a cursor, at score 0, for who prunes by scores; it takes the
   inner one, also when it fails. */
int tw_plain_cursor(struct tw_arena *arena, struct tw_cursor *inner,
	struct tw_cursor **ret, trawl_error *err) TW_MUST_USE;

/*
 * Makes `dated` ask for the dates of the node, too, so that no cursor need do
 * it; false, and nothing is changed, if no date is of both.
 */
bool tw_filter_dates(const struct tw_node *node, struct tw_dated *dated);

#endif
