/* collect.h: counts the articles of a cursor, keeps the best. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_COLLECT_H
#define MATCH_COLLECT_H

#include <stdbool.h>

#include "index/segment.h"
#include "match/cursor.h"
#include "match/dated.h"
#include "match/topk.h"

#define TW_WINDOW_WORDS (TW_WINDOW / 64)

/* Articles come in ascending order. */
struct tw_collector {
	struct tw_segment *segment;
	uint32_t number;		/* of the segment */
	struct tw_topk *topk;
	uint64_t total;			/* live articles that were seen; may be
					   left as it is if not counting */
	float floor;			/* so much or more score as many live
					   articles as are kept; 0: unknown */
	bool counting;			/* all are to be seen */
	bool skipped;			/* some may not have been */
	struct tw_dated dated;		/* those asked for, and their order */
	uint32_t end;			/* article to go up to, by who minds it
					   (tw_collect_to_end); 0: all */
	const uint64_t *only;		/* a bit for each article that is asked
					   for, to the end of the last window;
					   NULL: all are */
	uint32_t only_count;		/* of these bits */
	uint64_t *matches;		/* if TW_UNORDERED: takes a bit for
					   each article that is counted */
};

/*
 * All articles of a cursor that stands before its first: by the cursor's own
 * way if it has one, which may leave articles unscored that cannot be among
 * the best.
 */
int tw_collect(struct tw_collector *collector, struct tw_cursor *cursor,
	trawl_error *err) TW_MUST_USE;

/* Those before the collector's end, which is not 0. */
int tw_collect_to_end(struct tw_collector *collector,
	struct tw_cursor *cursor, struct tw_arena *arena, trawl_error *err)
	TW_MUST_USE;

/* The same, one article after the other: slow, plain, what tests compare. */
int tw_collect_each(struct tw_collector *collector, struct tw_cursor *cursor,
	trawl_error *err) TW_MUST_USE;

/*
 * For cursors' own ways. An article that comes later in this segment is not
 * kept if its score is less than this; it rises with each one that is kept.
 * INFINITY where articles are ordered by date: then none needs a score, and
 * they are kept when they are counted.
 */
static inline float
tw_collector_least(const struct tw_collector *collector)
{
	if (collector->dated.order != TW_BY_SCORE)
		return INFINITY;
	float least = tw_topk_least(collector->topk, collector->number);

	return least > collector->floor ? least : collector->floor;
}

/*
 * Without `counting`, articles that are below the least may be passed over
 * altogether; whoever does so says it, even if there may be none.
 */
static inline void
tw_collector_skip(struct tw_collector *collector)
{
	collector->skipped = true;
}

/*
 * True if all live articles are asked for, by their scores as they are, so that
 * what the dictionary knows of a list may serve. Otherwise each must be asked
 * about (tw_collector_admits), or counted (tw_collector_count).
 */
static inline bool
tw_collector_is_plain(const struct tw_collector *collector)
{
	return !collector->dated.filters && !collector->only &&
		!collector->topk->resumes &&
		collector->dated.order == TW_BY_SCORE &&
		!tw_recency_counts(&collector->dated.recency);
}

/* True if every article of the segment is live and asked for. */
static inline bool
tw_collector_admits_all(const struct tw_collector *collector)
{
	return collector->segment->info.dead == 0 &&
		!collector->dated.filters && !collector->only;
}

/* Whether the bits, if there are any, have the article. */
static inline bool
tw_collector_asks(const struct tw_collector *collector, uint32_t doc)
{
	return !collector->only ||
		(collector->only[doc / 64] >> doc % 64 & 1);
}

/* Clears the bits of a window's articles that they have not. */
static inline void
tw_collector_leave_asked(const struct tw_collector *collector, uint32_t base,
	uint64_t matched[TW_WINDOW_WORDS])
{
	for (uint32_t i = 0; collector->only && i < TW_WINDOW_WORDS; i++)
		matched[i] &= collector->only[base / 64 + i];
}

/* Whether they have any of [first, last]. O(last - first). */
bool tw_collector_asks_any(const struct tw_collector *collector,
	uint32_t first, uint32_t last);

/* Whether the article is live, and asked for, as its date is. */
int tw_collector_admits(struct tw_collector *collector, uint32_t doc,
	bool *ret, trawl_error *err) TW_MUST_USE;

/*
 * Keeps a live article if it is good enough; it was counted before. Its age
 * lowers the score here, if it is to: what bounds scores bounds these, too.
 */
int tw_collector_keep(struct tw_collector *collector, uint32_t doc,
	float score, trawl_error *err) TW_MUST_USE;

/*
 * Clears the bits of articles that are dead or not asked for, as their dates
 * may be, and counts the others; keeps the best of them if it is by date.
 */
int tw_collector_count(struct tw_collector *collector, uint32_t base,
	uint64_t matched[TW_WINDOW_WORDS], trawl_error *err) TW_MUST_USE;

/* The matched articles of a window that have been counted. */
int tw_collector_keep_window(struct tw_collector *collector, uint32_t base,
	const struct tw_window *window, trawl_error *err) TW_MUST_USE;

#endif
