/* expand.h: the terms that a prefix stands for. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_EXPAND_H
#define MATCH_EXPAND_H

#include "base/arena.h"
#include "index/reader.h"
#include "query/tree.h"

/*
 * The terms of most articles, at equal numbers the first in the order of the
 * dictionary; in that order, and then the stems that do not begin alike. All
 * in the arena that they were made in.
 */
struct tw_expansion {
	uint32_t count;
	bool is_cut;			/* there are rarer terms, too */
	float weight;			/* idf of all, read as one word */
	struct tw_term *entries;	/* of each, in each segment; df 0 if it
					   is not there */
	uint32_t *distances;		/* of words found: the edits to each;
					   else NULL */
};

/* Of a PREFIX, as many as it says. O(terms with the beginning * segments). */
int tw_expand(struct tw_reader *reader, const struct tw_node *node,
	struct tw_arena *arena, struct tw_expansion *ret, trawl_error *err)
	TW_MUST_USE;

/* Of a PATTERN or FUZZY, in the order of the words: match/found.h. At most so
   many, those of most articles. */
int tw_expand_found(struct tw_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_node *node, uint32_t most, struct tw_arena *arena,
	struct tw_expansion *ret, trawl_error *err) TW_MUST_USE;

/* The list that a node's terms are in. */
static inline enum tw_index_field
tw_field_of(const struct tw_node *node)
{
	switch (node->field) {
	case TW_QUERY_TITLE:
		return TW_FIELD_TITLE;
	case TW_QUERY_AUTHOR:
		return TW_FIELD_AUTHOR;
	case TW_QUERY_CATEGORY:
		return TW_FIELD_CATEGORY;
	case TW_QUERY_SITE:
		return TW_FIELD_SITE;
	case TW_QUERY_LANGUAGE:
		return TW_FIELD_LANGUAGE;
	default:
		return TW_FIELD_ALL;
	}
}

#endif
