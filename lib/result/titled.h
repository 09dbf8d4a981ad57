/* titled.h: the articles that match, by their titles. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_TITLED_H
#define RESULT_TITLED_H

#include "base/arena.h"
#include "index/reader.h"
#include "match/dated.h"
#include "match/search.h"

/*
 * Where an article stands in the order of titles: by its key, by all of its
 * title, by its arrival. With TW_NO_DOC it is the place before all articles
 * that have the key.
 */
struct tw_title_place {
	uint64_t key;
	struct tw_str title;	/* tw_title_plain; p NULL: not read, as the key
				   is enough or TW_TITLE_KEY_NONE */
	uint32_t segment;
	uint32_t doc;
};

/* As memcmp. */
int tw_title_compare(const struct tw_title_place *a,
	const struct tw_title_place *b);

/* Reads the article, if it has a title; that is in the arena. */
int tw_title_place_of(struct tw_reader *reader, const struct tw_hit *hit,
	struct tw_arena *arena, struct tw_title_place *ret, trawl_error *err)
	TW_MUST_USE;

/*
 * The first `depth` articles that match, in the order of titles, from behind a
 * place (NULL: from the first on). All score 0, and all are counted, unless
 * the budget (match/budget.h; 0: none) ends before. Costs what a count does,
 * eight bytes to read for each article that matches, and those articles to
 * unpack whose titles have the same first eight bytes as another that is
 * returned: of the last one's, all; memory for as many.
 */
int tw_search_titled(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, const struct tw_dated *dated,
	const struct tw_title_place *after, uint64_t budget,
	struct tw_hits *ret, trawl_error *err) TW_MUST_USE;

#endif
