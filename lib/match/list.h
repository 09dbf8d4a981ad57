/* list.h: a term's list in windows: its bounds, its articles. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_LIST_H
#define MATCH_LIST_H

#include <stdbool.h>

#include "index/bitmap.h"
#include "index/freqs.h"
#include "match/collect.h"
#include "match/impact.h"

/*
 * Windows come in ascending order. Of each the list says what it can bring an
 * article at most, and marks its articles; then single articles may be scored,
 * ascending too: by a second walk over the same postings that runs behind, or
 * by the bitmap of a dense list.
 */
struct tw_list {
	struct tw_term_cursor *term;
	struct tw_impacts impacts;
	uint32_t block;		/* the first that reaches the window */
	float most;		/* bound in the window */
	bool marked;		/* for the user: `bits` are of the window */
	bool probing;		/* `probe` is open */
	struct tw_postings probe;
	bool dense;		/* `bitmap` is open; `probe` is not used */
	struct tw_bitmap bitmap;
	uint64_t bits[TW_WINDOW_WORDS];
};

/*
 * The cursor stands before its first article and outlives the list; the
 * bounds are in the arena.
 */
int tw_list_open(struct tw_list *list, struct tw_term_cursor *term,
	struct tw_arena *arena, trawl_error *err) TW_MUST_USE;
void tw_list_close(struct tw_list *list);

/* Sets `most`. */
void tw_list_bound(struct tw_list *list, uint32_t base);

/* The bound of the block that may have the article; articles ascend. */
static inline float
tw_list_bound_at(struct tw_list *list, uint32_t doc)
{
	const struct tw_impacts *impacts = &list->impacts;
	uint32_t n = list->block;

	while (n < impacts->count && impacts->last[n] < doc)
		n++;
	list->block = n;
	return n < impacts->count ? impacts->bound[n] : 0;
}

/* Makes `bits` those of the window; goes behind it. */
int tw_list_mark(struct tw_list *list, uint32_t base, trawl_error *err)
	TW_MUST_USE;

static inline bool
tw_list_has(const struct tw_list *list, uint32_t at)
{
	return list->bits[at / 64] >> at % 64 & 1;
}

/* Adds the score of an article if the list has it. */
int tw_list_probe(struct tw_list *list, uint32_t doc, float *sum,
	trawl_error *err) TW_MUST_USE;

/*
 * Sets the bits of the articles that the cursor has in the window; goes
 * behind it.
 */
int tw_mark_blocks(struct tw_term_cursor *term, uint32_t base,
	uint64_t bits[TW_WINDOW_WORDS], trawl_error *err) TW_MUST_USE;

/* Sets the bits of articles in the window that starts at `base`. */
static inline void
tw_mark(const uint32_t *docs, uint32_t count, uint32_t base,
	uint64_t bits[TW_WINDOW_WORDS])
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = docs[i] - base;

		bits[at / 64] |= UINT64_C(1) << at % 64;
	}
}

#endif
