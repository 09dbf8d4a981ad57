/* bm25.c: the score of a term in an article. */
/* SPDX-License-Identifier: MIT */
#include "match/bm25.h"

#include <math.h>

#include "index/length.h"

void
tw_bm25_init(struct tw_bm25 *bm25, const struct tw_ranking *ranking,
	uint64_t docs, uint64_t total_length)
{
	double average = 1;

	if (docs > 0 && total_length > 0)
		average = (double)total_length / (double)docs;
	bm25->average = (float)average;
	tw_length_norms(ranking, docs, total_length, bm25->norm);
}

float
tw_bm25_idf(uint64_t docs, uint64_t df)
{
	double n = (double)(docs > df ? docs : df);
	double f = (double)df;

	return (float)log(1 + (n - f + 0.5) / (f + 0.5));
}

#define LANES 16

/* Signed numbers become floats in one instruction, unsigned ones do not. */
static inline void
score_lanes(float weight, const int32_t *restrict freqs,
	const float *restrict norms, float *restrict scores)
{
	for (int i = 0; i < LANES; i++) {
		float f = (float)freqs[i];

		scores[i] = weight * f / (f + norms[i]);
	}
}

void
tw_bm25_scores(float weight, const uint32_t *freqs, const float *norms,
	uint32_t first, uint32_t end, float *scores)
{
	for (uint32_t i = first - first % LANES; i < end; i += LANES)
		score_lanes(weight, (const int32_t *)freqs + i, norms + i,
			scores + i);
}
