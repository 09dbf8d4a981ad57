/* pick.c: picks the good articles out of a term's block. */
/* SPDX-License-Identifier: MIT */
#include "match/pick.h"

#include <math.h>

#include "base/numbers.h"
#include "match/impact.h"

/*
 * To score an article takes its length, from another place in memory. Most
 * articles have the term too seldom for any of the lengths that a good one
 * may have, and are passed over by their frequency.
 */
#define OFTEN 4			/* few articles have a term so often */

static int
keep_admitted(struct tw_collector *collector, uint32_t doc, float score,
	trawl_error *err)
{
	bool admitted;
	int status = tw_collector_admits(collector, doc, &admitted, err);

	if (status != TRAWL_OK || !admitted)
		return status;
	return tw_collector_keep(collector, doc, score, err);
}

static inline uint64_t
first_bits(uint32_t count)
{
	return count < 64 ? (UINT64_C(1) << count) - 1 : UINT64_MAX;
}

/* Of the corners under which an article is good enough the shortest length. */
static int
least_norm(struct tw_term_cursor *term, float least, float *ret,
	trawl_error *err)
{
	const struct tw_term *entry = &term->postings.term;
	const float *norm = term->bm25->norm;
	const uint8_t *p;

	*ret = norm[entry->min_length];
	if (!tw_term_has_blocks(entry))
		return TRAWL_OK;
	int status = tw_stream_get(&term->segment->stream[TW_STREAM_BLOCKS],
		entry->blocks + (uint64_t)term->postings.number *
			TW_BLOCK_ENTRY, TW_BLOCK_ENTRY, &p, err);
	if (status != TRAWL_OK)
		return status;
	*ret = INFINITY;
	p += TW_BLOCK_CORNERS_AT;
	for (int i = 0; i < TW_BLOCK_CORNERS; i++, p += TW_CORNER_SIZE) {
		float most = tw_bm25_score(term->weight,
			tw_freq_decode(p[0]), norm[p[1]]);

		if (most >= least && norm[p[1]] < *ret)
			*ret = norm[p[1]];
	}
	return TRAWL_OK;
}

/*
 * A frequency that a score of `least` > 0 takes with this norm or a greater
 * one: weight * freq / (freq + norm) >= least, but for rounding.
 */
static uint32_t
least_freq(float weight, float norm, float least)
{
	float freq = least * norm / (weight - least) * 0.999f;

	return least < weight && freq < 0x1p31f ? (uint32_t)freq
						  : INT32_MAX;
}

static int
pick_one(struct tw_term_cursor *term, struct tw_collector *collector,
	struct tw_range range, uint32_t i, trawl_error *err)
{
	const struct tw_block *block = &term->postings.block;
	uint8_t length;
	int status = tw_segment_length_byte(term->segment, term->field,
		block->docs[i], &length, err);

	if (status != TRAWL_OK)
		return status;
	float score = tw_bm25_score(term->weight, block->freqs[i],
		term->bm25->norm[length]);
	if (score < tw_range_least(range, collector) || score >= range.high)
		return TRAWL_OK;
	return keep_admitted(collector, block->docs[i], score, err);
}

static int
pick_of_all(struct tw_term_cursor *term, struct tw_collector *collector,
	struct tw_range range, trawl_error *err)
{
	const struct tw_block *block = &term->postings.block;
	float least = tw_range_least(range, collector);
	float scores[TW_BLOCK] __attribute__((aligned(32)));
	int status = tw_term_scores(term, 0, block->count, scores, err);

	for (uint32_t base = 0; base < block->count; base += 64) {
		uint64_t bits = first_bits(block->count - base) &
			tw_scores_above(scores + base, least);

		for (; status == TRAWL_OK && bits; bits &= bits - 1) {
			uint32_t i = base + (uint32_t)__builtin_ctzll(bits);

			if (scores[i] < least || scores[i] >= range.high)
				continue;
			status = keep_admitted(collector, block->docs[i],
				scores[i], err);
			least = tw_range_least(range, collector);
		}
	}
	return status;
}

static int
pick_of_hopeful(struct tw_term_cursor *term, struct tw_collector *collector,
	struct tw_range range, uint32_t freq, trawl_error *err)
{
	const struct tw_block *block = &term->postings.block;
	int status = TRAWL_OK;

	if (!term->postings.has_freqs)
		tw_postings_unpack_freqs(&term->postings);
	for (uint32_t base = 0; base < block->count; base += 64) {
		uint64_t bits = first_bits(block->count - base) &
			tw_numbers_above(block->freqs + base, freq);

		for (; status == TRAWL_OK && bits; bits &= bits - 1)
			status = pick_one(term, collector, range, base +
				(uint32_t)__builtin_ctzll(bits), err);
	}
	return status;
}

int
tw_pick_block(struct tw_term_cursor *term, struct tw_collector *collector,
	struct tw_range range, trawl_error *err)
{
	float least = tw_range_least(range, collector);
	uint32_t freq = 0;

	if (least > 0) {
		float norm;
		int status = least_norm(term, least, &norm, err);

		if (status != TRAWL_OK)
			return status;
		freq = least_freq(term->weight, norm, least);
	}
	return freq < OFTEN
		? pick_of_all(term, collector, range, err)
		: pick_of_hopeful(term, collector, range, freq, err);
}
