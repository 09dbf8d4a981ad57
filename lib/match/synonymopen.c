/* synonymopen.c: what is asked of articles of several terms, and the lists. */
/* SPDX-License-Identifier: MIT */
#include "match/synonymsift.h"

#include <string.h>

#include "index/best.h"
#include "match/levels.h"
#include "match/single.h"
#include "match/term.h"

#define SCALE 96		/* units that a good article is about */
#define RATIO_LEAST 0.1f		/* less are not, either */
#define RATIO_GUESS 4.0f	/* of a good article, if none is stored */
#define SLACK 2e-3f		/* for what is rounded, of a ratio */

/* Of all groups those that sums alone may let pass: more if the lists tell
   which of their articles they have. */
#define GROUPS_SHARE 100
#define ARTICLES_SHARE 10

/* ------------------------------------------------------------------ */
/* What is asked for.                                                   */

static float
ratio_of(const struct tw_sift *sift, float score)
{
	float weight = sift->of->weight;

	return score < weight * (1 - 1 / TW_RATIO_MOST)
		? score / (weight - score) : TW_RATIO_MOST;
}

/* What must be reached, in units. */
static float
reach_of(const struct tw_sift *sift)
{
	return sift->least > 0 ? ratio_of(sift, sift->least) *
		sift->per_unit * (1 - SLACK) : 0;
}

/* By the shortest articles of each class of lengths. */
void
tw_sift_ask(struct tw_sift *sift)
{
	const float *norm = sift->of->bm25->norm;
	float freqs[TW_OFTEN_CLASSES];

	for (uint32_t i = 0; i < TW_OFTEN_CLASSES; i++) {
		uint32_t length = tw_often_length(&sift->often, i);

		if (length < sift->length)
			length = sift->length;
		freqs[i] = norm[length] / sift->per_unit;
	}
	sift->asked = sift->reach;
	tw_often_ask(&sift->often, sift->reach, freqs);
}

void
tw_sift_look(struct tw_sift *sift)
{
	float least = tw_topk_least_anywhere(sift->collector->topk,
		sift->collector->number);

	if (least < sift->collector->floor)
		least = sift->collector->floor;
	if (least == sift->least)
		return;
	sift->least = least;
	sift->reach = reach_of(sift);
}

/* ------------------------------------------------------------------ */
/* Lists.                                                               */

static void
look_at_length(struct tw_sift *sift, uint8_t length)
{
	sift->length = length < sift->length ? length : sift->length;
}

/*
 * The shortest article of a list, and that of all. The dictionary has it, but
 * not of the rarest terms, whose postings are all in the block.
 */
static int
look_at_lengths(struct tw_sift *sift, const struct tw_postings *postings,
	trawl_error *err)
{
	uint8_t shortest = postings->term.min_length;

	for (uint32_t i = 0; postings->term.df < TW_IMPACT_DF &&
		i < postings->block.count; i++) {
		uint8_t length;
		int status = tw_segment_length_byte(sift->of->segment,
			postings->term.field, postings->block.docs[i],
			&length, err);

		if (status != TRAWL_OK)
			return status;
		if (i == 0 || length < shortest)
			shortest = length;
	}
	look_at_length(sift, shortest);
	return TRAWL_OK;
}

static int
open_added(struct tw_sift *sift, const struct tw_term *term, trawl_error *err)
{
	struct tw_postings *postings = &sift->added[sift->added_count];
	int status = tw_postings_open(postings, sift->of->segment, term, err);

	if (status != TRAWL_OK)
		return status;
	sift->added_count++;
	status = tw_postings_next_block(postings, err);
	return status == TRAWL_OK ? look_at_lengths(sift, postings, err)
		: status == TRAWL_END ? TRAWL_OK : status;
}

/* Whether sums alone let too many groups pass: fewer if the lists do not tell
   which of their articles they have. */
static bool
are_many(const struct tw_sift *sift, bool has_bitmap)
{
	float reach = sift->least > 0 ? reach_of(sift) : SCALE / 2.0f;
	uint32_t least = reach < UINT8_MAX ? (uint32_t)reach : UINT8_MAX;
	uint64_t bits[TW_LEVELS_WINDOW / 64];
	uint32_t count = 0;

	for (uint32_t i = 0; i < sift->groups; i += TW_LEVELS_WINDOW)
		count += tw_levels_above(sift->sums + i, (uint8_t)least, bits);
	return count > sift->groups / (has_bitmap ? ARTICLES_SHARE
						  : GROUPS_SHARE);
}

