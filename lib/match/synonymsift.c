/* synonymsift.c: the best articles of several terms read as one word. */
/* SPDX-License-Identifier: MIT */
#include "match/synonyms.h"

#include <string.h>

#include "index/best.h"
#include "match/bounded.h"
#include "match/groupsums.h"
#include "match/often.h"
#include "match/single.h"
#include "match/span.h"
#include "match/term.h"

/*
 * An article scores weight * x / (x + 1) for x = freq / norm, where freq is
 * the sum of what the lists have, and the norm is of its length. So it is x
 * that is bounded, as it adds up and the score grows with it.
 *
 * The longest lists have bounds in the file for groups of 16 articles, as
 * v = x / (x + 1), so x is v / (1 - v). Their sums are taken in units, a byte
 * a group, of as many lists as leave most groups below what is asked for. The
 * frequencies of all other lists are added up, span by span, a byte an
 * article, so that reading their postings in their order is all there is to
 * do for them. What a group's sum lacks, an article has to have by these, if
 * it were as short as any. Those that do are looked at one by one: bounded by
 * what lists may give an article of its length, then scored.
 *
 *   sums of groups       90                0          least: x of 96 units
 *   freqs of articles    0 0 1 0 2 0 ...   0 1 9 0 ...
 *   enough                       ^              ^
 */
#define SPAN_GROUPS (TW_SPAN / TW_OFTEN_GROUP)
#define SCALE 96		/* units that a good article is about */
#define RATIO_LEAST 0.1f		/* less are not, either */
#define RATIO_GUESS 4.0f	/* of a good article, if none is stored */
#define SLACK 2e-3f		/* for what is rounded, of a ratio */
#define ROUNDING 1e-6f		/* of a score */
#define GROUPS_SHARE 100
#define BOUNDED_MAX 16

struct sift {
	struct tw_span_freqs span;
	uint8_t least_freq[256];	/* that a group of each sum asks for */
	uint32_t per_freq[256];		/* 1/256 units of one, by length */
	uint32_t lacking[256];		/* that a sum lacks, in the same */

	const struct tw_synonyms *of;
	struct tw_collector *collector;
	struct tw_arena *arena;
	struct tw_postings *added;	/* lists that are added up */
	uint32_t added_count;
	struct tw_bounded *bounded;
	uint32_t bounded_count;
	uint32_t groups;	/* a multiple of those of a span */
	uint8_t *sums;
	float norm;		/* no article has a smaller one */
	float per_unit;		/* units of a ratio of 1 */
	float least;		/* of the collector */
};

/* ------------------------------------------------------------------ */
/* What is asked for.                                                   */

static float
ratio_of(const struct sift *sift, float score)
{
	float weight = sift->of->weight;

	return score < weight * (1 - 1 / TW_RATIO_MOST)
		? score / (weight - score) : TW_RATIO_MOST;
}

/* What must be reached, in units. */
static float
reach_of(const struct sift *sift)
{
	return sift->least > 0 ? ratio_of(sift, sift->least) *
		sift->per_unit * (1 - SLACK) : 0;
}

static uint8_t
round_up(float freq)
{
	if (!(freq > 0))
		return 0;
	if (freq > UINT8_MAX - 1)
		return UINT8_MAX;
	return (uint8_t)((uint32_t)freq + ((float)(uint32_t)freq < freq));
}

/* Sums of 255 may be any. Where nothing is asked for, all articles do. */
static void
make_least_freqs(struct sift *sift)
{
	float reach = reach_of(sift);
	float freqs_per_unit = sift->norm / sift->per_unit;

	for (uint32_t i = 0; i < UINT8_MAX; i++) {
		float lacking = reach - (float)i;

		sift->least_freq[i] = round_up(lacking * freqs_per_unit);
		sift->lacking[i] = lacking > 0 ? (uint32_t)(256 * lacking) : 0;
	}
	sift->lacking[UINT8_MAX] = 0;
	sift->least_freq[UINT8_MAX] = 0;
	if (sift->least_freq[0] == 0)
		sift->least_freq[0] = 1;
}

