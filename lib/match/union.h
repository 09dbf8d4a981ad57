/* union.h: the best articles of an or of terms, without scoring them all. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_UNION_H
#define MATCH_UNION_H

#include "match/collect.h"
#include "match/group.h"

/*
 * As tw_collect_each over an or of these cursors, to the bit. All of them are
 * of terms (tw_term_of) and stand before their first article.
 */
int tw_union_collect(struct tw_cursors terms, struct tw_collector *collector,
	trawl_error *err) TW_MUST_USE;

#endif
