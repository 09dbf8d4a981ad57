/* leaf.h: the words and phrases of a query, through the analyzer. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_LEAF_H
#define QUERY_LEAF_H

#include "base/buf.h"
#include "base/status.h"
#include "query/clauses.h"
#include "query/tree.h"

/*
 * Makes the leaves of one query, at most TW_QUERY_TERMS_MAX terms of them in
 * all: `is_full` says that some were left out, from `full_at` on.
 */
struct tw_leaves {
	struct tw_query *query;
	struct tw_analyzer *analyzer;
	bool is_full;
	size_t full_at;
	struct tw_buf terms;		/* struct tw_query_term, of one leaf */
	struct tw_buf text;		/* of a phrase */
};

void tw_leaves_init(struct tw_leaves *leaves, struct tw_query *query,
	struct tw_analyzer *analyzer);
void tw_leaves_done(struct tw_leaves *leaves);

/*
 * Adds a WORD for each word of the text, or one PHRASE of all its words, to
 * the clauses; nothing if there is no word in it. The text is a part of the
 * query's, here and below. O(length).
 */
int tw_leaves_words(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	trawl_error *err) TW_MUST_USE;
int tw_leaves_phrase(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	trawl_error *err) TW_MUST_USE;

/* The same as one NEAR, or as a WORD if there is but one. */
int tw_leaves_near(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, uint32_t distance,
	struct tw_clauses *clauses, trawl_error *err) TW_MUST_USE;

/*
 * The last word of the text as a PREFIX, those before it as WORDs; all as
 * WORDs if there is nothing to begin with: the last is of a script without
 * spaces, whose words are found by their beginnings as it is, is not at the
 * end of the text, or is too short, which *ret_short says.
 */
int tw_leaves_prefix(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	bool *ret_short, trawl_error *err) TW_MUST_USE;

/*
 * Adds a leaf without terms. Its text, which tells its offset, is a part of
 * the query's. *ret is NULL if the query has as many as it may.
 */
int tw_leaves_add(struct tw_leaves *leaves, enum tw_node_kind kind,
	struct tw_str text, enum tw_query_field field,
	struct tw_clauses *clauses, struct tw_node **ret, trawl_error *err)
	TW_MUST_USE;

/* True if the last word of the text is one of letters at its end; *ret is
   where it begins. */
bool tw_leaves_last_word(struct tw_str text, size_t *ret);

#endif
