/* explain.h: what a score is made of, and why an article was found. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_EXPLAIN_H
#define RESULT_EXPLAIN_H

#include <trawl.h>

#include "match/search.h"
#include "query/tree.h"
#include "result/rerank.h"

/* A hit of a query, as it was ranked. The reader and the query outlive it. */
struct tw_explain {
	struct tw_reader *reader;
	const struct tw_query *query;
	struct tw_recency recency;
	struct tw_feedback *feedback;	/* of its search, or NULL */
	struct tw_hit hit;
	bool by_score;		/* else its score is 0 */
	bool second;		/* it has its score from the second stage */
};

/*
 * The parts of the hit's score, the whole first, and a line for a visitor; all
 * in the arena. The parts make the score to the bit: trawl_hits_explain.
 * O(terms * log(articles)), and the article's text in the second stage.
 */
int tw_explain(const struct tw_explain *explain, struct tw_arena *arena,
	const struct trawl_part **ret_parts, size_t *ret_count,
	const char **ret_line, trawl_error *err) TW_MUST_USE;

/* The same line, of an article of which these parts were judged; appended. */
int tw_explain_line(const struct tw_query *query, const struct tw_part *parts,
	uint32_t count, struct tw_str title, struct tw_str date,
	struct tw_buf *out, trawl_error *err) TW_MUST_USE;

/* A part of a query as it is typed. */
void tw_explain_name(const struct tw_node *node, struct tw_buf *out);

#endif
