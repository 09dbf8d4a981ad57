/* parse.h: any bytes to a query tree; it never fails on what they say. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_PARSE_H
#define QUERY_PARSE_H

#include "base/status.h"
#include "query/tree.h"

#define TW_QUERY_BYTES_MAX 65536
#define TW_QUERY_TERMS_MAX 1024
#define TW_QUERY_DEPTH_MAX 16

/* How a query is read. */
struct tw_reading {
	bool plain;		/* as words, without operators */
	bool strict;		/* what would be a warning is an error */
	int32_t today;		/* number of a day (base/dates.h) */
	struct tw_reach reach;
};

/*
 * Reads a query (trawl.h has its grammar); NULL: neither plain nor strict,
 * today. Iterative: depth and terms are bounded, and what is beyond is left
 * out with a warning. The text is copied; the analyzer outlives the query.
 * Only memory, a query that is too long (TRAWL_EFULL), or, if strict, one
 * with anything to warn of (TRAWL_EPARSE) fails. Offsets in the result are
 * those of the text as given.
 */
int tw_query_parse(struct tw_str text, struct tw_analyzer *analyzer,
	const struct tw_reading *how, struct tw_query **ret,
	trawl_error *err) TW_MUST_USE;
void tw_query_free(struct tw_query *query);

#endif
