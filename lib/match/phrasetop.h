/* phrasetop.h: the best articles of a phrase. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_PHRASETOP_H
#define MATCH_PHRASETOP_H

#include <string.h>

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
		search->phrase->all.bm25->norm[length];
}

/*
 * Keeps, or just counts, the articles of some slots, which all lists have and
 * which may be dead: those that are not dense have their places in a block,
 * the others their ranks.
 */
int tw_phrase_take(struct tw_phrase_search *search, const uint32_t *docs,
	const uint8_t *slots, uint32_t count, trawl_error *err) TW_MUST_USE;

/*
 * Some articles, ascending. The lists that are not dense sift them, as many
 * at once as lie in that list's present block, so that each holds one block
 * and goes over its own but once.
 */
#define TW_PHRASE_SPAN 8192	/* articles that a table of places is for */

struct tw_phrase_batch {
	const uint32_t *docs;		/* by slot; borrowed */
	uint32_t count;			/* of slots */
	uint8_t slots[TW_BLOCK];	/* those not ruled out */
	uint8_t table[TW_PHRASE_SPAN];
};

static inline void
tw_phrase_batch_init(struct tw_phrase_batch *batch, const uint32_t *docs)
{
	batch->docs = docs;
	batch->count = 0;
	memset(batch->table, 0, sizeof(batch->table));
}

/*
 * Takes the articles of the batch that all lists have: all dense ones have
 * them, and those before `from` stand in blocks that do. TRAWL_END if some
 * list ends.
 */
int tw_phrase_sift(struct tw_phrase_search *search,
	struct tw_phrase_batch *batch, uint32_t from, trawl_error *err)
	TW_MUST_USE;

#endif
