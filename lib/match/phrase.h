/* phrase.h: articles that have terms in exactly this way. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PHRASE_H
#define MATCH_PHRASE_H

#include "index/bitmap.h"
#include "index/bounds.h"
#include "match/joint.h"

struct tw_phrase_term {
	struct tw_term entry;
	uint32_t position;	/* relative to the others, gaps count */
};

/*
 * The weighted frequency of a phrase is that of a term: an occurrence in the
 * title counts its weight in field ALL. `weight` is the sum of the idfs
 * of its words. The terms are all of one field and are copied.
 */
int tw_phrase_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_phrase_term *terms, uint32_t count,
	const struct tw_bm25 *bm25, float weight, struct tw_cursor **ret,
	trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */
/* For the phrase's own files.                                          */

/*
 * When all articles are collected, a dense list is asked by its bitmap, and
 * its postings stand at ranks; those of another list stand in a block.
 */
struct tw_phrase_list {
	struct tw_postings postings;
	uint32_t position;
	bool dense;
	bool has_bounds;
	unsigned level;		/* what good articles' groups have at least */
	struct tw_bitmap bitmap;	/* if dense */
	struct tw_bounds bounds;	/* if it has them */
	float most[TW_BOUNDS_LEVELS];	/* of each level */
	uint8_t at[TW_BLOCK];	/* places in the block, if not dense */
	uint32_t ranks[TW_BLOCK];	/* if dense */
	uint32_t rank;		/* of the article to stand at, if dense */
};

struct tw_phrase {
	struct tw_joint all;
	struct tw_buf starts;	/* uint32_t: where the phrase may begin */
	struct tw_phrase_list lists[];	/* all.count */
};

/* Has a dense list stand at its rank; others stand where they are. */
static inline TW_MUST_USE int
tw_phrase_stand(struct tw_phrase_list *list, trawl_error *err)
{
	return list->dense ? tw_postings_at_rank(&list->postings, list->rank,
		err) : TRAWL_OK;
}

/*
 * The weighted frequency in the article that the first two lists stand at,
 * and the others once they are asked to.
 */
int tw_phrase_freq(struct tw_phrase *phrase, uint32_t *ret, trawl_error *err)
	TW_MUST_USE;

#endif
