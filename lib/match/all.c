/* all.c: the cursors that have every article, and none. */
/* SPDX-License-Identifier: MIT */
#include "match/term.h"

struct all_cursor {
	struct tw_cursor cursor;
	uint32_t docs;
	bool started;
};

static int
all_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct all_cursor *all = (struct all_cursor *)cursor;

	(void)err;
	if (cursor->doc == TW_NO_DOC || target >= all->docs)
		return tw_cursor_end(cursor, TRAWL_END);
	if (!all->started || target > cursor->doc)
		cursor->doc = target;
	all->started = true;
	return TRAWL_OK;
}

static int
all_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct all_cursor *all = (struct all_cursor *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return all_seek(cursor, all->started ? cursor->doc + 1 : 0, err);
}

static int
all_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	(void)cursor;
	(void)err;
	*ret = 0;
	return TRAWL_OK;
}

static const struct tw_cursor_ops all_ops = {
	.next = all_next,
	.seek = all_seek,
	.score = all_score,
	.window = tw_window_by_score,
};

static struct tw_cursor *
range(struct tw_arena *arena, uint32_t docs)
{
	struct all_cursor *all = tw_arena_zeroed(arena, 1, sizeof(*all));

	if (!all)
		return NULL;
	all->cursor.ops = &all_ops;
	all->cursor.cost = docs;
	all->docs = docs;
	return &all->cursor;
}

struct tw_cursor *
tw_all_cursor(struct tw_arena *arena, const struct tw_segment *segment)
{
	return range(arena, segment->info.docs);
}

struct tw_cursor *
tw_none_cursor(struct tw_arena *arena)
{
	return range(arena, 0);
}
