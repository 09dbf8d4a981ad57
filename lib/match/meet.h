/* meet.h: the best articles of an and of terms, by windows. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_MEET_H
#define MATCH_MEET_H

#include "match/collect.h"
#include "match/group.h"

/*
 * True if tw_meet_collect can do this, and better than by leaps from article
 * to article: all are terms, none of the required is much rarer than others.
 */
bool tw_meet_pays(const struct tw_and_parts *parts);

/*
 * As tw_collect_each over tw_and_cursor of these parts, to the bit. They
 * stand before their first article.
 */
int tw_meet_collect(const struct tw_and_parts *parts,
	struct tw_collector *collector, trawl_error *err) TW_MUST_USE;

#endif
