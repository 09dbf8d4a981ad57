/* single.c: the best articles of one term. */
/* SPDX-License-Identifier: MIT */
#include "match/single.h"

#include <math.h>

#include "index/best.h"
#include "match/count.h"
#include "match/guess.h"
#include "match/impact.h"
#include "match/pick.h"
#include "match/sieve.h"
#include "match/union.h"

/* The stored articles that live, best first as scores are now. */
struct stored {
	uint32_t count;
	float scores[TW_BEST];
	struct tw_best_posting postings[TW_BEST];
	uint8_t corners[TW_CORNER_SIZE * TW_BEST_CORNERS];
};

static float
score_of(const struct tw_term_cursor *term, uint32_t freq, uint8_t length)
{
	return tw_bm25_score(term->weight, freq, term->bm25->norm[length]);
}

static void
insert(struct stored *stored, const struct tw_best_posting *posting,
	float score)
{
	uint32_t i = stored->count++;

	for (; i > 0 && (stored->scores[i - 1] < score ||
		(stored->scores[i - 1] == score &&
		stored->postings[i - 1].doc > posting->doc)); i--) {
		stored->scores[i] = stored->scores[i - 1];
		stored->postings[i] = stored->postings[i - 1];
	}
	stored->scores[i] = score;
	stored->postings[i] = *posting;
}

static int
read_stored(struct tw_term_cursor *term, struct stored *ret, trawl_error *err)
{
	struct tw_best best;
	int status = tw_best_get(term->segment, &term->postings.term, &best,
		err);

	if (status != TRAWL_OK)
		return status;
	ret->count = 0;
	for (uint32_t i = 0; i < best.count; i++) {
		const struct tw_best_posting *posting = &best.postings[i];
		bool dead = false;

		if (term->segment->info.dead > 0)
			status = tw_segment_is_dead(term->segment,
				posting->doc, &dead, err);
		if (status != TRAWL_OK)
			return status;
		if (!dead)
			insert(ret, posting, score_of(term, posting->freq,
				posting->length));
	}
	memcpy(ret->corners, best.corners, sizeof(ret->corners));
	return TRAWL_OK;
}

static float
floor_of(const struct stored *stored, uint32_t depth)
{
	return depth > 0 && depth <= stored->count ? stored->scores[depth - 1]
						   : -INFINITY;
}

int
tw_single_floor(struct tw_term_cursor *term, uint32_t depth, float *ret,
	trawl_error *err)
{
	struct stored stored;

	*ret = -INFINITY;
	if (!tw_term_has_blocks(&term->postings.term) || depth > TW_BEST)
		return TRAWL_OK;
	int status = read_stored(term, &stored, err);
	if (status == TRAWL_OK)
		*ret = floor_of(&stored, depth);
	return status;
}

/* ------------------------------------------------------------------ */
/* The stored articles as an answer.                                    */

/*
 * Whether what lies under the corner and scores as the stored posting does
 * is alike in frequency and length, so that it comes later.
 */
static bool
is_alike(const struct tw_term_cursor *term,
	const struct tw_best_posting *posting, uint32_t freq, uint8_t length)
{
	float score = score_of(term, freq, length);

	return freq == posting->freq && length == posting->length &&
		(freq == 1 || score_of(term, freq - 1, length) < score) &&
		(length == UINT8_MAX ||
		score_of(term, freq, length + 1) < score);
}

/* Whether no other article of the list is among the best. */
static bool
suffices(const struct tw_term_cursor *term, const struct stored *stored,
	const struct tw_collector *collector)
{
	uint32_t depth = collector->topk->depth;
	float least = tw_collector_least(collector);
	float worst = floor_of(stored, depth);

	for (uint32_t i = 0; i < TW_BEST_CORNERS; i++) {
		const uint8_t *corner = stored->corners + TW_CORNER_SIZE * i;

		/* The last one is repeated to the end. */
		if (i > 0 && memcmp(corner, corner - TW_CORNER_SIZE,
			TW_CORNER_SIZE) == 0)
			break;
		uint32_t freq = tw_freq_decode(corner[0]);
		float score = score_of(term, freq, corner[1]);

		if (score < least || score < worst)
			continue;
		if (score > worst || !is_alike(term,
			&stored->postings[depth - 1], freq, corner[1]))
			return false;
	}
	return true;
}