static void
look_at_least(struct sift *sift)
{
	float least = tw_topk_least_anywhere(sift->collector->topk,
		sift->collector->number);

	if (least < sift->collector->floor)
		least = sift->collector->floor;
	if (least == sift->least)
		return;
	sift->least = least;
	make_least_freqs(sift);
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

/* Rounded, a score may be less than that of a lower frequency. */
static bool
may_do(const struct sift *sift, uint32_t freq, float norm)
{
	return tw_bm25_score(sift->of->weight, freq, norm) * (1 + ROUNDING) >=
		sift->least;
}

static int
keep(struct sift *sift, uint32_t doc, float score, trawl_error *err)
{
	bool admitted = false;
	int status = tw_collector_admits(sift->collector, doc, &admitted, err);

	if (status != TRAWL_OK || !admitted)
		return status;
	status = tw_collector_keep(sift->collector, doc, score, err);
	look_at_least(sift);
	return status;
}

/* Bounds become frequencies, list by list, as long as it may do. */
static int
score(struct sift *sift, struct tw_given *given, uint32_t doc,
	uint32_t freq, float norm, trawl_error *err)
{
	uint32_t bit = doc % TW_OFTEN_GROUP;

	for (uint32_t i = 0; i < sift->bounded_count; i++)
		if (given[i].bits >> bit & 1)
			freq += tw_freq_most(given[i].ratio, norm);
	for (uint32_t i = 0; i < sift->bounded_count; i++) {
		uint32_t found;

		if (!may_do(sift, freq, norm))
			return TRAWL_OK;
		if (!(given[i].bits >> bit & 1))
			continue;
		int status = tw_bounded_freq(&sift->bounded[i],
			&given[i], doc, &found, err);
		if (status != TRAWL_OK)
			return status;
		freq -= tw_freq_most(given[i].ratio, norm) - found;
	}
	if (freq == 0 || !may_do(sift, freq, norm))
		return TRAWL_OK;
	return keep(sift, doc, tw_bm25_score(sift->of->weight, freq, norm),
		err);
}

/* ------------------------------------------------------------------ */
/* Spans.                                                               */

_Static_assert(TW_RECORD_PAYLOAD % TW_OFTEN_GROUP == 0,
	"the lengths of a group are in one record");

static int
lengths_of(struct sift *sift, uint32_t doc, const uint8_t **ret,
	trawl_error *err)
{
	enum tw_index_field field = sift->of->terms->field;
	const struct tw_stream *stream = &sift->of->segment->stream[
		field == TW_FIELD_ALL ? TW_STREAM_LENGTH_BYTES
				      : TW_STREAM_TITLE_BYTES];
	uint8_t length;
	int status = tw_segment_length_byte(sift->of->segment, field, doc,
		&length, err);

	if (status == TRAWL_OK)
		*ret = stream->records[doc / TW_RECORD_PAYLOAD] +
			doc % TW_RECORD_PAYLOAD;
	return status;
}

/* Of a group's articles those whose bits are set, if they are short enough. */
static int
score_group(struct sift *sift, uint32_t base, uint32_t at, uint32_t bits,
	trawl_error *err)
{
	uint32_t first = base + at;
	uint32_t lacking = sift->lacking[sift->sums[first / TW_OFTEN_GROUP]];
	struct tw_given given[BOUNDED_MAX];
	bool is_given = false;
	const uint8_t *lengths;
	int status = lengths_of(sift, first, &lengths, err);

	for (; bits && status == TRAWL_OK; bits &= bits - 1) {
		uint32_t i = (uint32_t)__builtin_ctz(bits);
		uint32_t freq = tw_span_freq(&sift->span, at + i);

		if (first + i >= sift->of->segment->info.docs)
			return TRAWL_OK;
		if ((uint64_t)freq * sift->per_freq[lengths[i]] < lacking)
			continue;
		for (uint32_t n = 0; !is_given && n < sift->bounded_count; n++)
			tw_bounded_look(&sift->bounded[n], first, &given[n]);
		is_given = true;
		status = score(sift, given, first + i, freq,
			sift->of->bm25->norm[lengths[i]], err);
	}
	return status;
}

static int
score_span(struct sift *sift, uint32_t base, trawl_error *err)
{
	const uint8_t *sums = sift->sums + base / TW_OFTEN_GROUP;

	for (uint32_t i = 0; i < SPAN_GROUPS; i += TW_OFTEN_GROUPS) {
		uint16_t bits[TW_OFTEN_GROUPS];
		uint64_t left = tw_often_enough(sift->span.freqs +
			TW_OFTEN_GROUP * i, sums + i, sift->least_freq, bits);

		for (; left; left &= left - 1) {
			uint32_t n = (uint32_t)__builtin_ctzll(left);
			int status = score_group(sift, base,
				(i + n) * TW_OFTEN_GROUP, bits[n], err);

			if (status != TRAWL_OK)
				return status;
		}
	}
	return TRAWL_OK;
}

static int
sift_spans(struct sift *sift, trawl_error *err)
{
	for (uint32_t group = 0; group < sift->groups; group += SPAN_GROUPS) {
		uint32_t base = group * TW_OFTEN_GROUP;

		tw_span_clear(&sift->span);
		for (uint32_t i = 0; i < sift->added_count; i++) {
			if (sift->added[i].doc - base >= TW_SPAN)
				continue;
			int status = tw_span_add(&sift->span,
				&sift->added[i], base, err);
			if (status != TRAWL_OK)
				return status;
		}
		int status = score_span(sift, base, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Lists.                                                               */

static void
look_at_length(struct sift *sift, uint8_t length)
{
	float norm = sift->of->bm25->norm[length];

	sift->norm = norm < sift->norm ? norm : sift->norm;
}

/*
 * The shortest article of a list, and that of all. The dictionary has it, but
 * not of the rarest terms, whose postings are all in the block.
 */
static int
look_at_lengths(struct sift *sift, const struct tw_postings *postings,
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
open_added(struct sift *sift, const struct tw_term *term, trawl_error *err)
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

/* Whether sums alone let too many groups pass. */
static bool
are_many(const struct sift *sift)
{
	float reach = sift->least > 0 ? reach_of(sift) : SCALE / 2.0f;
	uint32_t least = reach < UINT8_MAX ? (uint32_t)reach : UINT8_MAX;
	uint32_t count = 0;

	for (uint32_t i = 0; i < sift->groups; i += 64)
		count += (uint32_t)__builtin_popcountll(tw_groupsums_above(
			sift->sums + i, (uint8_t)least));
	return count > sift->groups / GROUPS_SHARE;
}

/* The longest lists first, as long as their bounds say something. */
static int
bound_lists(struct sift *sift, const struct tw_term **longs, uint32_t count,
	uint32_t *ret_bounded, trawl_error *err)
{
	uint8_t *before = tw_arena_alloc(sift->arena, sift->groups);

	if (!before)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count && i < BOUNDED_MAX; i++) {
		struct tw_bounded *list = &sift->bounded[i];
		int status = tw_bounded_open(list, sift->of->segment,
			longs[i], sift->of->bm25, err);

		if (status != TRAWL_OK)
			return status;
		sift->bounded_count++;
		look_at_length(sift, longs[i]->min_length);
		memcpy(before, sift->sums, sift->groups);
		tw_bounded_add(list, sift->per_unit, sift->sums);
		if (are_many(sift)) {
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
raise_floor(struct sift *sift, const struct tw_term **terms, uint32_t count,
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
		floor *= 1 - ROUNDING;
		if (holds && floor > sift->collector->floor)
			sift->collector->floor = floor;
	}
	if (scale <= 0)
		scale = RATIO_GUESS;
	sift->per_unit = SCALE / (scale > RATIO_LEAST ? scale : RATIO_LEAST);
	return TRAWL_OK;
}

static int
open_lists(struct sift *sift, trawl_error *err)
{
	const struct tw_term **terms = tw_arena_alloc(sift->arena,
		sift->of->count * sizeof(*terms));
	uint32_t bounded = 0;

	if (!terms)
		return tw_no_memory(err);
	uint32_t longs = sort_terms(sift->of, terms);
	int status;

	look_at_least(sift);
	status = raise_floor(sift, terms, longs > 0 ? longs : 1, err);
	look_at_least(sift);
	if (status == TRAWL_OK)
		status = bound_lists(sift, terms, longs, &bounded, err);
	for (uint32_t i = bounded; i < sift->of->count && status == TRAWL_OK;
		i++)
		status = open_added(sift, terms[i], err);
	for (uint32_t i = 0; i < 256; i++)
		sift->per_freq[i] = (uint32_t)(256 * sift->per_unit /
			sift->of->bm25->norm[i]) + 1;
	make_least_freqs(sift);
	return status;
}

/* One piece of memory, so that the next search is given the same again. */
static bool
make_room(struct tw_arena *arena, const struct tw_synonyms *of,
	uint32_t groups)
{
	size_t bytes = sizeof(struct sift) + 2 * (size_t)groups +
		of->count * (sizeof(struct tw_postings) +
		sizeof(struct tw_term_cursor) + 2 * sizeof(void *)) +
		BOUNDED_MAX * sizeof(struct tw_bounded) + 4096;

	if (!tw_arena_alloc(arena, bytes))
		return false;
	tw_arena_reset(arena);
	return true;
}

static struct sift *
new_sift(const struct tw_synonyms *of, struct tw_collector *collector,
	struct tw_arena *arena)
{
	uint32_t spans = (of->segment->info.docs - 1) / TW_SPAN + 1;
	uint32_t groups = spans * SPAN_GROUPS;
	struct sift *sift = make_room(arena, of, groups)
		? tw_cursor_alloc(arena, sizeof(*sift)) : NULL;

	if (!sift)
		return NULL;
	sift->of = of;
	sift->collector = collector;
	sift->arena = arena;
	sift->added_count = 0;
	sift->bounded_count = 0;
	sift->groups = groups;
	sift->norm = of->bm25->norm[UINT8_MAX];
	sift->per_unit = 1;
	sift->least = 0;
	sift->sums = tw_arena_zeroed(arena, sift->groups, 1);
	sift->added = tw_cursor_alloc(arena,
		of->count * sizeof(*sift->added));
	sift->bounded = tw_cursor_alloc(arena,
		BOUNDED_MAX * sizeof(*sift->bounded));
	return sift->sums && sift->added && sift->bounded ? sift : NULL;
}

int
tw_synonyms_sift(const struct tw_synonyms *of, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_arena arena = {0};
	struct sift *sift = new_sift(of, collector, &arena);
	int status = sift ? open_lists(sift, err) : tw_no_memory(err);

	if (status == TRAWL_OK)
		status = sift_spans(sift, err);
	for (uint32_t i = 0; sift && i < sift->added_count; i++)
		tw_postings_close(&sift->added[i]);
	for (uint32_t i = 0; sift && i < sift->bounded_count; i++)
		tw_bounded_close(&sift->bounded[i]);
	tw_arena_done(&arena);
	return status;
}
