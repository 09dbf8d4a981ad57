/* term.h: the cursor of one term. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_TERM_H
#define MATCH_TERM_H

#include "index/postings.h"
#include "match/bm25.h"
#include "match/cursor.h"

struct tw_term_cursor {
	struct tw_cursor cursor;
	struct tw_segment *segment;
	const struct tw_bm25 *bm25;
	enum tw_index_field field;
	float weight;
	struct tw_postings postings;
};

/*
 * In the arena; bm25 is that of the term's field and outlives the cursor.
 * `weight` is the term's idf times its weight in the query.
 */
int tw_term_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_term *term, const struct tw_bm25 *bm25, float weight,
	struct tw_cursor **ret, trawl_error *err) TW_MUST_USE;

/* The cursor as that of a term; NULL if it is none. */
struct tw_term_cursor *tw_term_of(struct tw_cursor *cursor);

/*
 * The scores of the postings [first, end) of the present block, each at its
 * place, all at once.
 */
int tw_term_scores(struct tw_term_cursor *term, uint32_t first, uint32_t end,
	float scores[TW_BLOCK], trawl_error *err) TW_MUST_USE;

/* The place behind the present block's postings below base + TW_WINDOW. */
uint32_t tw_window_end(const struct tw_postings *postings, uint32_t base);

/* To place `end` of the present block, or to the next block. */
int tw_term_go_on(struct tw_term_cursor *term, uint32_t end, trawl_error *err)
	TW_MUST_USE;

/* A cursor that has no article. */
struct tw_cursor *tw_none_cursor(struct tw_arena *arena);

/* All articles of the segment, at score 0. */
struct tw_cursor *tw_all_cursor(struct tw_arena *arena,
	const struct tw_segment *segment);

#endif
