/* judge.h: the score of single articles, part by part. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_JUDGE_H
#define MATCH_JUDGE_H

#include "base/buf.h"
#include "index/reader.h"
#include "match/bm25.h"
#include "query/tree.h"

/*
 * What a term, or a clause that is scored as one, gave the article that was
 * judged last. A group that is added up by itself has its sum before its
 * parts: `inside` of them follow.
 */
struct tw_part {
	const struct tw_node *node;	/* of the query */
	const struct tw_query_term *term;	/* of a WORD; else NULL */
	uint32_t inside;		/* of a GROUP: parts that are in it */
	float score;
	float boost;			/* with that of the groups around */
	float idf;			/* of a term; else 0 */
	float norm;			/* of a term: of the length */
	uint32_t freq;			/* of a term */
};

/*
 * Judges articles of a query, without the ways of a search to find them. The
 * reader and the query outlive the judge.
 */
struct tw_judge;

/*
 * Near-empty articles win by their lengths alone: with `floored` a length
 * counts as half the average at least (measured: +0.008 nDCG@10 on newswire
 * with stubs in it, and nothing elsewhere).
 */
int tw_judge_new(struct tw_reader *reader, const struct tw_query *query,
	bool floored, struct tw_judge **ret, trawl_error *err) TW_MUST_USE;
void tw_judge_free(struct tw_judge *judge);

/*
 * The score of an article that matches the query: to the bit that of a search
 * if lengths are not floored. Articles come ascending, segment by segment.
 * O(terms * log(articles)).
 */
int tw_judge_score(struct tw_judge *judge, uint32_t segment, uint32_t doc,
	float *ret, trawl_error *err) TW_MUST_USE;

/* What the article's length makes of frequencies, in title and text. */
int tw_judge_norm(struct tw_judge *judge, uint32_t segment, uint32_t doc,
	float *ret, trawl_error *err) TW_MUST_USE;

/* The parts of the last score, in the order in which they were added up. */
const struct tw_part *tw_judge_parts(const struct tw_judge *judge,
	uint32_t *ret_count);

#endif
