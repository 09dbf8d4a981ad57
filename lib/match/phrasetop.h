/* phrasetop.h: the best articles of a phrase. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PHRASETOP_H
#define MATCH_PHRASETOP_H

#include "match/collect.h"
#include "match/phrase.h"

/* As tw_collect_each over the cursor, which is a phrase, to the bit. */
int tw_phrase_collect(struct tw_cursor *cursor,
	struct tw_collector *collector, trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */
/* For the phrase's own files.                                          */

/*
 * A phrase is in an article not more often than any of its terms. So, by the
 * worst of the best so far, an article is good if the frequency of each term
 * is at least `ratio` times its norm, and only if its groups have a level.
 */
struct tw_phrase_search {
	struct tw_phrase *phrase;
	struct tw_collector *collector;
	float least;		/* of the collector, at the last look */
	float ratio;		/* 0: all are good, INFINITY: none is */
};

/* Opens the bitmaps, and the bounds unless all articles are counted. */
int tw_phrase_search_open(struct tw_phrase_search *search,
	struct tw_phrase *phrase, struct tw_collector *collector,
	trawl_error *err) TW_MUST_USE;

static inline bool
tw_phrase_is_good(const struct tw_phrase_search *search, uint32_t freq,
	uint8_t length)
{
	return (float)freq >= search->ratio *
		search->phrase->bm25->norm[length];
}

/*
 * Keeps, or just counts, an article that all lists have and that may be dead:
 * those that are not dense stand at it.
 */
int tw_phrase_take(struct tw_phrase_search *search, uint32_t doc,
	trawl_error *err) TW_MUST_USE;

#endif
