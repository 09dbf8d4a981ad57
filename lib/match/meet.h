/* meet.h: the best articles of an and of terms, without scoring them all. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_MEET_H
#define MATCH_MEET_H

#include "match/collect.h"
#include "match/group.h"

/* Whether tw_meet_collect can do this: all are terms. */
bool tw_meet_can(const struct tw_and_parts *parts);

/*
 * As tw_collect_each over tw_and_cursor of these parts, to the bit. They
 * stand before their first article; the rarest required one is the first.
 */
int tw_meet_collect(const struct tw_and_parts *parts,
	struct tw_collector *collector, trawl_error *err) TW_MUST_USE;

#endif
