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

/* Each addition to a bound rounds by 2^-24 of what all lists score at most. */
static void
set_slack(struct tw_meeting *meeting)
{
	float most = 0;

	for (uint32_t i = 0; i < meeting->scored_count; i++)
		most += meeting->scored[i]->most;
	meeting->slack = most * (32 + 16 * (float)meeting->scored_count) *
		0x1p-24f;
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
	meeting->arena = arena;
	meeting->least = -INFINITY;
	meeting->sums = NULL;
	meeting->reach = 0;
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
	if (status == TRAWL_OK)
		set_slack(meeting);
	return status;
}

/* ------------------------------------------------------------------ */
/* A batch.                                                             */

static void
prune(struct tw_meeting *meeting)
{
	struct tw_batch *batch = &meeting->batch;
	float least = meeting->least - meeting->slack;
	uint32_t n = 0;

	if (meeting->least == -INFINITY)
		return;
	for (uint32_t i = 0; i < batch->count; i++) {
		uint8_t slot = batch->slots[i];

		batch->docs[n] = batch->docs[i];
		batch->slots[n] = slot;
		n += meeting->upper[slot] >= least;
	}
	batch->count = n;
}

void
tw_meeting_bound(struct tw_meeting *meeting)
{
	const struct tw_batch *batch = &meeting->batch;
	float sums[TW_BLOCK] = {0};

	for (uint32_t i = 0; i < meeting->count; i++)
		for (uint32_t k = 0; k < meeting->lists[i].times; k++)
			tw_lookup_add_bounds(&meeting->lists[i], batch, sums);
	for (uint32_t i = 0; i < batch->count; i++)
		meeting->upper[batch->slots[i]] = sums[i];
	prune(meeting);
}

#define SPLIT_MAX 32		/* hits that are looked for so */

/* The bound that so many of the batch reach. */
static float
find_bound(const struct tw_meeting *meeting, uint32_t wanting)
{
	const struct tw_batch *batch = &meeting->batch;
	float best[SPLIT_MAX];
	uint32_t n = 0;

	for (uint32_t i = 0; i < batch->count; i++) {
		float upper = meeting->upper[batch->slots[i]];
		uint32_t at = n;

		if (n == wanting && upper <= best[n - 1])
			continue;
		at = n < wanting ? n++ : n - 1;
		for (; at > 0 && best[at - 1] < upper; at--)
			best[at] = best[at - 1];
		best[at] = upper;
	}
	return best[n - 1];
}

/* Lists whose postings are walked are not asked twice. */
static bool
may_split(const struct tw_meeting *meeting, uint32_t wanting)
{
	for (uint32_t i = meeting->excluded; i < meeting->count; i++)
		if (!meeting->lists[i].dense)
			return false;
	return wanting > 0 && wanting <= SPLIT_MAX &&
		meeting->batch.count > wanting + wanting / 4;
}

/*
 * As long as there is no worst hit, leaves as many articles as hits are
 * wanting, those with the highest bounds, and moves the others to `rest`;
 * false if that is no use.
 */
static bool
split(struct tw_meeting *meeting, struct tw_batch *rest)
{
	const struct tw_topk *topk = meeting->collector->topk;
	struct tw_batch *batch = &meeting->batch;
	uint32_t wanting = topk->depth - topk->count;
	uint32_t n = 0;

	if (meeting->least > -INFINITY || !may_split(meeting, wanting))
		return false;
	float bound = find_bound(meeting, wanting);

	rest->count = 0;
	for (uint32_t i = 0; i < batch->count; i++) {
		uint8_t slot = batch->slots[i];
		bool stays = meeting->upper[slot] >= bound;

		rest->docs[rest->count] = batch->docs[i];
		rest->slots[rest->count] = slot;
		rest->count += !stays;
		batch->docs[n] = batch->docs[i];
		batch->slots[n] = slot;
		n += stays;
	}
	batch->count = n;
	return rest->count > 0;
}

/* The frequencies of articles that the list may not have. */
static int
ask(struct tw_lookup *list, const struct tw_batch *batch, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < batch->count && status == TRAWL_OK; i++)
		status = tw_lookup_freq(list, batch->docs[i],
			&list->found[batch->slots[i]], err);
	return status;
}

int
tw_meeting_score(struct tw_meeting *meeting, uint32_t number, trawl_error *err)
{
	struct tw_lookup *list = &meeting->lists[number];
	const struct tw_batch *batch = &meeting->batch;
	bool required = number < meeting->required;

	if (list->times == 0)
		return TRAWL_OK;
	int status = required ? tw_lookup_find(list, batch, err)
			      : ask(list, batch, err);
	for (uint32_t i = 0; i < batch->count && status == TRAWL_OK; i++) {
		uint8_t slot = batch->slots[i];
		uint32_t doc = batch->docs[i];
		float score = 0;

		if (list->found[slot] > 0)
			status = tw_lookup_score(list, doc, list->found[slot],
				&score, err);
		list->scores[slot] = score;
		meeting->upper[slot] += (float)list->times *
			(score - tw_lookup_bound_of(list, doc));
	}
	if (status == TRAWL_OK)
		prune(meeting);
	return status;
}

int
tw_meeting_admit(struct tw_meeting *meeting, trawl_error *err)
{
	struct tw_batch *batch = &meeting->batch;
	uint32_t n = 0;

	if (tw_collector_admits_all(meeting->collector))
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

static int
score_lists(struct tw_meeting *meeting, bool admitted, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < meeting->count && meeting->batch.count > 0 &&
		status == TRAWL_OK; i++)
		status = tw_meeting_score(meeting, i, err);
	if (status == TRAWL_OK && !admitted)
		status = tw_meeting_admit(meeting, err);
	return status == TRAWL_OK ? tw_meeting_keep(meeting, err) : status;
}

/* The first articles that are scored give a worst hit to hold others to. */
int
tw_meeting_score_all(struct tw_meeting *meeting, bool admitted,
	trawl_error *err)
{
	struct tw_batch rest;
	int status = TRAWL_OK;

	tw_meeting_bound(meeting);
	if (split(meeting, &rest)) {
		status = score_lists(meeting, admitted, err);
		if (status == TRAWL_OK)
			status = tw_meeting_look_up(meeting, err);
		meeting->batch = rest;
		prune(meeting);
	}
	return status == TRAWL_OK ? score_lists(meeting, admitted, err)
				  : status;
}
