/* synonymsift.c: the best articles of several terms read as one word. */
/* SPDX-License-Identifier: MIT */
#include "match/synonymsift.h"

#include <string.h>

#include "index/length.h"
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
 * do for them. What a group's sum lacks, an article of some length has to have
 * by these; of the articles that do, those that have it by the lists they are
 * in, as bitmaps tell. The few that are left are bounded by whole frequencies,
 * then scored.
 *
 *   sums of groups       90                0          least: x of 96 units
 *   freqs of articles    0 0 1 0 2 0 ...   0 1 9 0 ...
 *   lengths              s l l s s l       s s l l    short, long
 *   enough                       ^              ^
 */
#define REACH_STEP 0.5f		/* units; less is not asked for anew */
#define AVERAGE_CLASS 10	/* of lengths, that of the average */

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

static bool
may_do(const struct tw_sift *sift, uint32_t freq, float norm)
{
	return (float)freq * sift->per_unit >= sift->reach * norm;
}

static int
keep(struct tw_sift *sift, uint32_t doc, float score, trawl_error *err)
{
	bool admitted = false;
	int status = tw_collector_admits(sift->collector, doc, &admitted, err);

	if (status != TRAWL_OK || !admitted)
		return status;
	status = tw_collector_keep(sift->collector, doc, score, err);
	tw_sift_look(sift);
	return status;
}

/* Bounds become frequencies, list by list, as long as it may do. */
static int
score(struct tw_sift *sift, struct tw_given *given, uint32_t doc,
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

/* Of a group's articles those whose bits are set, if they are short enough. */
static int
score_group(struct tw_sift *sift, uint32_t base, uint32_t at, uint32_t bits,
	const uint8_t lengths[TW_OFTEN_GROUP], trawl_error *err)
{
	uint32_t first = base + at;
	uint8_t sum = sift->sums[first / TW_OFTEN_GROUP];
	struct tw_given given[TW_SIFT_BOUNDED];
	bool is_given = false;
	int status = TRAWL_OK;

	for (; bits && status == TRAWL_OK; bits &= bits - 1) {
		uint32_t i = (uint32_t)__builtin_ctz(bits);
		uint32_t freq = tw_span_freq(&sift->span, at + i);

		if (first + i >= sift->of->segment->info.docs)
			return TRAWL_OK;
		if (sum < UINT8_MAX && (float)freq *
			sift->per_freq[lengths[i]] + (float)sum < sift->reach)
			continue;
		for (uint32_t n = 0; !is_given && n < sift->bounded_count; n++)
			tw_bounded_look(&sift->bounded[n], first, &given[n]);
		is_given = true;
		status = score(sift, given, first + i, freq,
			sift->of->bm25->norm[lengths[i]], err);
	}
	return status;
}

/* By what the lists give each article, if there are some to tell apart. */
static uint32_t
narrow(struct tw_sift *sift, const struct tw_often_span *span, uint32_t base,
	uint32_t at, uint32_t count)
{
	struct tw_often_list list[TW_SIFT_BOUNDED];
	struct tw_often_lists lists = {list, sift->bounded_count};

	if (count == 0 || sift->bounded_count == 0)
		return count;
	for (uint32_t i = 0; i < sift->bounded_count; i++) {
		if (!sift->has_entered)
			sift->entered[i] = tw_bounded_enter(&sift->bounded[i],
				sift->per_unit, base, &sift->spans[i]);
		list[i].bits = sift->entered[i].bits + at / 8;
		list[i].units = sift->entered[i].units + at / TW_OFTEN_GROUP;
	}
	sift->has_entered = true;
	return tw_often_narrow(&sift->often, span, &lists, sift->found, count);
}

/* Chunks of the span from `at` on, by the lengths of their articles. */
static int
score_chunks(struct tw_sift *sift, uint32_t base, uint32_t at, uint32_t chunks,
	const uint8_t *lengths, trawl_error *err)
{
	struct tw_often_span span = {
		.freqs = sift->span.freqs + at,
		.lengths = lengths,
		.sums = sift->sums + (base + at) / TW_OFTEN_GROUP,
		.tops = sift->tops + (base + at) / TW_OFTEN_CHUNK,
		.chunks = chunks,
	};
	uint32_t count = tw_often_enough(&sift->often, &span, sift->found);
	int status = TRAWL_OK;

	count = narrow(sift, &span, base, at, count);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		uint32_t in = TW_OFTEN_GROUP * sift->found[i].group;

		status = score_group(sift, base, at + in,
			sift->found[i].bits, lengths + in, err);
	}
	return status;
}

/* One that lies in two records, or is the last. */
static int
copy_lengths(struct tw_sift *sift, uint32_t first, uint32_t end,
	uint8_t copied[TW_OFTEN_CHUNK], trawl_error *err)
{
	int status = TRAWL_OK;

	memset(copied, 0, TW_OFTEN_CHUNK);
	for (uint32_t doc = first; doc < end && status == TRAWL_OK; doc++)
		status = tw_segment_length_byte(sift->of->segment,
			sift->of->terms->field, doc, &copied[doc - first],
			err);
	return status;
}

