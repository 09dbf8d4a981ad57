/* meeting.c: the lists of an and of terms, and a batch of their articles. */
/* SPDX-License-Identifier: MIT */
#include "match/meeting.h"

#include <math.h>
#include <string.h>

#include "match/impact.h"

static int
add_lists(struct tw_meeting *meeting, struct tw_cursors cursors,
	trawl_error *err)
{
	for (uint32_t i = 0; i < cursors.count; i++) {
		int status = tw_lookup_open(&meeting->lists[meeting->count++],
			tw_term_of(cursors.cursor[i]), err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static struct tw_lookup *
list_of(struct tw_meeting *meeting, const struct tw_cursor *cursor)
{
	for (uint32_t i = 0; i < meeting->count; i++)
		if (&meeting->lists[i].term->cursor == cursor)
			return &meeting->lists[i];
	return NULL;
}

/* The lists of the scored terms, which may be required ones. */
static int
add_scored(struct tw_meeting *meeting, struct tw_cursors cursors,
	trawl_error *err)
{
	for (uint32_t i = 0; i < cursors.count; i++) {
		struct tw_cursor *cursor = cursors.cursor[i];
		int status = TRAWL_OK;

		if (!list_of(meeting, cursor))
			status = add_lists(meeting,
				(struct tw_cursors){&cursor, 1}, err);
		if (status != TRAWL_OK)
			return status;
		struct tw_lookup *list = list_of(meeting, cursor);

		list->times++;
		meeting->scored[meeting->scored_count++] = list;
	}
	return TRAWL_OK;
}

int
tw_meeting_open(struct tw_meeting *meeting, const struct tw_and_parts *parts,
	struct tw_collector *collector, struct tw_arena *arena,
	trawl_error *err)
{
	size_t most = (size_t)parts->required.count + parts->excluded.count +
		parts->scored.count;

	meeting->collector = collector;
	meeting->segment = collector->segment;
	meeting->count = 0;
	meeting->scored_count = 0;
	meeting->lists = tw_cursor_alloc(arena,
		most * sizeof(*meeting->lists));
	meeting->scored = tw_arena_zeroed(arena, most,
		sizeof(struct tw_lookup *));
	if (!meeting->lists || !meeting->scored)
		return tw_no_memory(err);
	int status = add_lists(meeting, parts->required, err);
	meeting->required = meeting->count;
	if (status == TRAWL_OK)
		status = add_lists(meeting, parts->excluded, err);
	meeting->excluded = meeting->count;
	if (status == TRAWL_OK)
		status = add_scored(meeting, parts->scored, err);
	return status;
}

/* ------------------------------------------------------------------ */
/* Bounds.                                                              */

static inline bool
is_enough(const struct tw_meeting *meeting, float sum)
{
	return tw_bound(sum, meeting->scored_count) >= meeting->least;
}

/* The bounds in the present range of the lists from `i` on. */
static float
rest_from(const struct tw_meeting *meeting, uint32_t i)
{
	float sum = 0;

	for (; i < meeting->count; i++)
		sum += (float)meeting->lists[i].times *
			meeting->lists[i].bound;
	return sum;
}

/* The rarest is looked at first: the others have more blocks to look at. */
bool
tw_meeting_is_hopeful(struct tw_meeting *meeting, uint32_t first,
	uint32_t last)
{
	meeting->least = tw_collector_least(meeting->collector);
	for (uint32_t i = 0; i < meeting->count; i++)
		meeting->lists[i].bound = meeting->lists[i].most;
	if (meeting->least == -INFINITY)
		return true;
	for (uint32_t i = 0; i < meeting->count; i++) {
		struct tw_lookup *list = &meeting->lists[i];

		if (list->times == 0)
			continue;
		if (!tw_lookup_bound(list, first, last))
			list->bound = 0;
		if (!is_enough(meeting, rest_from(meeting, 0)))
			return false;
	}
	return meeting->least != INFINITY;
}

/* ------------------------------------------------------------------ */
/* A batch.                                                             */

void
tw_meeting_start(struct tw_meeting *meeting)
{
	memset(meeting->partial, 0, sizeof(meeting->partial));
}

void
tw_meeting_sift(struct tw_meeting *meeting)
{
	struct tw_batch *batch = &meeting->batch;
	float sums[TW_BLOCK] = {0};
	uint32_t n = 0;

	if (meeting->least == -INFINITY)
		return;
	for (uint32_t i = 0; i < meeting->count; i++)
		for (uint32_t k = 0; k < meeting->lists[i].times; k++)
			tw_lookup_add_bounds(&meeting->lists[i], batch, sums);
	for (uint32_t i = 0; i < batch->count; i++) {
		batch->docs[n] = batch->docs[i];
		batch->slots[n] = batch->slots[i];
		n += is_enough(meeting, sums[i]);
	}
	batch->count = n;
}

/* Drops those that the lists from `next` on cannot bring far enough. */
static void
prune(struct tw_meeting *meeting, uint32_t next)
{
	struct tw_batch *batch = &meeting->batch;
	float rest = rest_from(meeting, next);
	uint32_t n = 0;

	for (uint32_t i = 0; i < batch->count; i++) {
		uint8_t slot = batch->slots[i];

		batch->docs[n] = batch->docs[i];
		batch->slots[n] = slot;
		n += is_enough(meeting, meeting->partial[slot] + rest);
	}
	batch->count = n;
}

int
tw_meeting_score(struct tw_meeting *meeting, uint32_t number, bool found,
	trawl_error *err)
{
	struct tw_lookup *list = &meeting->lists[number];
	const struct tw_batch *batch = &meeting->batch;

	if (list->times == 0)
		return TRAWL_OK;
	for (uint32_t i = 0; i < batch->count; i++) {
		uint32_t doc = batch->docs[i];
		uint8_t slot = batch->slots[i];
		uint32_t freq;
		float score = 0;
		int status = TRAWL_OK;

		if (found)
			freq = list->found[slot];
		else
			status = tw_lookup_freq(list, doc, &freq, err);
		if (status == TRAWL_OK && freq > 0)
			status = tw_lookup_score(list, doc, freq, &score,
				err);
		if (status != TRAWL_OK)
			return status;
		list->scores[slot] = score;
		meeting->partial[slot] += (float)list->times * score;
	}
	prune(meeting, number + 1);
	return TRAWL_OK;
}

int
tw_meeting_admit(struct tw_meeting *meeting, trawl_error *err)
{
	struct tw_batch *batch = &meeting->batch;
	uint32_t n = 0;

	if (meeting->segment->info.dead == 0 &&
		!meeting->collector->dated.filters)
		return TRAWL_OK;
	for (uint32_t i = 0; i < batch->count; i++) {
		bool admitted;
		int status = tw_collector_admits(meeting->collector,
			batch->docs[i], &admitted, err);

		if (status != TRAWL_OK)
			return status;
		batch->docs[n] = batch->docs[i];
		batch->slots[n] = batch->slots[i];
		n += admitted;
	}
	batch->count = n;
	return TRAWL_OK;
}

int
tw_meeting_keep(struct tw_meeting *meeting, trawl_error *err)
{
	const struct tw_batch *batch = &meeting->batch;
	int status = TRAWL_OK;

	for (uint32_t i = 0; status == TRAWL_OK && i < batch->count; i++) {
		uint8_t slot = batch->slots[i];
		float sum = 0;

		for (uint32_t k = 0; k < meeting->scored_count; k++)
			sum += meeting->scored[k]->scores[slot];
		status = tw_collector_keep(meeting->collector, batch->docs[i],
			sum, err);
	}
	return status;
}