static int
keep_stored(const struct stored *stored, struct tw_collector *collector,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < stored->count && status == TRAWL_OK; i++)
		status = tw_collector_keep(collector, stored->postings[i].doc,
			stored->scores[i], err);
	return status;
}

/* ------------------------------------------------------------------ */
/* The blocks.                                                          */

/* What can be in the range. */
static int
collect_blocks(struct tw_term_cursor *term, const struct tw_impacts *impacts,
	struct tw_collector *collector, struct tw_range range, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t n = 0; n < impacts->count && status == TRAWL_OK; n++) {
		if (tw_bound(impacts->bound[n], 1) <
			tw_range_least(range, collector))
			continue;
		status = tw_postings_go_to_block(&term->postings, n, err);
		if (status == TRAWL_OK)
			status = tw_pick_block(term, collector, range, err);
	}
	return status;
}

static bool
are_enough(struct tw_topk *topk, float least)
{
	tw_topk_settle(topk);
	return topk->count == topk->depth && topk->worst.score >= least;
}

/* `floor` is not above what the last article that is kept scores. */
static int
search_blocks(struct tw_term_cursor *term, struct tw_collector *collector,
	float floor, trawl_error *err)
{
	struct tw_arena arena = {0};
	struct tw_impacts impacts;
	struct tw_range range = {floor, INFINITY};
	int status = tw_impacts_read(&arena, term, &impacts, err);

	if (status == TRAWL_OK && floor == -INFINITY &&
		tw_collector_is_plain(collector))
		status = tw_guess_least(term, &impacts,
			collector->topk->depth, &range.low, err);
	if (status == TRAWL_OK)
		status = collect_blocks(term, &impacts, collector, range, err);
	if (status == TRAWL_OK && range.low > floor &&
		!are_enough(collector->topk, range.low))
		status = collect_blocks(term, &impacts, collector,
			(struct tw_range){floor, range.low}, err);
	tw_arena_done(&arena);
	return status;
}

/* Of articles with few between them groups tell more than blocks. */
#define FEW 32			/* of all is one */

static bool
is_to_sift(struct tw_cursors one, const struct tw_collector *collector)
{
	return collector->only && collector->only_count <
		collector->segment->info.docs / FEW &&
		tw_sieve_pays(one, collector);
}

static int
sift(struct tw_cursors one, struct tw_collector *collector, trawl_error *err)
{
	struct tw_arena arena = {0};
	int status = tw_sieve_collect(one, collector, &arena, err);

	if (status == TRAWL_OK && collector->counting)
		status = tw_count_union(one, collector, err);
	tw_arena_done(&arena);
	return status;
}

int
tw_single_filter(struct tw_term_cursor *term, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_cursor *cursor = &term->cursor;
	struct tw_cursors one = {&cursor, 1};

	if (!collector->counting)
		tw_collector_skip(collector);
	if (is_to_sift(one, collector))
		return sift(one, collector, err);
	if (collector->counting)
		return tw_union_collect(one, collector, err);
	return search_blocks(term, collector, -INFINITY, err);
}

int
tw_single_collect(struct tw_term_cursor *term,
	struct tw_collector *collector, trawl_error *err)
{
	const struct tw_term *entry = &term->postings.term;
	struct stored stored = {0};
	int status = TRAWL_OK;

	if (entry->dead > entry->df)
		return TW_CORRUPT(err, "term %u: more dead articles than it "
			"has", entry->ordinal);
	if (tw_term_has_blocks(entry))
		status = read_stored(term, &stored, err);
	if (status != TRAWL_OK)
		return status;
	if (tw_term_has_blocks(entry) && suffices(term, &stored, collector))
		status = keep_stored(&stored, collector, err);
	else
		status = search_blocks(term, collector,
			floor_of(&stored, collector->topk->depth), err);
	if (status == TRAWL_OK)
		collector->total += entry->df - entry->dead;
	return status;
}