/* The longest lists first, as long as their bounds say something. */
static int
bound_lists(struct tw_sift *sift, const struct tw_term **longs, uint32_t count,
	uint32_t *ret_bounded, trawl_error *err)
{
	uint8_t *before = tw_arena_alloc(sift->arena, sift->groups);

	if (!before)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count && i < TW_SIFT_BOUNDED; i++) {
		struct tw_bounded *list = &sift->bounded[i];
		int status = tw_bounded_open(list, sift->of->segment,
			longs[i], sift->of->bm25, err);

		if (status != TRAWL_OK)
			return status;
		sift->bounded_count++;
		look_at_length(sift, longs[i]->min_length);
		memcpy(before, sift->sums, sift->groups);
		tw_bounded_add(list, sift->per_unit, sift->sums);
		if (are_many(sift, list->has_bitmap)) {
			memcpy(sift->sums, before, sift->groups);
			tw_bounded_close(list);
			sift->bounded_count--;
			break;
		}
	}
	*ret_bounded = sift->bounded_count;
	return TRAWL_OK;
}

/* Those with bounds, the longest first, and those without behind them. */
static uint32_t
sort_terms(const struct tw_synonyms *of, const struct tw_term **ret)
{
	uint32_t longs = 0;
	uint32_t end = of->count;

	for (uint32_t i = 0; i < of->count; i++) {
		uint32_t j = longs;

		if (!of->terms[i].has_bounds) {
			ret[--end] = &of->terms[i];
			continue;
		}
		for (; j > 0 && ret[j - 1]->df < of->terms[i].df; j--)
			ret[j] = ret[j - 1];
		ret[j] = &of->terms[i];
		longs++;
	}
	return longs;
}

/*
 * The best stored of one of the lists score no less with the others; and what
 * they score says how wide a unit has to be.
 */
static int
raise_floor(struct tw_sift *sift, const struct tw_term **terms, uint32_t count,
	trawl_error *err)
{
	uint32_t depth = sift->collector->topk->depth;
	bool holds = tw_collector_is_plain(sift->collector) &&
		depth <= TW_BEST;
	float scale = sift->least > 0 ? ratio_of(sift, sift->least) : 0;

	for (uint32_t i = 0; i < count; i++) {
		struct tw_cursor *cursor;
		float floor;
		int status = tw_term_cursor(sift->arena, sift->of->segment,
			terms[i], sift->of->bm25, sift->of->weight, &cursor,
			err);

		if (status != TRAWL_OK)
			return status;
		status = tw_single_floor(tw_term_of(cursor),
			depth < TW_BEST ? depth : TW_BEST, &floor, err);
		tw_cursor_done(cursor);
		if (status != TRAWL_OK)
			return status;
		if (floor > 0 && ratio_of(sift, floor) > scale)
			scale = ratio_of(sift, floor);
		floor *= 1 - TW_SIFT_ROUNDING;
		if (holds && floor > sift->collector->floor)
			sift->collector->floor = floor;
	}
	if (scale <= 0)
		scale = RATIO_GUESS;
	sift->per_unit = SCALE / (scale > RATIO_LEAST ? scale : RATIO_LEAST);
	return TRAWL_OK;
}

int
tw_sift_open(struct tw_sift *sift, trawl_error *err)
{
	const struct tw_term **terms = tw_arena_alloc(sift->arena,
		sift->of->count * sizeof(*terms));
	uint32_t bounded = 0;

	if (!terms)
		return tw_no_memory(err);
	uint32_t longs = sort_terms(sift->of, terms);
	int status;

	tw_sift_look(sift);
	status = raise_floor(sift, terms, longs > 0 ? longs : 1, err);
	tw_sift_look(sift);
	if (status == TRAWL_OK)
		status = bound_lists(sift, terms, longs, &bounded, err);
	for (uint32_t i = bounded; i < sift->of->count && status == TRAWL_OK;
		i++)
		status = open_added(sift, terms[i], err);
	for (uint32_t i = 0; i < 256; i++)
		sift->per_freq[i] = sift->per_unit / sift->of->bm25->norm[i];
	sift->reach = reach_of(sift);
	tw_often_tops(sift->sums, sift->groups, sift->tops);
	tw_sift_ask(sift);
	return status;
}
