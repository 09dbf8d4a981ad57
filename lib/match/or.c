/* or.c: articles that at least one of several cursors has. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "match/group.h"

/*
 * Works through the articles in windows: each child adds its scores into an
 * array, one child after the other, and the bits say who was there. That
 * costs no comparisons between children, and sums in their order.
 */
struct or_cursor {
	struct tw_cursor cursor;
	struct tw_cursors children;
	uint32_t base;		/* of the window that is filled */
	bool filled;
	float scores[TW_WINDOW];
	uint64_t matched[TW_WINDOW / 64];
};

/* The lowest article that any child may have at or behind `from`. */
static uint32_t
next_candidate(const struct or_cursor *or, uint32_t from)
{
	uint32_t least = TW_NO_DOC;

	for (uint32_t i = 0; i < or->children.count; i++) {
		uint32_t doc = or->children.cursor[i]->doc;

		if (doc < least)
			least = doc;
	}
	return least < from ? from : least;
}

static int
fill(struct or_cursor *or, uint32_t base, trawl_error *err)
{
	memset(or->scores, 0, sizeof(or->scores));
	memset(or->matched, 0, sizeof(or->matched));
	or->base = base;
	or->filled = true;
	for (uint32_t i = 0; i < or->children.count; i++) {
		struct tw_cursor *child = or->children.cursor[i];

		if (child->doc == TW_NO_DOC)
			continue;
		int status = child->ops->window(child, base, or->scores,
			or->matched, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* The first article of the window at or behind `doc`; TW_NO_DOC. */
static uint32_t
first_matched(const struct or_cursor *or, uint32_t doc)
{
	uint32_t i = doc - or->base;

	if (!or->filled || doc < or->base || i >= TW_WINDOW)
		return TW_NO_DOC;
	uint64_t bits = or->matched[i / 64] & ~UINT64_C(0) << i % 64;
	for (uint32_t word = i / 64;;) {
		if (bits)
			return or->base + word * 64 +
				(uint32_t)__builtin_ctzll(bits);
		if (++word == TW_WINDOW / 64)
			return TW_NO_DOC;
		bits = or->matched[word];
	}
}

static int
or_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct or_cursor *or = (struct or_cursor *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (or->filled && target <= cursor->doc)
		return TRAWL_OK;
	cursor->doc = first_matched(or, target);
	while (cursor->doc == TW_NO_DOC) {
		uint32_t from = target;

		if (or->filled && from - or->base < TW_WINDOW)
			from = or->base + TW_WINDOW;
		if (or->filled)
			from = next_candidate(or, from);
		if (from >= TW_DOCS_MAX)
			return tw_cursor_end(cursor, TRAWL_END);
		int status = fill(or, from - from % TW_WINDOW, err);
		if (status != TRAWL_OK)
			return tw_cursor_end(cursor, status);
		cursor->doc = first_matched(or, from);
	}
	return TRAWL_OK;
}

static int
or_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct or_cursor *or = (struct or_cursor *)cursor;

	return or_seek(cursor, or->filled ? cursor->doc + 1 : 0, err);
}

static int
or_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct or_cursor *or = (struct or_cursor *)cursor;

	(void)err;
	*ret = or->scores[cursor->doc - or->base];
	return TRAWL_OK;
}

static void
or_done(struct tw_cursor *cursor)
{
	struct or_cursor *or = (struct or_cursor *)cursor;

	for (uint32_t i = 0; i < or->children.count; i++)
		tw_cursor_done(or->children.cursor[i]);
}

static const struct tw_cursor_ops or_ops = {
	.next = or_next,
	.seek = or_seek,
	.score = or_score,
	.window = tw_window_by_score,
	.done = or_done,
};

int
tw_or_cursor(struct tw_arena *arena, struct tw_cursors children,
	struct tw_cursor **ret, trawl_error *err)
{
	struct or_cursor *or = tw_arena_zeroed(arena, 1, sizeof(*or));
	uint64_t cost = 0;

	if (!or)
		return tw_no_memory(err);
	or->cursor.ops = &or_ops;
	or->children = children;
	for (uint32_t i = 0; i < children.count; i++)
		cost += children.cursor[i]->cost;
	or->cursor.cost = cost < UINT32_MAX ? (uint32_t)cost : UINT32_MAX;
	*ret = &or->cursor;
	return TRAWL_OK;
}
