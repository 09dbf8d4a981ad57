/* count.h: counts the articles of an or of terms. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_COUNT_H
#define MATCH_COUNT_H

#include "match/collect.h"
#include "match/group.h"

/*
 * Has the collector count the articles that any of these cursors has, without
 * scores or frequencies. All are of terms (tw_term_of) and stand before their
 * first article.
 */
int tw_count_union(struct tw_cursors terms, struct tw_collector *collector,
	trawl_error *err) TW_MUST_USE;

#endif
