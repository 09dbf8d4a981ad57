/* search.h: the best articles for a query, and how many match. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_SEARCH_H
#define MATCH_SEARCH_H

#include "index/reader.h"
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
	uint64_t total;		/* all live articles that match, exact */
};

/* The best `depth` articles (at most 1,000,000). */
int tw_search(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, struct tw_hits *ret, trawl_error *err) TW_MUST_USE;

/* The same by scoring each article that matches: what tests compare with. */
int tw_search_each(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, struct tw_hits *ret, trawl_error *err) TW_MUST_USE;
void tw_hits_done(struct tw_hits *hits);

#endif
