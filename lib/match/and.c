/* and.c: articles that all of several cursors have, and none of others. */
/* SPDX-License-Identifier: MIT */
#include "base/numbers.h"
#include "match/group.h"
#include "match/meet.h"
#include "match/only.h"
#include "match/term.h"

/*
 * Leaps: the rarest required cursor proposes an article, the others seek it,
 * and the first that has none there proposes its own next one.
 */
struct and_cursor {
	struct tw_cursor cursor;
	struct tw_and_parts parts;
};

static void
sort_by_cost(struct tw_cursors cursors)
{
	for (uint32_t i = 1; i < cursors.count; i++) {
		struct tw_cursor *moved = cursors.cursor[i];
		uint32_t j = i;

		for (; j > 0 && cursors.cursor[j - 1]->cost > moved->cost; j--)
			cursors.cursor[j] = cursors.cursor[j - 1];
		cursors.cursor[j] = moved;
	}
}

/* True if one of the excluded cursors has the article. */
static int
is_excluded(struct and_cursor *and, uint32_t doc, bool *ret, trawl_error *err)
{
	*ret = false;
	for (uint32_t i = 0; i < and->parts.excluded.count && !*ret; i++) {
		struct tw_cursor *cursor = and->parts.excluded.cursor[i];

		if (cursor->doc == TW_NO_DOC)
			continue;
		int status = tw_cursor_seek(cursor, doc, err);
		if (status < 0)
			return status;
		*ret = cursor->doc == doc;
	}
	return TRAWL_OK;
}

/* Moves on from the lead's present article to one that all have. */
static int
align(struct and_cursor *and, trawl_error *err)
{
	struct tw_cursor **required = and->parts.required.cursor;
	uint32_t doc = required[0]->doc;

	for (uint32_t i = 1; i < and->parts.required.count;) {
		int status = tw_cursor_seek(required[i], doc, err);

		if (status == TRAWL_OK && required[i]->doc != doc) {
			status = tw_cursor_seek(required[0], required[i]->doc,
				err);
			doc = required[0]->doc;
			i = 0;
		}
		if (status != TRAWL_OK)
			return status;
		i++;
	}
	return TRAWL_OK;
}

/* From a status of the lead to an article, or the end, of the whole. */
static int
settle(struct and_cursor *and, int status, trawl_error *err)
{
	struct tw_cursor *lead = and->parts.required.cursor[0];

	while (status == TRAWL_OK) {
		bool excluded = false;

		if (tw_cursor_is_beyond(&and->cursor, lead->doc))
			return tw_cursor_end(&and->cursor, TRAWL_END);
		status = align(and, err);
		if (status == TRAWL_OK)
			status = is_excluded(and, lead->doc, &excluded, err);
		if (status == TRAWL_OK && !excluded) {
			and->cursor.doc = lead->doc;
			return TRAWL_OK;
		}
		if (status == TRAWL_OK)
			status = tw_cursor_next(lead, err);
	}
	return tw_cursor_end(&and->cursor, status);
}

static int
and_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct and_cursor *and = (struct and_cursor *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return settle(and, tw_cursor_next(and->parts.required.cursor[0], err),
		err);
}

static int
and_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct and_cursor *and = (struct and_cursor *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return settle(and,
		tw_cursor_seek(and->parts.required.cursor[0], target, err),
		err);
}

static int
and_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct and_cursor *and = (struct and_cursor *)cursor;
	float sum = 0;

	for (uint32_t i = 0; i < and->parts.scored.count; i++) {
		struct tw_cursor *part = and->parts.scored.cursor[i];
		float score;

		if (part->doc == TW_NO_DOC)
			continue;
		int status = tw_cursor_seek(part, cursor->doc, err);
		if (status == TRAWL_END ||
			(status == TRAWL_OK && part->doc != cursor->doc))
			continue;
		if (status == TRAWL_OK)
			status = tw_cursor_score(part, &score, err);
		if (status != TRAWL_OK)
			return status;
		sum += score;
	}
	*ret = sum;
	return TRAWL_OK;
}

static bool
has(struct tw_cursors cursors, const struct tw_cursor *cursor)
{
	for (uint32_t i = 0; i < cursors.count; i++)
		if (cursors.cursor[i] == cursor)
			return true;
	return false;
}

