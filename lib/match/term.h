/* term.h: the cursor of one term. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_TERM_H
#define MATCH_TERM_H

#include "index/postings.h"
#include "match/bm25.h"
#include "match/cursor.h"

/*
 * In the arena; bm25 is that of the term's field and outlives the cursor.
 * `weight` is the term's idf times its weight in the query.
 */
int tw_term_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_term *term, const struct tw_bm25 *bm25, float weight,
	struct tw_cursor **ret, trawl_error *err) TW_MUST_USE;

/* A cursor that has no article. */
struct tw_cursor *tw_none_cursor(struct tw_arena *arena);

/* All articles of the segment, at score 0. */
struct tw_cursor *tw_all_cursor(struct tw_arena *arena,
	const struct tw_segment *segment);

#endif
