/* near.h: articles that have words near each other, in any order. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_NEAR_H
#define MATCH_NEAR_H

#include "index/postings.h"
#include "match/bm25.h"
#include "match/cursor.h"

/*
 * A stretch of the title or of the text counts if it has each term, as often
 * as it is given, and no more than `distance` other words. Going on from the
 * beginning, each place where such a stretch can end ends one, and the next
 * begins behind it: so often the words are near each other. In the title that
 * counts as often as it weighs in field ALL, as with phrases. `weight` is the
 * sum of the idfs of the words. The entries are of one field and are copied.
 * An article costs its positions of these terms, times their number.
 */
int tw_near_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_term *terms, uint32_t count, uint32_t distance,
	const struct tw_bm25 *bm25, float weight, struct tw_cursor **ret,
	trawl_error *err) TW_MUST_USE;

#endif
