/* rerank.h: the second stage of the ranking: the best, by their texts. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_RERANK_H
#define RESULT_RERANK_H

#include "match/judge.h"
#include "match/recency.h"
#include "match/search.h"
#include "result/feedback.h"
#include "result/says.h"

#define TW_RERANK_MAX 200

/*
 * What the score of an article is the sum of, added up in this order. In the
 * scale of match/bm25.h; a pair, or a sentence, that would be a whole BM25
 * score of its own counts so much:
 *
 *   pairs       0.2
 *   sentences   0.35 of each of the best two
 *   title       0.5
 *   feedback    0.1 of the best score, for who says most of its terms
 *
 * The weights are those of BM25 with the factor k1 + 1, which this one does
 * not have: but for pairs, which lack it too, they are divided by it.
 * Measured on eight judged collections, and held out in turn: nDCG@10 0.554 to
 * 0.565 (p 0.0008); all on plateaus: 0.3 to 0.5 for sentences, for instance.
 * Feedback with 0.15 found more where many articles are meant (cranfield +0.012
 * nDCG@10, with 0.1 +0.010) and lost twice as much where one is
 * (bbc-knownitem -0.009, with 0.1 -0.004).
 */
enum tw_second_part {
	TW_SECOND_BM25,		/* lengths floored: match/judge.h */
	TW_SECOND_PAIRS,
	TW_SECOND_SENTENCE,
	TW_SECOND_OTHER_SENTENCE,	/* the second best */
	TW_SECOND_TITLE,
	TW_SECOND_FEEDBACK,	/* 0 without */
	TW_SECOND_PARTS
};

/* To the bit, score is (part[0] + part[1] + ...) * factor. */
struct tw_second {
	float part[TW_SECOND_PARTS];
	float factor;		/* of the whole: by its age, or 1 */
	float score;
	bool in_title;
};

/* The score that the parts make. */
float tw_second_sum(const struct tw_second *second);

struct tw_reranker {
	struct tw_reader *reader;
	struct tw_judge *judge;
	struct tw_says *says;
	struct tw_recency recency;	/* may be set after init */
	struct tw_feedback *feedback;	/* the same; borrowed, or NULL */
	float scale;		/* of sentences and titles: private */
};

/* Valid when zeroed; done frees whatever became of init. */
int tw_reranker_init(struct tw_reranker *reranker, struct tw_reader *reader,
	const struct tw_query *query, trawl_error *err) TW_MUST_USE;
void tw_reranker_done(struct tw_reranker *reranker);

/* Of one article that matches. They come ascending, segment by segment. */
int tw_reranker_score(struct tw_reranker *reranker, uint32_t segment,
	uint32_t doc, struct tw_second *ret, trawl_error *err) TW_MUST_USE;

/*
 * Gives the first `most` hits their scores of the second stage, and sorts
 * them: best first, equal ones by arrival. The others stay behind them with
 * their scores of the first, which may be higher. By their ages, too, if
 * `recency` counts. O(occurrences of the query's words in them).
 */
int tw_rerank(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_recency *recency, struct tw_hits *hits, uint32_t most,
	trawl_error *err) TW_MUST_USE;

/*
 * The same, and then once more with what the best of them have in common. The
 * feedback is scaled, for a reranker that is to tell a hit's parts. Beside
 * twice the other's, this costs reading the texts of ten articles.
 */
int tw_rerank_expanded(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_recency *recency, struct tw_hits *hits, uint32_t most,
	struct tw_feedback **ret, trawl_error *err) TW_MUST_USE;

#endif
