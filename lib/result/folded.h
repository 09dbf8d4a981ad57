/* folded.h: near-duplicates among hits fold into one. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_FOLDED_H
#define RESULT_FOLDED_H

#include "match/search.h"
#include "result/alike.h"

/*
 * The texts of so many hits, the first ones, are read to be held against each
 * other, those that are near by their sketches. Behind them only those fold
 * that look the same without: that have equal sketches and lengths.
 */
#define TW_FOLD_TEXTS 200

/* Which hit of a group is shown, in the place of the first; of equal ones the
   other rule decides, then the place. */
enum tw_shown {
	TW_SHOW_BEST,
	TW_SHOW_NEWEST,
	TW_SHOW_LONGEST,
	TW_SHOWN_COUNT
};

/* What became of a hit that others fold into, or may. */
struct tw_group_of_hits {
	uint32_t at;		/* its place among all hits */
	uint32_t more;		/* hits that fold into it */
	uint32_t shown;		/* the place of the one that is shown */
	struct tw_hit first;	/* itself */
};

/*
 * Leaves of the hits those that are alike (alike.h) to no other that is left
 * before them; the others fold into the first that they are alike to. So what
 * a hit becomes depends on those before it alone, and no hits behind change
 * it. Only the first `wanted` that are left are true: hits behind them are
 * held against these alone. *ret is a group for each hit that is left, freed
 * by tw_free; the hits are those that are shown.
 *
 * O(hits * wanted), a few nanoseconds each; what is like by its sketch is
 * read, some 50 microseconds a text.
 */
int tw_fold_hits(struct tw_reader *reader, struct tw_hits *hits,
	uint32_t wanted, enum tw_shown shown, struct tw_group_of_hits **ret,
	trawl_error *err) TW_MUST_USE;

/*
 * What is known of an article's text before it is read: its sketch, and its
 * length. Most articles are near to no other, and lengths lie elsewhere.
 */
int tw_story_open(struct tw_segment *segment, uint32_t doc,
	struct tw_story *ret, trawl_error *err) TW_MUST_USE;
int tw_story_measure(struct tw_story *story, struct tw_segment *segment,
	uint32_t doc, trawl_error *err) TW_MUST_USE;

/* Reads it, if it has not been read. */
int tw_story_read(struct tw_story *story, struct tw_segment *segment,
	uint32_t doc, struct tw_arena *arena, trawl_error *err) TW_MUST_USE;

#endif
