/* clauses.h: lists of clauses, and the groups that are made of them. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_CLAUSES_H
#define QUERY_CLAUSES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "query/tree.h"

/* Siblings in order; valid when zeroed. A node is in one list at a time. */
struct tw_clauses {
	struct tw_node *first;
	struct tw_node *last;
	uint32_t count;
};

void tw_clauses_add(struct tw_clauses *clauses, struct tw_node *node);

/* Moves all of `from` behind the last of `to`. */
void tw_clauses_move(struct tw_clauses *to, struct tw_clauses *from);

/*
 * Makes one node of the clauses, which are empty afterwards: NULL of none; of
 * a single one that is not a NOT, itself; else a group of them. The node is
 * SHOULD. A group in it whose clauses mean the same in its place goes into
 * it. Values of a field of which an article has but one (site, language, id)
 * that all must be there could never be: any of them will do, and they become
 * the last clause, a group. A clause that would make the tree deeper than
 * TW_QUERY_DEPTH_MAX is left out, and *ret_deep set.
 */
int tw_clauses_node(struct tw_clauses *clauses, struct tw_arena *arena,
	struct tw_node **ret, bool *ret_deep, trawl_error *err) TW_MUST_USE;

/* The same, but a group, whatever the clauses are; NULL of none. */
int tw_clauses_root(struct tw_clauses *clauses, struct tw_arena *arena,
	struct tw_node **ret, bool *ret_deep, trawl_error *err) TW_MUST_USE;

#endif
