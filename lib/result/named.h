/* named.h: words of a query that are those of an author or a category. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_NAMED_H
#define RESULT_NAMED_H

#include "base/arena.h"
#include "index/reader.h"
#include "query/relax.h"

#define TW_NAME_WORDS 16	/* the first ones, that are looked up */

/*
 * Sets the words of a change to a name: those of its clauses that some author,
 * or category, has, as a phrase if one has them so, else near each other if
 * one has them so. TRAWL_END if there is no such name. The words are in the
 * arena. O(words): a search for each, of what it takes to find one article.
 */
int tw_name_words(struct tw_reader *reader, const struct tw_query *query,
	struct tw_change *change, struct tw_arena *arena, trawl_error *err)
	TW_MUST_USE;

#endif
