/* parse.h: any bytes to a query tree; it never fails on what they say. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_PARSE_H
#define QUERY_PARSE_H

#include "base/status.h"
#include "query/tree.h"

#define TW_QUERY_BYTES_MAX 65536
#define TW_QUERY_TERMS_MAX 1024
#define TW_QUERY_DEPTH_MAX 16

/*
 * Reads a query (trawl.h has its grammar); `plain` takes it as words without
 * operators. Iterative: depth and terms are bounded, and what is beyond is
 * left out with a warning. The text is copied. Only memory or a query that is
 * too long fails. Offsets in the result are those of its `text`, in which
 * bytes that are no UTF-8 have been replaced.
 */
int tw_query_parse(struct tw_str text, struct tw_analyzer *analyzer,
	bool plain, struct tw_query **ret, trawl_error *err) TW_MUST_USE;
void tw_query_free(struct tw_query *query);

#endif