/* As many chunks at once as have their lengths in one record. */
static int
score_some(struct tw_sift *sift, uint32_t base, uint32_t at, uint32_t *ret_end,
	trawl_error *err)
{
	uint32_t docs = sift->of->segment->info.docs;
	uint32_t first = base + at;
	uint32_t left = TW_RECORD_PAYLOAD - first % TW_RECORD_PAYLOAD;
	uint32_t span = docs - base < TW_SPAN ? docs - base : TW_SPAN;
	uint32_t chunks = (left < span - at ? left : span - at) /
		TW_OFTEN_CHUNK;
	uint8_t copied[TW_OFTEN_CHUNK];
	const uint8_t *lengths = copied;
	int status;

	if (chunks > 0) {
		status = tw_segment_length_bytes(sift->of->segment,
			sift->of->terms->field, first,
			first + chunks * TW_OFTEN_CHUNK - 1, &lengths, err);
	} else {
		chunks = 1;
		status = copy_lengths(sift, first,
			span - at < TW_OFTEN_CHUNK ? docs
						   : first + TW_OFTEN_CHUNK,
			copied, err);
	}
	*ret_end = at + chunks * TW_OFTEN_CHUNK;
	return status == TRAWL_OK
		? score_chunks(sift, base, at, chunks, lengths, err) : status;
}

static int
score_span(struct tw_sift *sift, uint32_t base, trawl_error *err)
{
	uint32_t docs = sift->of->segment->info.docs;
	int status = TRAWL_OK;

	if (sift->asked + REACH_STEP < sift->reach)
		tw_sift_ask(sift);
	sift->has_entered = false;
	for (uint32_t at = 0; at < TW_SPAN && base + at < docs &&
		status == TRAWL_OK;)
		status = score_some(sift, base, at, &at, err);
	return status;
}

static int
sift_spans(struct tw_sift *sift, trawl_error *err)
{
	for (uint32_t group = 0; group < sift->groups;
		group += TW_SIFT_GROUPS) {
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

/* One piece of memory, so that the next search is given the same again. */
static bool
make_room(struct tw_arena *arena, const struct tw_synonyms *of,
	uint32_t groups)
{
	size_t bytes = sizeof(struct tw_sift) + 3 * (size_t)groups +
		of->count * (sizeof(struct tw_postings) +
		sizeof(struct tw_term_cursor) + 2 * sizeof(void *)) +
		TW_SIFT_BOUNDED * (sizeof(struct tw_bounded) +
		sizeof(struct tw_bounded_span)) + 4096;

	if (!tw_arena_alloc(arena, bytes))
		return false;
	tw_arena_reset(arena);
	return true;
}

/* Classes of lengths about the average. */
static uint8_t
shortest_of(const struct tw_bm25 *bm25)
{
	uint32_t average = tw_length_encode((uint32_t)bm25->average);
	uint32_t below = 2 * AVERAGE_CLASS;
	uint32_t most = UINT8_MAX - 2 * TW_OFTEN_CLASSES;

	average = average > below ? average : below;
	return (uint8_t)(average - below < most ? average - below : most);
}

static struct tw_sift *
new_sift(const struct tw_synonyms *of, struct tw_collector *collector,
	struct tw_arena *arena)
{
	uint32_t spans = (of->segment->info.docs - 1) / TW_SPAN + 1;
	uint32_t groups = spans * TW_SIFT_GROUPS;
	struct tw_sift *sift = make_room(arena, of, groups)
		? tw_cursor_alloc(arena, sizeof(*sift)) : NULL;

	if (!sift)
		return NULL;
	sift->of = of;
	sift->collector = collector;
	sift->arena = arena;
	sift->added_count = 0;
	sift->bounded_count = 0;
	sift->groups = groups;
	sift->length = UINT8_MAX;
	sift->per_unit = 1;
	sift->least = 0;
	sift->reach = 0;
	sift->often.shortest = shortest_of(of->bm25);
	sift->sums = tw_arena_zeroed(arena, sift->groups, 1);
	sift->tops = tw_arena_alloc(arena, sift->groups / TW_OFTEN_GROUPS);
	sift->added = tw_cursor_alloc(arena,
		of->count * sizeof(*sift->added));
	sift->bounded = tw_cursor_alloc(arena,
		TW_SIFT_BOUNDED * sizeof(*sift->bounded));
	sift->spans = tw_arena_alloc(arena, TW_SIFT_BOUNDED *
		sizeof(*sift->spans));
	return sift->sums && sift->tops && sift->added && sift->bounded &&
		sift->spans ? sift : NULL;
}

int
tw_synonyms_sift(const struct tw_synonyms *of, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_arena arena = {0};
	struct tw_sift *sift = new_sift(of, collector, &arena);
	int status = sift ? tw_sift_open(sift, err) : tw_no_memory(err);

	if (status == TRAWL_OK)
		status = sift_spans(sift, err);
	for (uint32_t i = 0; sift && i < sift->added_count; i++)
		tw_postings_close(&sift->added[i]);
	for (uint32_t i = 0; sift && i < sift->bounded_count; i++)
		tw_bounded_close(&sift->bounded[i]);
	tw_arena_done(&arena);
	return status;
}
