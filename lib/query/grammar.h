/* grammar.h: lexemes to a tree of clauses. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_GRAMMAR_H
#define QUERY_GRAMMAR_H

#include "base/status.h"
#include "query/leaf.h"
#include "query/tree.h"
#include "query/warn.h"

/*
 * Sets the root of the query from its text; `today` is the number of a day
 * (base/dates.h). Iterative; O(length).
 */
int tw_grammar_parse(struct tw_query *query, struct tw_leaves *leaves,
	int32_t today, struct tw_warnings *warnings, trawl_error *err)
	TW_MUST_USE;

#endif
