/* mergeshare.c: two threads copy the lists of a merge. */
/* SPDX-License-Identifier: MIT */
#include "index/merging.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/worker.h"
#include "index/segpart.h"

/*
 * The terms are cut into shares, the caller's and the worker's in turn. What
 * is the worker's stays in memory, as a part of a segment, until the caller
 * has written its own before that, and is added while the worker goes on:
 *
 *   caller   1        add 2, 3       add 4, 5     ...
 *   worker   2 -----> 4 -----------> 6 ---------> ...
 *
 * How large they are is guessed from one segment, that with the most terms.
 */

/* What a list takes besides its postings, in these. */
#define LIST_COST 16

/* Of all, in percent, the caller's, who adds the others besides. */
#define OWN_PERCENT 46

/* ------------------------------------------------------------------ */
/* The plan.                                                            */

/* A share may weigh so much. */
struct limits {
	uint64_t own;
	uint64_t other;
};

static uint64_t
lists_bytes(const struct tw_segment_info *info)
{
	return info->length[TW_STREAM_POSTINGS] +
		info->length[TW_STREAM_POSITIONS] +
		info->length[TW_STREAM_BLOCKS] +
		info->length[TW_STREAM_BITMAPS] +
		info->length[TW_STREAM_BOUNDS] +
		info->length[TW_STREAM_DICT];
}

static struct tw_segment *
with_most_terms(const struct tw_merge_shares *shares)
{
	struct tw_segment *most = shares->help->segments;

	for (uint32_t i = 1; i < shares->count; i++)
		if (shares->help->segments[i].info.terms > most->info.terms)
			most = &shares->help->segments[i];
	return most;
}

static uint64_t
weight_of(const struct tw_term *entry)
{
	return (uint64_t)entry->df + LIST_COST;
}

static int
weigh(struct tw_segment *segment, uint64_t *ret, trawl_error *err)
{
	struct tw_terms terms;
	int status = tw_terms_open(&terms, segment, TW_FIELD_ALL,
		tw_str("", 0), err);

	*ret = 0;
	while (status == TRAWL_OK) {
		status = tw_terms_next(&terms, err);
		if (status == TRAWL_OK)
			*ret += weight_of(&terms.entry);
	}
	tw_terms_close(&terms);
	return status == TRAWL_END ? TRAWL_OK : status;
}

static struct limits
limits_of(const struct tw_merge_shares *shares, uint64_t weight)
{
	uint64_t bytes = 0;

	for (uint32_t i = 0; i < shares->count; i++)
		bytes += lists_bytes(&shares->help->segments[i].info);
	uint64_t rounds = bytes / 100 * (100 - OWN_PERCENT) /
		shares->help->most + 1;

	return (struct limits){
		.own = weight / 100 * OWN_PERCENT / rounds + 1,
		.other = weight / 100 * (100 - OWN_PERCENT) / rounds + 1,
	};
}

static void
add_cut(struct tw_buf *cuts, const struct tw_terms *terms)
{
	tw_buf_add_byte(cuts, (uint8_t)terms->key.n);
	tw_buf_add_str(cuts, tw_buf_str(&terms->key));
}

/* A list too long for the worker's share is the caller's. */
static int
cut(struct tw_segment *segment, const struct limits *limits,
	struct tw_buf *cuts, trawl_error *err)
{
	struct tw_terms terms;
	uint64_t share = 0;
	bool is_own = true;
	int status = tw_terms_open(&terms, segment, TW_FIELD_ALL,
		tw_str("", 0), err);

	while (status == TRAWL_OK) {
		status = tw_terms_next(&terms, err);
		if (status != TRAWL_OK)
			break;
		uint64_t weight = weight_of(&terms.entry);
		uint64_t most = is_own ? limits->own : limits->other;

		if (share > 0 && share + weight / 2 > most) {
			add_cut(cuts, &terms);
			is_own = !is_own;
			share = 0;
		}
		if (!is_own && share == 0 && weight > limits->other) {
			add_cut(cuts, &terms);
			is_own = true;
		}
		share += weight;
	}
	tw_terms_close(&terms);
	return status == TRAWL_END ? tw_buf_status(cuts, err) : status;
}

/* A tw_job_fn. */
static int
plan(void *context, trawl_error *err)
{
	struct tw_merge_shares *shares = context;
	struct tw_segment *segment = with_most_terms(shares);
	uint64_t weight;
	int status = weigh(segment, &weight, err);

	if (status != TRAWL_OK)
		return status;
	struct limits limits = limits_of(shares, weight);

	return cut(segment, &limits, &shares->cuts, err);
}

void
tw_merge_shares_plan(struct tw_merge_shares *shares,
	const struct tw_merge_help *help, uint32_t count)
{
	assert(count > 0);
	shares->help = help;
	shares->count = count;
	shares->is_planning = true;
	tw_worker_start(help->worker, plan, shares);
}

