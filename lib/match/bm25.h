/* bm25.h: the score of a term in an article. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_BM25_H
#define MATCH_BM25_H

#include <stdint.h>

struct tw_ranking;

/*
 * BM25 (Robertson, Walker 1994) with Lucene's parts, so that another engine
 * can give the same order:
 *
 *   idf   = ln(1 + (N - df + 0.5) / (df + 0.5))
 *   score = weight * idf * freq / (freq + k1 * (1 - b + b * length / average))
 *
 * with the k1 and b of the index, 1.2 and 0.75 as a rule; length decoded from
 * its byte, N the live articles that have the field, average the field's exact
 * mean length.
 */
struct tw_bm25 {
	float norm[256];	/* of tw_length_norms */
	float average;
};

/*
 * docs, df and total_length are of live articles. Articles of stop words alone
 * have no length and are not among docs, so df may be higher: docs counts as
 * df then. A weight is always above 0.
 */
void tw_bm25_init(struct tw_bm25 *bm25, const struct tw_ranking *ranking,
	uint64_t docs, uint64_t total_length);
float tw_bm25_idf(uint64_t docs, uint64_t df);

static inline float
tw_bm25_score(float weight, uint32_t freq, float norm)
{
	float f = (float)freq;

	return weight * f / (f + norm);
}

/*
 * The same for many at once, to the bit: scores[i] of freqs[i] < 2^31 and
 * norms[i] for first <= i < end <= 128; what is beside them may be written
 * too. All three arrays have 128 and are aligned to 16 bytes.
 */
void tw_bm25_scores(float weight, const uint32_t *freqs, const float *norms,
	uint32_t first, uint32_t end, float *scores);

#endif
