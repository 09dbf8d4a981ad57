/* guess.c: what the last of many articles of one term may score. */
/* SPDX-License-Identifier: MIT */
#include "match/guess.h"

#include <math.h>

/*
 * With more blocks than articles are wanted, nearly every one of the best is
 * alone in its block, and bounds are close to what they bound: so many bounds
 * are passed by the last. With fewer, some blocks are read, evenly apart, and
 * stand for all.
 */
#define STEPS 1024
#define FEW_BLOCKS 8		/* it does not pay for so few */
#define SAMPLE_SHARE 4		/* nor to read a greater share of them */

/* Scores, counted by STEPS steps from 0 to the weight. */
struct histogram {
	float scale;
	uint32_t counts[STEPS + 1];
};

static void
histogram_init(struct histogram *histogram, float weight)
{
	*histogram = (struct histogram){.scale = STEPS / weight};
}

static void
count(struct histogram *histogram, const float *scores, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		histogram->counts[
			(uint32_t)(scores[i] * histogram->scale)]++;
}

/* The step that the best `rank` are not below. */
static float
score_at(const struct histogram *histogram, uint32_t rank)
{
	uint32_t step = STEPS + 1;
	uint32_t seen = 0;

	while (step > 0 && seen < rank)
		seen += histogram->counts[--step];
	return (float)step / histogram->scale;
}

static int
sample(struct tw_term_cursor *term, uint32_t blocks, uint32_t apart,
	struct histogram *histogram, trawl_error *err)
{
	float scores[TW_BLOCK] __attribute__((aligned(32)));
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < blocks && status == TRAWL_OK; i++) {
		uint32_t in_block;

		status = tw_postings_go_to_block(&term->postings,
			i * apart + apart / 2, err);
		in_block = term->postings.block.count;
		if (status == TRAWL_OK)
			status = tw_term_scores(term, 0, in_block, scores,
				err);
		if (status == TRAWL_OK)
			count(histogram, scores, in_block);
	}
	return status;
}

/* What a rank of this mean hardly ever exceeds: a few deviations more. */
static uint32_t
likely_rank(float mean)
{
	return (uint32_t)(mean + 4 * sqrtf(mean) + 2);
}

int
tw_guess_least(struct tw_term_cursor *term, const struct tw_impacts *impacts,
	uint32_t depth, float *ret, trawl_error *err)
{
	uint32_t all = impacts->count;
	uint32_t some = depth / 4 + 8;
	struct histogram histogram;
	int status;

	*ret = -INFINITY;
	if (all < FEW_BLOCKS || depth == 0 || depth >= all * TW_BLOCK / 4)
		return TRAWL_OK;
	histogram_init(&histogram, term->weight);
	if (all > depth + some) {
		count(&histogram, impacts->bound, all);
		*ret = score_at(&histogram, depth + some);
		return TRAWL_OK;
	}
	/* So many that the last of all is about the rank-th of theirs. */
	uint32_t rank = 16 + depth / 32 < 64 ? 16 + depth / 32 : 64;
	uint32_t blocks = (uint32_t)((uint64_t)rank * all / depth + 1);

	if (blocks > all / SAMPLE_SHARE)
		return TRAWL_OK;
	status = sample(term, blocks, all / blocks, &histogram, err);
	if (status == TRAWL_OK)
		*ret = score_at(&histogram,
			likely_rank((float)depth * (float)blocks / (float)all));
	return status;
}