static int
await_plan(struct tw_merge_shares *shares, trawl_error *err)
{
	if (!shares->is_planning)
		return TRAWL_OK;
	shares->is_planning = false;
	return tw_worker_wait(shares->help->worker, err);
}

void
tw_merge_shares_done(struct tw_merge_shares *shares)
{
	int status = await_plan(shares, NULL);

	(void)status;
	tw_buf_done(&shares->cuts);
}

/* ------------------------------------------------------------------ */
/* The work.                                                            */

struct share {
	struct tw_str from;
	struct tw_str end;	/* empty: no end */
};

/* Before all terms, as the share before the first ends there. */
static const char first_key[] = {TW_FIELD_ALL};

struct halves {
	struct tw_merging *own;
	struct tw_merging other;
	struct tw_worker *worker;
	struct tw_segment_part *parts[2];	/* in turn */
	struct share share;		/* the worker's */
	struct tw_str rest;		/* cuts that are left */
};

/* Goes from one share to the next; false behind the last. */
static bool
next_share(struct halves *halves, struct share *share)
{
	struct tw_str *rest = &halves->rest;

	if (share->end.n == 0)
		return false;
	share->from = share->end;
	share->end = tw_str("", 0);
	if (rest->n > 0) {
		size_t n = (uint8_t)rest->p[0];

		share->end = tw_str(rest->p + 1, n);
		*rest = tw_str(rest->p + 1 + n, rest->n - 1 - n);
	}
	return true;
}

/* A tw_job_fn. */
static int
copy_aside(void *context, trawl_error *err)
{
	struct halves *halves = context;

	return tw_merge_lists(&halves->other, halves->share.from,
		halves->share.end, err);
}

/* The worker's merging is the caller's, but for what it reads and writes. */
static int
init_other(struct halves *halves, struct tw_segment *segments,
	trawl_error *err)
{
	const struct tw_merging *own = halves->own;
	struct tw_merging *other = &halves->other;
	uint32_t count = own->count;

	other->inputs = tw_alloc_zeroed(count, sizeof(*other->inputs));
	other->heap = tw_alloc(count * sizeof(*other->heap));
	if (!other->inputs || !other->heap)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++)
		other->inputs[i] = (struct tw_merge_input){
			.segment = &segments[i],
			.deaths = own->inputs[i].deaths,
			.base = own->inputs[i].base,
			.ranks = own->inputs[i].ranks,
		};
	other->count = count;
	for (int i = 0; i < 2; i++) {
		int status = tw_segment_part_new(own->writer,
			&halves->parts[i], err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static int
add_part(struct halves *halves, struct tw_segment_part *part,
	trawl_error *err)
{
	int status = tw_segment_add_part(halves->own->writer, part, err);

	return status == TRAWL_OK ? tw_segment_part_reset(part, err) : status;
}

/* The worker writes its share into one of the parts. */
static void
start(struct halves *halves, int turn)
{
	halves->other.writer = tw_segment_part_writer(halves->parts[turn]);
	tw_worker_start(halves->worker, copy_aside, halves);
}

/* Waits for the worker, whatever came of the caller's own. */
static int
join(struct halves *halves, int status, trawl_error *err)
{
	int other = tw_worker_wait(halves->worker,
		status == TRAWL_OK ? err : NULL);

	return status == TRAWL_OK ? other : status;
}

static int
copy_shares(struct halves *halves, trawl_error *err)
{
	struct share own = {.end = tw_str(first_key, sizeof(first_key))};
	struct tw_segment_part *part = NULL;	/* to be added */
	int status = TRAWL_OK;

	for (int turn = 0; status == TRAWL_OK && next_share(halves, &own);
		turn = 1 - turn) {
		halves->share = own;
		bool is_shared = next_share(halves, &halves->share);

		if (is_shared)
			start(halves, turn);
		if (part)
			status = add_part(halves, part, err);
		part = is_shared ? halves->parts[turn] : NULL;
		if (status == TRAWL_OK)
			status = tw_merge_lists(halves->own, own.from,
				own.end, err);
		if (is_shared)
			status = join(halves, status, err);
		own = halves->share;
	}
	return status == TRAWL_OK && part ? add_part(halves, part, err) :
		status;
}

int
tw_merge_lists_with(struct tw_merging *merge, struct tw_merge_shares *shares,
	trawl_error *err)
{
	struct halves halves = {
		.own = merge,
		.worker = shares->help->worker,
	};
	int status = await_plan(shares, err);

	halves.rest = tw_buf_str(&shares->cuts);
	if (status == TRAWL_OK)
		status = init_other(&halves, shares->help->segments, err);
	if (status == TRAWL_OK)
		status = copy_shares(&halves, err);
	tw_merging_done(&halves.other);
	for (int i = 0; i < 2; i++)
		tw_segment_part_free(halves.parts[i]);
	return status;
}
