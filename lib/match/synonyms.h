/* synonyms.h: the articles of several terms that are read as one word. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_SYNONYMS_H
#define MATCH_SYNONYMS_H

#include "index/segment.h"
#include "match/bm25.h"
#include "match/collect.h"

/*
 * Terms of one field in one segment. An article has the word as often as it
 * has all of them together, and scores by that as for any other word (as the
 * operator of that name in Turtle and Croft, "Evaluation of an inference
 * network-based retrieval model", 1991, and as Pirkola counts, 1998).
 */
struct tw_synonyms {
	struct tw_segment *segment;
	const struct tw_term *terms;	/* one at least, each with articles */
	uint32_t count;
	const struct tw_bm25 *bm25;	/* of their field */
	float weight;			/* of the word: weight * idf */
};

/*
 * In the arena; the terms and bm25 outlive the cursor. Lists are opened when
 * the cursor is first asked for an article, or for the best.
 */
int tw_synonyms_cursor(struct tw_arena *arena, struct tw_synonyms synonyms,
	struct tw_cursor **ret, trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */
/* The best, by bounds: synonymsift.c.                                  */

/* Keeps the best, as tw_collect does, but counts none. */
int tw_synonyms_sift(const struct tw_synonyms *synonyms,
	struct tw_collector *collector, trawl_error *err) TW_MUST_USE;

#endif
