/* or.c: articles that at least one of several cursors has. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "match/count.h"
#include "match/group.h"
#include "match/sieve.h"
#include "match/single.h"
#include "match/tally.h"
#include "match/term.h"
#include "match/union.h"

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
	struct tw_window *window;	/* NULL: none was filled yet */
	struct tw_arena *arena;
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
add_children(struct or_cursor *or, uint32_t base, struct tw_window *window,
	trawl_error *err)
{
	for (uint32_t i = 0; i < or->children.count; i++) {
		struct tw_cursor *child = or->children.cursor[i];

		if (child->doc == TW_NO_DOC)
			continue;
		int status = tw_cursor_window(child, base, window, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static int
fill(struct or_cursor *or, uint32_t base, trawl_error *err)
{
	if (!or->window)
		or->window = tw_cursor_alloc(or->arena, sizeof(*or->window));
	if (!or->window)
		return tw_no_memory(err);
	memset(or->window, 0, sizeof(*or->window));
	or->base = base;
	or->filled = true;
	return add_children(or, base, or->window, err);
}

/* The first article of the window at or behind `doc`; TW_NO_DOC. */
static uint32_t
first_matched(const struct or_cursor *or, uint32_t doc)
{
	uint32_t i = doc - or->base;

	if (!or->filled || doc < or->base || i >= TW_WINDOW)
		return TW_NO_DOC;
	uint64_t bits = or->window->matched[i / 64] & ~UINT64_C(0) << i % 64;
	for (uint32_t word = i / 64;;) {
		if (bits)
			return or->base + word * 64 +
				(uint32_t)__builtin_ctzll(bits);
		if (++word == TW_WINDOW / 64)
			return TW_NO_DOC;
		bits = or->window->matched[word];
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
	*ret = or->window->scores[cursor->doc - or->base];
	return TRAWL_OK;
}

/* The sum of the children first: a score does not depend on where it is
   added. Articles that are not there add 0. */
static int
or_window(struct tw_cursor *cursor, uint32_t base, struct tw_window *window,
	trawl_error *err)
{
	struct or_cursor *or = (struct or_cursor *)cursor;

	if (or->filled && cursor->doc > base && cursor->doc - base >= TW_WINDOW)
		return TRAWL_OK;
	int status = fill(or, base, err);

	if (status != TRAWL_OK)
		return tw_cursor_end(cursor, status);
	for (uint32_t i = 0; i < TW_WINDOW; i++)
		window->scores[i] += or->window->scores[i];
	for (uint32_t i = 0; i < TW_WINDOW / 64; i++)
		window->matched[i] |= or->window->matched[i];
	cursor->doc = next_candidate(or, base);
	return TRAWL_OK;
}

/* The children that have any article, if all of those are terms. */
static bool
only_terms(const struct or_cursor *or, struct tw_cursors *ret)
{
	ret->count = 0;
	for (uint32_t i = 0; i < or->children.count; i++) {
		struct tw_cursor *child = or->children.cursor[i];

		if (child->cost == 0)
			continue;
		if (!tw_term_of(child))
			return false;
		ret->cursor[ret->count++] = child;
	}
	return true;
}

static int
collect_windows(struct or_cursor *or, struct tw_collector *collector,
	trawl_error *err)
{
	uint32_t from = 0;

	while (from < TW_DOCS_MAX) {
		int status = fill(or, from - from % TW_WINDOW, err);

		if (status == TRAWL_OK)
			status = tw_collector_count(collector, or->base,
				or->window->matched, err);
		if (status == TRAWL_OK)
			status = tw_collector_keep_window(collector,
				or->base, or->window, err);
		if (status != TRAWL_OK)
			return status;
		from = next_candidate(or, or->base + TW_WINDOW);
	}
	return TRAWL_OK;
}

/* The best stored of one of the terms score no less with the others. */
static int
raise_floor(struct tw_cursors terms, struct tw_collector *collector,
	trawl_error *err)
{
	int status = TRAWL_OK;

	if (!tw_collector_is_plain(collector))
		return TRAWL_OK;
	for (uint32_t i = 0; i < terms.count && status == TRAWL_OK; i++) {
		float floor;

		status = tw_single_floor(tw_term_of(terms.cursor[i]),
			collector->topk->depth, &floor, err);
		if (status == TRAWL_OK && floor > collector->floor)
			collector->floor = floor;
	}
	return status;
}

/* The best and the count apart, where the best are found in a moment. */
static int
collect_terms(struct tw_cursors terms, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *err)
{
	int floor_status = raise_floor(terms, collector, err);

	if (floor_status != TRAWL_OK)
		return floor_status;
	bool tallies = tw_tally_pays(terms, collector);
	if (!tallies && !tw_sieve_pays(terms, collector))
		return tw_union_collect(terms, collector, err);
	int status = tallies ? tw_tally_collect(terms, collector, arena, err)
		: tw_sieve_collect(terms, collector, arena, err);
	if (status != TRAWL_OK)
		return status;
	if (collector->counting)
		return tw_count_union(terms, collector, err);
	tw_collector_skip(collector);
	return TRAWL_OK;
}

static int
or_collect(struct tw_cursor *cursor, struct tw_collector *collector,
	trawl_error *err)
{
	struct or_cursor *or = (struct or_cursor *)cursor;
	struct tw_cursors terms = {
		tw_arena_alloc(or->arena, (or->children.count + (size_t)1) *
			sizeof(struct tw_cursor *)),
		0,
	};

	if (!terms.cursor)
		return tw_no_memory(err);
	if (!only_terms(or, &terms))
		return collect_windows(or, collector, err);
	if (terms.count == 1)
		return tw_collect(collector, terms.cursor[0], err);
	if (terms.count > 0)
		return collect_terms(terms, collector, or->arena, err);
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
	.window = or_window,
	.collect = or_collect,
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
	or->arena = arena;
	for (uint32_t i = 0; i < children.count; i++)
		cost += children.cursor[i]->cost;
	or->cursor.cost = cost < UINT32_MAX ? (uint32_t)cost : UINT32_MAX;
	*ret = &or->cursor;
	return TRAWL_OK;
}