/* What scores, and what merely tells which articles. */
struct split {
	struct tw_and_parts scoring;	/* nothing is excluded */
	struct tw_cursors required;
	struct tw_cursors excluded;
};

/* Lists in the arena; false without memory. */
static bool
split(const struct tw_and_parts *parts, struct tw_arena *arena,
	struct split *ret)
{
	size_t size = parts->required.count * sizeof(struct tw_cursor *);
	struct split both = {
		.scoring.required.cursor = tw_arena_alloc(arena, size),
		.scoring.scored = parts->scored,
		.required.cursor = tw_arena_alloc(arena, size),
		.excluded = parts->excluded,
	};

	if (!both.scoring.required.cursor || !both.required.cursor)
		return false;
	for (uint32_t i = 0; i < parts->required.count; i++) {
		struct tw_cursor *cursor = parts->required.cursor[i];
		struct tw_cursors *to = has(parts->scored, cursor)
			? &both.scoring.required : &both.required;

		to->cursor[to->count++] = cursor;
	}
	*ret = both;
	return true;
}

/*
 * Filters that let so few articles through that going from one to the next is
 * less than to go through all that score, less what is not scored.
 */
#define FEW 32

static bool
is_worth_bits(const struct split *both)
{
	const struct tw_cursors *core = &both->scoring.required;

	if (core->count == 0 || both->required.count +
		both->excluded.count == 0)
		return false;
	if (core->count + both->scoring.scored.count > 2 &&
		!tw_meet_can(&both->scoring))
		return false;
	return both->required.count == 0 ||
		both->required.cursor[0]->cost > core->cursor[0]->cost / FEW;
}

/* The filters as bits, for what scores to leave articles out as ever. */
static int
collect_among(const struct split *both, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *err)
{
	struct tw_collector among = *collector;
	int status = tw_only_make(arena, collector->segment, collector->only,
		both->required, both->excluded, &among.only, err);

	if (status != TRAWL_OK)
		return status;
	among.only_count = (uint32_t)tw_count_bits(among.only,
		collector->segment->info.docs / 64 + (size_t)1);
	if (tw_meet_can(&both->scoring))
		status = tw_meet_collect(&both->scoring, &among, err);
	else
		status = tw_collect(&among, both->scoring.required.cursor[0],
			err);
	among.only = collector->only;
	among.only_count = collector->only_count;
	*collector = among;
	return status;
}

static int
and_collect(struct tw_cursor *cursor, struct tw_collector *collector,
	trawl_error *err)
{
	struct and_cursor *and = (struct and_cursor *)cursor;
	const struct tw_and_parts *parts = &and->parts;
	struct tw_arena arena = {0};
	struct split both;
	int status;

	if (tw_meet_can(parts))
		return tw_meet_collect(parts, collector, err);
	if (!split(parts, &arena, &both))
		status = tw_no_memory(err);
	else if (is_worth_bits(&both))
		status = collect_among(&both, collector, &arena, err);
	else
		status = tw_collect_each(collector, cursor, err);
	tw_arena_done(&arena);
	return status;
}

static void
and_done(struct tw_cursor *cursor)
{
	struct tw_and_parts *parts = &((struct and_cursor *)cursor)->parts;

	for (uint32_t i = 0; i < parts->required.count; i++)
		tw_cursor_done(parts->required.cursor[i]);
	for (uint32_t i = 0; i < parts->excluded.count; i++)
		tw_cursor_done(parts->excluded.cursor[i]);
	for (uint32_t i = 0; i < parts->scored.count; i++)
		if (!has(parts->required, parts->scored.cursor[i]))
			tw_cursor_done(parts->scored.cursor[i]);
}

static const struct tw_cursor_ops and_ops = {
	.next = and_next,
	.seek = and_seek,
	.score = and_score,
	.window = tw_window_by_score,
	.collect = and_collect,
	.done = and_done,
};

int
tw_and_cursor(struct tw_arena *arena, const struct tw_and_parts *parts,
	struct tw_cursor **ret, trawl_error *err)
{
	struct and_cursor *and = tw_arena_zeroed(arena, 1, sizeof(*and));

	if (!and)
		return tw_no_memory(err);
	and->cursor.ops = &and_ops;
	and->parts = *parts;
	sort_by_cost(and->parts.required);
	and->cursor.cost = and->parts.required.cursor[0]->cost;
	*ret = &and->cursor;
	return TRAWL_OK;
}
