/* feedback.h: words that the best articles have in common. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_FEEDBACK_H
#define RESULT_FEEDBACK_H

#include "index/reader.h"
#include "match/judge.h"
#include "match/search.h"

/*
 * Pseudo-relevance feedback: the best articles are taken to be right, and what
 * they say is asked for, too (Rocchio 1971), each article having its part by
 * what it scored (Lavrenko and Croft 2001, "Relevance-based language models";
 * Abdul-Jaleel et al. 2004: RM3). A term weighs
 *
 *   sum over the articles of share * freq / (freq + norm)
 *
 * times its idf, share being the article's of all their scores; those in less
 * than two articles of the index, or in more than a tenth of them, are no help,
 * nor are single letters or numbers. Of the others the heaviest are taken.
 */
#define TW_FEEDBACK_ARTICLES 10
#define TW_FEEDBACK_TERMS 30

struct tw_feedback;

/*
 * From the texts of the best, which are hits of one query with their scores,
 * in any order. The reader outlives the feedback; the judge gives norms.
 * O(length of the texts).
 */
int tw_feedback_new(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_judge *judge, const struct tw_hit *best, uint32_t count,
	struct tw_feedback **ret, trawl_error *err) TW_MUST_USE;
void tw_feedback_free(struct tw_feedback *feedback);

/* What scores are multiplied by from now on; 1 at first. */
void tw_feedback_scale(struct tw_feedback *feedback, float scale);

/*
 * How much the article says of the terms: the sum of weight * freq / (freq +
 * norm), times the scale. Cheapest if articles come ascending, segment by
 * segment.
 */
int tw_feedback_score(struct tw_feedback *feedback, uint32_t segment,
	uint32_t doc, float norm, float *ret, trawl_error *err) TW_MUST_USE;

#endif
