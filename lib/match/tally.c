/* tally.c: the best articles of an or of terms, by adding up all scores. */
/* SPDX-License-Identifier: MIT */
#include "match/tally.h"

#include <float.h>
#include <string.h>

#include "base/numbers.h"
#include "match/tallied.h"

/*
 * Where very many articles are wanted, or there are few, bounds leave out too
 * little to be worth their work. All postings are scored here, list by list
 * in windows of articles, so that sums are the same as ever.
 *
 * What is expensive then is to keep many hits only to replace them by better
 * ones. So some windows, evenly apart, are gone through first, to guess what
 * the last of the best will score; nothing below it is kept. If that was too
 * high, what is below is gone through, too.
 */
#define SAMPLE_SHARE 16		/* of the windows at most */
#define SAMPLE_RANK 64		/* what the guess rests on */
#define ARTICLES_A_POSTING 16	/* to clear and to search */
#define POSTINGS_ANYWAY 5000	/* cost no more than to set up the sieve */
#define POSTINGS_SHARE 128	/* of fewer most windows would be empty */
#define WEIGHT_LEAST 1e-20f	/* lest a score be 0, as of other articles */

struct tally {
	struct tw_collector *collector;
	struct tw_tallied *lists;	/* in the order of the sum */
	uint32_t count;
	uint32_t docs;
	float low;		/* of scores that are kept */
	float high;		/* not to be reached by them */
	bool all_admitted;	/* none is dead or filtered */
	uint16_t found[TW_WINDOW];
	struct tw_tally_window window;
};

static float
least_of(const struct tally *tally)
{
	float least = tw_collector_least(tally->collector);

	return least > tally->low ? least : tally->low;
}

static int
keep(struct tally *tally, uint32_t at, trawl_error *err)
{
	struct tw_collector *collector = tally->collector;
	uint32_t doc = tally->window.base + at;
	bool admitted = tally->all_admitted;

	if (!admitted) {
		int status = tw_collector_admits(collector, doc, &admitted,
			err);

		if (status != TRAWL_OK || !admitted)
			return status;
	}
	return tw_collector_keep(collector, doc, tally->window.scores[at],
		err);
}

static int
keep_window(struct tally *tally, trawl_error *err)
{
	const float *scores = tally->window.scores;
	float least = least_of(tally);
	uint32_t count = tw_scores_find(scores, TW_WINDOW, least,
		tally->found);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = tally->found[i];

		if (scores[at] < least || scores[at] >= tally->high)
			continue;
		int status = keep(tally, at, err);
		if (status != TRAWL_OK)
			return status;
		least = least_of(tally);
	}
	return TRAWL_OK;
}

static int
do_window(struct tally *tally, uint32_t base, trawl_error *err)
{
	int status = TRAWL_OK;

	tally->window.base = base;
	tally->window.lengths[0] = NULL;
	tally->window.lengths[1] = NULL;
	memset(tally->window.scores, 0, sizeof(tally->window.scores));
	for (uint32_t i = 0; i < tally->count && status == TRAWL_OK; i++)
		status = tw_tallied_add(&tally->lists[i], &tally->window, err);
	if (status == TRAWL_OK)
		status = keep_window(tally, err);
	return status;
}

static int
rewind_lists(struct tally *tally, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < tally->count && status == TRAWL_OK; i++)
		status = tw_tallied_rewind(&tally->lists[i], err);
	return status;
}

/* Every `step`th window, those with scores from `low` on, below `high`. */
static int
pass(struct tally *tally, uint32_t step, float low, float high,
	trawl_error *err)
{
	uint32_t windows = (tally->docs - 1) / TW_WINDOW + 1;
	int status = rewind_lists(tally, err);

	tally->low = low > FLT_MIN ? low : FLT_MIN;
	tally->high = high;
	for (uint32_t i = step / 2; i < windows && status == TRAWL_OK;
		i += step)
		status = do_window(tally, i * TW_WINDOW, err);
	return status;
}

