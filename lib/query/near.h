/* near.h: words with NEAR between them become one leaf. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_NEAR_H
#define QUERY_NEAR_H

#include "query/leaf.h"

/*
 * Makes one NEAR of the last clause, a WORD or NEAR, and the single WORD of
 * `next`, which is empty afterwards. *ret_joined is false, and nothing
 * changed, if one of them is something else or their fields differ.
 */
int tw_near_join(struct tw_query *query, struct tw_clauses *clauses,
	struct tw_clauses *next, uint32_t distance, bool *ret_joined,
	trawl_error *err) TW_MUST_USE;

#endif
