/* value.h: sites, languages, ids and dates that a query asks for. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_VALUE_H
#define QUERY_VALUE_H

#include "query/leaf.h"
#include "query/when.h"

/*
 * Adds the text, a part of the query's, as a VALUE of its field, in the one
 * form that articles have it in; nothing if nothing is left of it.
 */
int tw_value_add(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	trawl_error *err) TW_MUST_USE;

/* Adds the DATES that were read from this text. */
int tw_value_add_dates(struct tw_leaves *leaves, struct tw_str text,
	struct tw_when when, struct tw_clauses *clauses, trawl_error *err)
	TW_MUST_USE;

#endif
