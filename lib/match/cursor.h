/* cursor.h: what every operator is: the articles of one segment, in order. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_CURSOR_H
#define MATCH_CURSOR_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "index/format.h"

/*
 * The articles [base, base + TW_WINDOW): their scores, and a bit for each that
 * is there. Fits the L1 cache. Scores of others are 0.
 */
#define TW_WINDOW 4096

struct tw_window {
	float scores[TW_WINDOW];
	uint64_t matched[TW_WINDOW / 64];
};

/*
 * The articles of one part of a query in one segment, ascending, dead ones
 * among them. A cursor stands before its first article until the first call.
 * `doc` is the present article, TW_NO_DOC behind the last or after an error,
 * and that for good.
 * Cursors live in their plan's arena; done gives back what they hold besides.
 */
struct tw_cursor {
	const struct tw_cursor_ops *ops;
	uint32_t doc;
	uint32_t cost;		/* articles at most, to choose an order by */
	uint32_t end;		/* one that looks for articles which several
				   lists have may end before this one; 0: no */
};

struct tw_collector;

struct tw_cursor_ops {
	/* To the next article, from before the first too; TRAWL_END. */
	int (*next)(struct tw_cursor *cursor, trawl_error *err);

	/* To the first article >= target, never backwards; TRAWL_END. */
	int (*seek)(struct tw_cursor *cursor, uint32_t target,
		trawl_error *err);

	/* The present article's score; may be asked once an article. */
	int (*score)(struct tw_cursor *cursor, float *ret, trawl_error *err);

	/*
	 * Adds the scores of the articles in the window to those in it, and
	 * sets their bits; stands at the first article behind them then.
	 * Bases ascend. A cursor is walked in this way or by next and seek,
	 * not by both. tw_window_by_score serves any.
	 */
	int (*window)(struct tw_cursor *cursor, uint32_t base,
		struct tw_window *window, trawl_error *err);

	/*
	 * Gives all articles, from before the first, to the collector;
	 * NULL: tw_collect_each does.
	 */
	int (*collect)(struct tw_cursor *cursor,
		struct tw_collector *collector, trawl_error *err);
	bool collects_to_end;	/* it minds the collector's end */

	/* NULL: nothing to give back. */
	void (*done)(struct tw_cursor *cursor);
};

/*
 * Memory for a cursor, aligned for the vectors in posting lists, not cleared;
 * NULL without memory.
 */
void *tw_cursor_alloc(struct tw_arena *arena, size_t size);

/* The window of any cursor, article by article. */
int tw_window_by_score(struct tw_cursor *cursor, uint32_t base,
	struct tw_window *window, trawl_error *err) TW_MUST_USE;

static inline TW_MUST_USE int
tw_cursor_next(struct tw_cursor *cursor, trawl_error *err)
{
	return cursor->ops->next(cursor, err);
}

static inline TW_MUST_USE int
tw_cursor_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	return cursor->ops->seek(cursor, target, err);
}

static inline TW_MUST_USE int
tw_cursor_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	return cursor->ops->score(cursor, ret, err);
}

static inline TW_MUST_USE int
tw_cursor_window(struct tw_cursor *cursor, uint32_t base,
	struct tw_window *window, trawl_error *err)
{
	return cursor->ops->window(cursor, base, window, err);
}

static inline bool
tw_cursor_is_beyond(const struct tw_cursor *cursor, uint32_t doc)
{
	return cursor->end > 0 && doc >= cursor->end;
}

static inline void
tw_cursor_done(struct tw_cursor *cursor)
{
	if (cursor->ops->done)
		cursor->ops->done(cursor);
}

/* Ends the cursor: TW_NO_DOC and the status that says so. */
static inline int
tw_cursor_end(struct tw_cursor *cursor, int status)
{
	cursor->doc = TW_NO_DOC;
	return status;
}

#endif
