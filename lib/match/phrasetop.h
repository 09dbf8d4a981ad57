/* phrasetop.h: the best articles of a phrase. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PHRASETOP_H
#define MATCH_PHRASETOP_H

#include "match/collect.h"

/* As tw_collect_each over the cursor, which is a phrase, to the bit. */
int tw_phrase_collect(struct tw_cursor *cursor,
	struct tw_collector *collector, trawl_error *err) TW_MUST_USE;

#endif
