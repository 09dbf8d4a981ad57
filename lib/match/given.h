/* given.h: whether given articles match a query, and what they score. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_GIVEN_H
#define MATCH_GIVEN_H

#include "match/search.h"

/*
 * Of the articles (ascending by segment and number) leaves those that match,
 * with the scores of a search; dead ones and dates are left to the caller.
 * O(count) seeks.
 */
int tw_search_given(struct tw_reader *reader, const struct tw_query *query,
	struct tw_hit *hits, uint32_t *count, trawl_error *err) TW_MUST_USE;

#endif
