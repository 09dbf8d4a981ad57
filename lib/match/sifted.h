/* sifted.h: a term's list as the sieve sees it: by groups of articles. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_SIFTED_H
#define MATCH_SIFTED_H

#include <stdbool.h>

#include "index/bitmap.h"
#include "index/bounds.h"
#include "index/freqs.h"
#include "match/collect.h"
#include "match/levels.h"
#include "match/term.h"

/* Of a long list without a bitmap: one that is made window by window. */
struct tw_sifted_marks;

/*
 * A long list has bounds in the file (index/bounds.h). Of a short one all
 * postings are scored at once and kept.
 */
struct tw_sifted {
	struct tw_term_cursor *term;
	struct tw_arena *arena;
	float most;		/* no posting scores more */
	bool is_short;

	/* A long list. */
	struct tw_bounds bounds;
	float scores_most[TW_BOUNDS_LEVELS];
	uint8_t table[TW_BOUNDS_LEVELS];	/* the same, in units */
	uint8_t *units;		/* bounds of windows in units, so far as these
				   are known */
	uint8_t *has_units;	/* of each window: whether all are */
	float most_of[256];	/* scores by units */
	struct tw_bitmap bitmap;
	const uint8_t *run;	/* its bits; NULL: they lie in many records */
	struct tw_sifted_marks *marks;	/* NULL: the bitmap is in the file */
	struct tw_freqs freqs;

	/* A short one. */
	uint32_t count;
	uint32_t *docs;
	float *scores;
	uint8_t *in_units;	/* the same, in units, rounded up */
	uint32_t first;		/* those of the window: [first, end) */
	uint32_t end;

	/* A long list in the window. */
	struct tw_levels_list window;
	uint8_t copied[TW_WINDOW / 8];	/* articles that lie in two records */
};

/* Articles [base, base + TW_WINDOW), and groups in it to be looked at. */
struct tw_sifted_window {
	uint32_t base;
	uint32_t count;		/* of groups */
	uint64_t groups[TW_LEVELS_WINDOW / 64];
};

/*
 * The cursor is left where it stands, before its first article, and outlives
 * the list; what the list needs is in the arena. O(docs / 2,000,000) for long
 * lists, O(df) for short ones, which have less than 1/TW_BOUNDS_SHARE of the
 * articles or less than TW_BLOCK, but in small segments.
 */
int tw_sifted_open(struct tw_sifted *list, struct tw_term_cursor *term,
	struct tw_arena *arena, trawl_error *err) TW_MUST_USE;
void tw_sifted_close(struct tw_sifted *list);

/* Adds its bounds, in units of a score, to those of all groups. */
void tw_sifted_add(struct tw_sifted *list, double unit, uint8_t *sums);

/*
 * To a window; windows ascend until the list is rewound. A long list has its
 * `window` of the groups then; a short one adds its scores to `extra`, and
 * takes them back when it leaves.
 */
int tw_sifted_enter(struct tw_sifted *list,
	const struct tw_sifted_window *window, uint8_t extra[TW_WINDOW],
	trawl_error *err) TW_MUST_USE;
void tw_sifted_leave(struct tw_sifted *list,
	const struct tw_sifted_window *window, uint8_t extra[TW_WINDOW]);
int tw_sifted_rewind(struct tw_sifted *list, trawl_error *err) TW_MUST_USE;

/* Some articles, ascending, of windows that were entered. */
#define TW_SIFTED_BATCH 64
struct tw_sifted_batch {
	uint32_t count;
	uint32_t docs[TW_SIFTED_BATCH];
};

/*
 * What the list gives articles of such groups at most; a short list, what it
 * gives. 0 to those that it does not have.
 */
void tw_sifted_bounds(const struct tw_sifted *list,
	const struct tw_sifted_batch *batch, float ret[TW_SIFTED_BATCH]);

/* The scores of articles that a long list has. */
int tw_sifted_scores(struct tw_sifted *list,
	const struct tw_sifted_batch *batch, float ret[TW_SIFTED_BATCH],
	trawl_error *err) TW_MUST_USE;

#endif
