/* matches.h: all articles that match a query, as bits. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_MATCHES_H
#define MATCH_MATCHES_H

#include "index/reader.h"
#include "match/dated.h"
#include "match/search.h"
#include "query/tree.h"

/* The live articles of a segment that match and are of the dates asked for. */
struct tw_matches {
	struct tw_segment *segment;
	uint32_t number;	/* of the segment in the reader */
	uint64_t count;		/* of the articles */
	const uint64_t *bits;	/* a bit an article, the lowest first */
	uint32_t words;		/* of bits, that have them all */
};

/* Anything but TRAWL_OK ends the search, which then returns it. */
typedef int tw_matches_fn(void *context, const struct tw_matches *matches,
	trawl_error *err);

/*
 * Gives the matches of each segment in order of arrival, borrowed for the
 * call. `dated` (NULL for none) filters; its order means nothing here. Costs
 * what counting all matches does, and a bit for each article of the largest
 * segment.
 */
int tw_search_matches(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, tw_matches_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;

/*
 * The same within so many postings (match/budget.h), unless they are 0, and
 * what there is to tell of all matches in *ret, but no hits.
 */
int tw_search_matches_within(struct tw_reader *reader,
	const struct tw_query *query, const struct tw_dated *dated,
	uint64_t budget, tw_matches_fn *fn, void *context,
	struct tw_hits *ret, trawl_error *err) TW_MUST_USE;

#endif