/* What a rank of this mean hardly ever exceeds: a few deviations more. */
static uint32_t
likely_rank(float mean)
{
	return (uint32_t)(mean + 4 * sqrtf(mean) + 2);
}

static int
guess(struct tally *tally, float *ret, trawl_error *err)
{
	struct tw_collector *collector = tally->collector;
	struct tw_collector sampling = *collector;
	uint32_t windows = (tally->docs - 1) / TW_WINDOW + 1;
	uint64_t wanted = (uint64_t)SAMPLE_RANK * windows /
		(collector->topk->depth + 1) + 1;
	uint32_t step = SAMPLE_SHARE;
	struct tw_topk best;

	*ret = 0;
	if (windows / wanted > step)
		step = (uint32_t)(windows / wanted);
	step = step < windows ? step : windows;
	uint32_t rank = likely_rank((float)collector->topk->depth /
		(float)step);
	if (step < 4 || rank >= collector->topk->depth)
		return TRAWL_OK;
	tw_topk_init(&best, rank);
	sampling.topk = &best;
	sampling.floor = 0;
	tally->collector = &sampling;
	int status = pass(tally, step, 0, INFINITY, err);
	tally->collector = collector;
	tw_topk_settle(&best);
	if (best.count == rank)
		*ret = best.worst.score;
	tw_topk_done(&best);
	return status;
}

static bool
are_enough(struct tw_topk *topk, float least)
{
	tw_topk_settle(topk);
	return topk->count == topk->depth && topk->worst.score >= least;
}

static int
open_lists(struct tally *tally, struct tw_arena *arena,
	struct tw_cursors terms, trawl_error *err)
{
	tally->lists = tw_cursor_alloc(arena,
		terms.count * sizeof(*tally->lists));
	if (!tally->lists)
		return tw_no_memory(err);
	for (; tally->count < terms.count; tally->count++) {
		int status = tw_tallied_open(&tally->lists[tally->count],
			tw_term_of(terms.cursor[tally->count]), arena, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static int
run(struct tally *tally, trawl_error *err)
{
	struct tw_topk *topk = tally->collector->topk;
	float low = 0;
	int status = TRAWL_OK;

	if (topk->count < topk->depth && tally->collector->floor <= 0)
		status = guess(tally, &low, err);
	if (status == TRAWL_OK)
		status = pass(tally, 1, low, INFINITY, err);
	if (status == TRAWL_OK && low > 0 && !are_enough(topk, low))
		status = pass(tally, 1, 0, low, err);
	return status;
}

int
tw_tally_collect(struct tw_cursors terms, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *err)
{
	struct tally *tally = tw_cursor_alloc(arena, sizeof(*tally));

	if (!tally)
		return tw_no_memory(err);
	tally->collector = collector;
	tally->docs = collector->segment->info.docs;
	tally->count = 0;
	tally->all_admitted = tw_collector_admits_all(collector);
	int status = open_lists(tally, arena, terms, err);

	if (status == TRAWL_OK)
		status = run(tally, err);
	for (uint32_t i = 0; i < tally->count; i++)
		tw_tallied_close(&tally->lists[i]);
	return status;
}

/*
 * By the sieve a hit costs as much as some postings here: more where it is
 * sought among more articles, about as their square root.
 */
bool
tw_tally_pays(struct tw_cursors terms, const struct tw_collector *collector)
{
	uint32_t docs = collector->segment->info.docs;
	uint64_t depth = collector->topk->depth;
	uint64_t most = POSTINGS_ANYWAY +
		(uint64_t)((float)depth * sqrtf((float)docs));
	uint64_t postings = 0;

	if (collector->dated.order != TW_BY_SCORE || depth == 0)
		return false;
	for (uint32_t i = 0; i < terms.count; i++) {
		if (tw_term_of(terms.cursor[i])->weight < WEIGHT_LEAST)
			return false;
		postings += terms.cursor[i]->cost;
	}
	return postings >= docs / POSTINGS_SHARE &&
		postings + docs / ARTICLES_A_POSTING < most;
}
