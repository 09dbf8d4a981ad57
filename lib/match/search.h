/* search.h: the best articles for a query, and how many match. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_SEARCH_H
#define MATCH_SEARCH_H

#include <stdbool.h>

#include "index/reader.h"
#include "match/dated.h"
#include "query/tree.h"

struct tw_hit {
	float score;
	uint32_t segment;	/* index into reader->segments */
	uint32_t doc;
};

/* Best first; equal scores in order of arrival (segment, doc). */
struct tw_hits {
	struct tw_hit *hits;	/* owned */
	uint32_t count;
	uint64_t total;		/* live articles that match, if is_exact; else
				   those that were seen to, at least count */
	bool is_exact;
	const struct tw_node *cut;	/* the first PREFIX that stands for
					   more terms than its expansions,
					   borrowed from the query; or NULL */
	bool partial;		/* a budget was spent before all was seen */
	uint64_t most;		/* live articles that match, at most; without
				   a budget UINT64_MAX */
};

/*
 * The best `depth` articles (at most 1,000,000). Without `counting` articles
 * that cannot be among them may be passed over: the total is not exact then.
 */
int tw_search(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting, struct tw_hits *ret, trawl_error *err)
	TW_MUST_USE;

/*
 * The same, of the articles whose dates are asked for, in the order asked
 * for; ordered by date, they all score 0. NULL asks for nothing.
 */
int tw_search_dated(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting, const struct tw_dated *dated,
	struct tw_hits *ret, trawl_error *err) TW_MUST_USE;

/* The same by scoring each article that matches: what tests compare with. */
int tw_search_each(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, const struct tw_dated *dated, struct tw_hits *ret,
	trawl_error *err) TW_MUST_USE;

/*
 * The same, of the articles that come after a place in the order; its score
 * is tw_dated_key of the date there if it is by date. NULL: from the first on.
 * The total is of all.
 */
int tw_search_after(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting, const struct tw_dated *dated,
	const struct tw_hit *after, struct tw_hits *ret, trawl_error *err)
	TW_MUST_USE;

/* The same within so many postings (match/budget.h), unless they are 0. */
int tw_search_within(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting, const struct tw_dated *dated,
	const struct tw_hit *after, uint64_t budget, struct tw_hits *ret,
	trawl_error *err) TW_MUST_USE;
void tw_hits_done(struct tw_hits *hits);

#endif
