/* phrase.h: articles that have terms in exactly this way. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PHRASE_H
#define MATCH_PHRASE_H

#include "index/postings.h"
#include "match/bm25.h"
#include "match/cursor.h"

struct tw_phrase_term {
	struct tw_term entry;
	uint32_t position;	/* relative to the others, gaps count */
};

/*
 * The weighted frequency of a phrase is that of a term: an occurrence in the
 * title counts TW_TITLE_WEIGHT in field ALL. `weight` is the sum of the idfs
 * of its words. The terms are all of one field and are copied.
 */
int tw_phrase_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_phrase_term *terms, uint32_t count,
	const struct tw_bm25 *bm25, float weight, struct tw_cursor **ret,
	trawl_error *err) TW_MUST_USE;

#endif
