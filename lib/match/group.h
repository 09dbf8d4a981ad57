/* group.h: the operators over several cursors: or, and with exceptions. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_GROUP_H
#define MATCH_GROUP_H

#include <stdbool.h>

#include "match/cursor.h"

/* Cursors in an array of the arena; the operator takes them over. */
struct tw_cursors {
	struct tw_cursor **cursor;
	uint32_t count;
};

/*
 * Articles that at least one child has; the score is the sum of the children
 * that have the article, in their order.
 */
int tw_or_cursor(struct tw_arena *arena, struct tw_cursors children,
	struct tw_cursor **ret, trawl_error *err) TW_MUST_USE;

/*
 * Articles that all of the required children have and none of the excluded.
 * The score is the sum, in their order, of the scored children that have the
 * article; these may be required ones, or others, which need not have it.
 */
struct tw_and_parts {
	struct tw_cursors required;	/* at least one */
	struct tw_cursors excluded;
	struct tw_cursors scored;
};
int tw_and_cursor(struct tw_arena *arena, const struct tw_and_parts *parts,
	struct tw_cursor **ret, trawl_error *err) TW_MUST_USE;

#endif
