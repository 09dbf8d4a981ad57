/* begun.h: phrases that end in a beginning: "plain lang*". */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_BEGUN_H
#define QUERY_BEGUN_H

#include "query/leaf.h"
#include "query/warn.h"

/* True if the last word of the text in quotes, from *ret_last on, has a *
   behind it, and no other has. O(length). */
bool tw_is_begun(struct tw_str text, size_t *ret_last);

/*
 * Adds such a text as (+"plain" +lang*): words that begin alike have no place
 * in a phrase, so they may stand anywhere, which is warned of.
 */
int tw_begun_add(struct tw_leaves *leaves, struct tw_warnings *warnings,
	struct tw_str text, size_t last, enum tw_query_field field,
	struct tw_clauses *clauses, trawl_error *err) TW_MUST_USE;

#endif
