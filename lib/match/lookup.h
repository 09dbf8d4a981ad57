/* lookup.h: what a term's list has of single articles, and what it may. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include "index/bitmap.h"
#include "index/bounds.h"
#include "index/freqs.h"
#include "match/blockmask.h"
#include "match/term.h"

/*
 * Articles are asked about in ascending order. A dense list is asked by its
 * bitmap, another by its cursor's postings, which nobody else moves meanwhile.
 */
struct tw_lookup {
	struct tw_term_cursor *term;
	bool dense;
	struct tw_bitmap bitmap;	/* if dense */
	struct tw_freqs freqs;		/* if dense */
	bool has_bounds;
	struct tw_bounds bounds;	/* if it has them */
	float levels[TW_BOUNDS_LEVELS];	/* the bound of each level */

	/* The block table; NULL if the list has none, and one block. */
	const uint8_t *const *table;
	uint64_t table_from;
	uint32_t block_count;
	float most;		/* no posting scores more (but see tw_bound) */
	float bound;		/* set by the user, `most` at first: and none
				   of the articles he asks about */

	/* For the user: what is known of his articles, by their slots. */
	uint32_t times;		/* that the score counts */
	uint32_t found[TW_BLOCK];	/* frequencies */
	float scores[TW_BLOCK];
};

/* The cursor stands before its first article and outlives the lookup. */
int tw_lookup_open(struct tw_lookup *lookup, struct tw_term_cursor *term,
	trawl_error *err) TW_MUST_USE;

/* The last article of a block, or the segment's. */
uint32_t tw_lookup_last(const struct tw_lookup *lookup, uint32_t block);

/* The bound of one block. */
float tw_lookup_block_bound(const struct tw_lookup *lookup, uint32_t block);

/* The frequency in the article, 0 if the list does not have it. */
int tw_lookup_freq(struct tw_lookup *lookup, uint32_t doc, uint32_t *ret,
	trawl_error *err) TW_MUST_USE;

/* In the present posting, alone if its block's are not unpacked. */
static inline uint32_t
tw_lookup_freq_here(const struct tw_lookup *lookup)
{
	const struct tw_postings *postings = &lookup->term->postings;

	return postings->has_freqs
		? postings->block.freqs[postings->in_block]
		: tw_block_get_freq(postings->packed, postings->in_block);
}

/* The score of an article of this frequency. */
static inline TW_MUST_USE int
tw_lookup_score(const struct tw_lookup *lookup, uint32_t doc, uint32_t freq,
	float *ret, trawl_error *err)
{
	const struct tw_term_cursor *term = lookup->term;
	uint8_t length;
	int status = tw_segment_length_byte(term->segment, term->field, doc,
		&length, err);

	if (status == TRAWL_OK)
		*ret = tw_bm25_score(term->weight, freq,
			term->bm25->norm[length]);
	return status;
}

/* ------------------------------------------------------------------ */

/* Articles, ascending, and for each a slot of its own. */
struct tw_batch {
	uint32_t count;
	uint32_t docs[TW_BLOCK];
	uint8_t slots[TW_BLOCK];
};

/* Which of so many articles, ascending, at least one, a dense list has. */
void tw_lookup_mask(const struct tw_lookup *lookup, const uint32_t *docs,
	uint32_t count, uint64_t ret[TW_MASK_WORDS]);

/* Filters by a list that is not dense. */
struct tw_filter {
	bool having;	/* keeps those that the list has, else the others */
	bool finding;	/* sets `found` of those that it has */
};
int tw_lookup_filter(struct tw_lookup *lookup, struct tw_batch *batch,
	struct tw_filter filter, trawl_error *err) TW_MUST_USE;

/* Sets `found` of articles that a dense list has. */
int tw_lookup_find(struct tw_lookup *lookup, const struct tw_batch *batch,
	trawl_error *err) TW_MUST_USE;

/* What the list adds to the score of an article at most. */
static inline float
tw_lookup_bound_of(const struct tw_lookup *lookup, uint32_t doc)
{
	return lookup->has_bounds
		? lookup->levels[tw_bounds_level(&lookup->bounds, doc)]
		: lookup->bound;
}

/*
 * Adds to sums[i] what the list may add to the score of article i: the bound
 * of its group if that is known, else `bound`.
 */
void tw_lookup_add_bounds(const struct tw_lookup *lookup,
	const struct tw_batch *batch, float sums[TW_BLOCK]);

#endif
