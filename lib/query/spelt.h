/* spelt.h: words of a query that stand for words spelt otherwise. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_SPELT_H
#define QUERY_SPELT_H

#include "query/leaf.h"

/*
 * The last word of the text, a part of the query's, as a FUZZY of so many
 * edits, those before it as WORDs; all as WORDs if there is no word at the
 * end, or if it has less than three letters, which *ret_short says.
 */
int tw_spelt_fuzzy(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, uint32_t edits, struct tw_clauses *clauses,
	bool *ret_short, trawl_error *err) TW_MUST_USE;

/* The whole text as a PATTERN; nothing, and *ret_short, if it has less than
   two letters. */
int tw_spelt_pattern(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	bool *ret_short, trawl_error *err) TW_MUST_USE;

#endif
