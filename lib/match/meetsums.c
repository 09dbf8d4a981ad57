/* meetsums.c: which groups of articles of a meeting may be good enough. */
/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "match/groupsums.h"
#include "match/meeting.h"

/*
 * Each group of 16 articles has a bound: the sum of what the lists score there
 * at most, or 0 if a required list has none of them. Bounds are counted in
 * units, so that all together are a byte.
 */
#define UNITS 250
#define SLACK 1e-4		/* for what is rounded, of any sum */

/* Rounded up, and never 0. */
static uint8_t
in_units(const struct tw_meeting *meeting, float bound)
{
	double units = (double)bound / meeting->unit + 1;

	return (uint8_t)(units < UINT8_MAX ? units : UINT8_MAX);
}

static void
add_list(struct tw_meeting *meeting, const struct tw_lookup *list)
{
	const struct tw_bounds *bounds = &list->bounds;
	uint64_t size = tw_bounds_size(bounds);
	uint8_t table[TW_BOUNDS_LEVELS] = {0};

	for (uint32_t i = 1; i < TW_BOUNDS_LEVELS; i++)
		table[i] = in_units(meeting,
			(float)list->times * list->levels[i]);
	for (uint64_t at = 0; at < size;) {
		size_t n;
		const uint8_t *p = tw_bounds_at(bounds, at, &n);

		tw_groupsums_meet(meeting->sums + (2 * at << bounds->shift), p,
			n, bounds->shift, table);
		at += n;
	}
}

/* A list without bounds, or one that is merely scored, may be anywhere. */
static bool
is_anywhere(const struct tw_meeting *meeting, uint32_t i)
{
	return i >= meeting->required || !meeting->lists[i].has_bounds;
}

static int
add_up(struct tw_meeting *meeting, trawl_error *err)
{
	uint32_t docs = meeting->segment->info.docs;
	uint32_t count = ((docs - 1) / TW_WINDOW + 1) * TW_MEETING_SUMS;
	uint32_t end = (docs - 1) / TW_SUM_GROUP + 1;
	float most = 0;
	float anywhere = 0;

	meeting->sums = tw_arena_alloc(meeting->arena,
		count + (size_t)TW_SUM_GROUP);
	if (!meeting->sums)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < meeting->count; i++) {
		const struct tw_lookup *list = &meeting->lists[i];

		most += (float)list->times * list->most;
		if (is_anywhere(meeting, i))
			anywhere += (float)list->times * list->most;
	}
	meeting->unit = most > 0
		? (double)most / (UNITS - meeting->required) : 1;
	memset(meeting->sums, in_units(meeting, anywhere), count);
	for (uint32_t i = 0; i < meeting->count; i++)
		if (!is_anywhere(meeting, i))
			add_list(meeting, &meeting->lists[i]);
	/* Behind the last article there is none, whatever stands there. */
	memset(meeting->sums + end, 0, count - end);
	meeting->reach = 1;
	return TRAWL_OK;
}

static bool
has_bounds(const struct tw_meeting *meeting)
{
	for (uint32_t i = 0; i < meeting->required; i++)
		if (meeting->lists[i].has_bounds)
			return meeting->required < UNITS / 4;
	return false;
}

/* Units that reach the least; above UINT8_MAX: none do. */
static uint32_t
reach_of(const struct tw_meeting *meeting)
{
	double units = (double)meeting->least / (meeting->unit * (1 + SLACK));

	if (units <= 1)
		return 1;
	if (units > UINT8_MAX)
		return UINT8_MAX + 1;
	uint32_t whole = (uint32_t)units;

	return whole + (whole < units);
}

int
tw_meeting_look_up(struct tw_meeting *meeting, trawl_error *err)
{
	const struct tw_collector *collector = meeting->collector;
	float least = INFINITY;
	int status = TRAWL_OK;

	if (collector->dated.order == TW_BY_SCORE)
		least = tw_topk_least_anywhere(collector->topk,
			collector->number);
	if (least == meeting->least)
		return TRAWL_OK;
	meeting->least = least;
	if (isinf(least) || !has_bounds(meeting))
		return TRAWL_OK;
	if (!meeting->sums)
		status = add_up(meeting, err);
	if (status == TRAWL_OK)
		meeting->reach = reach_of(meeting);
	return status;
}

bool
tw_meeting_mask(const struct tw_meeting *meeting, uint32_t base,
	uint64_t groups[TW_MEETING_SUMS / 64])
{
	uint64_t any = 0;

	if (meeting->reach == 0) {
		memset(groups, 0xff, TW_MEETING_SUMS / 8);
		return true;
	}
	if (meeting->reach > UINT8_MAX)
		return false;
	const uint8_t *sums = meeting->sums + base / TW_SUM_GROUP;

	for (uint32_t i = 0; i < TW_MEETING_SUMS / 64; i++) {
		groups[i] = tw_groupsums_above(sums + (size_t)64 * i,
			(uint8_t)meeting->reach);
		any |= groups[i];
	}
	return any != 0;
}

bool
tw_meeting_is_hopeful(const struct tw_meeting *meeting, uint32_t first,
	uint32_t last)
{
	uint32_t end = last / TW_SUM_GROUP / 64;

	if (meeting->reach == 0)
		return true;
	if (meeting->reach > UINT8_MAX)
		return false;
	for (uint32_t i = first / TW_SUM_GROUP / 64; i <= end; i++)
		if (tw_groupsums_above(meeting->sums + (size_t)64 * i,
				(uint8_t)meeting->reach))
			return true;
	return false;
}

void
tw_meeting_pick(struct tw_meeting *meeting)
{
	struct tw_batch *batch = &meeting->batch;
	const uint8_t *sums = meeting->sums;
	uint32_t reach = meeting->reach;
	uint32_t n = 0;

	if (reach == 0)
		return;
	for (uint32_t i = 0; i < batch->count; i++) {
		uint32_t doc = batch->docs[i];

		batch->docs[n] = doc;
		batch->slots[n] = batch->slots[i];
		n += sums[doc / TW_SUM_GROUP] >= reach;
	}
	batch->count = n;
}
