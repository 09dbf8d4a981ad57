/* relaxed.h: why a query finds nothing: the small changes that find some. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_RELAXED_H
#define RESULT_RELAXED_H

#include "base/arena.h"
#include "match/search.h"
#include "query/relax.h"

#define TW_RELAX_ONES 48	/* single changes that are looked at */
#define TW_RELAX_NAMED 16	/* words or phrases that may be of a name */
#define TW_RELAX_SPELT 8	/* words, the first, that may be misspelt */
#define TW_RELAX_POSTINGS 30000000	/* of all terms of all changes */
#define TW_RELAX_PAIRED 16	/* of which each two are, if none helps */

struct tw_relaxed {
	struct tw_str query;	/* canonical, with a NUL behind it */
	struct tw_str why;	/* the same */
	uint64_t total;		/* articles that it finds */
	bool is_undated;	/* by any date, not only those of `dated` */
	uint32_t cost;		/* how much was changed */
};

/*
 * The single changes of a query without hits that give it some, or, if there
 * are none, the double ones; those that change least first, then those that
 * find most, at most `room`, in the arena. The dates asked for beside the
 * query (NULL: none) may be left out as well. Each change costs a search that
 * counts: at most TW_RELAX_ONES + TW_RELAX_NAMED + TW_RELAX_SPELT + 1 and, if
 * these all fail, some 136 more; no more are tried when the lists of the terms
 * that were looked for have TW_RELAX_POSTINGS: a long query of frequent words
 * over many articles. Each word that may be misspelt costs what tw_correct
 * does, each that may be of a name what tw_name_words does.
 */
int tw_relax(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, struct tw_relaxed *ret, uint32_t room,
	uint32_t *ret_count, struct tw_arena *arena, trawl_error *err)
	TW_MUST_USE;

#endif
