/* snippet.h: the sentences of a text that answer a query, words marked. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_SNIPPET_H
#define RESULT_SNIPPET_H

#include "base/arena.h"
#include "base/status.h"
#include "query/tree.h"
#include "text/analyzer.h"

/*
 * What of a query is to be marked: its words' terms, each alone, and its
 * phrases, only as phrases; nothing of NOT clauses. Idf weights choose among
 * sentences.
 */
struct tw_marker;

/*
 * idf(context, field, term) is asked once for each term of the query. The
 * marker keeps the query (borrowed) and the analyzer for its lifetime.
 */
typedef float tw_idf_fn(void *context, enum tw_query_field field,
	struct tw_str term);

int tw_marker_new(const struct tw_query *query, struct tw_analyzer *analyzer,
	tw_idf_fn *idf, void *context, struct tw_marker **ret,
	trawl_error *err) TW_MUST_USE;
void tw_marker_free(struct tw_marker *marker);

struct tw_marked {
	struct tw_str text;
	struct trawl_range *marks;	/* ascending, apart, in text */
	uint32_t mark_count;
};

/* The whole text (a title) with its marks. In the arena. */
int tw_mark_all(struct tw_marker *marker, struct tw_str text, bool is_title,
	struct tw_arena *arena, struct tw_marked *ret, trawl_error *err)
	TW_MUST_USE;

/*
 * About `bytes` of the text (at least 40; ellipses not counted): the whole
 * sentences, from anywhere in it, that hold as many different query words,
 * and as rare ones, as can be (result/choose.h says it exactly, over the
 * eight rarest words that the text has), in the order of the text, " … "
 * between those that do not touch; a sentence longer than that is cut at
 * words around its marks. Room that is left takes the sentences that follow.
 * The first sentences if the text has none of the words. White space is made
 * single spaces. O(text): some 20 ms a megabyte.
 */
int tw_snippet(struct tw_marker *marker, struct tw_str text, uint32_t bytes,
	struct tw_arena *arena, struct tw_marked *ret, trawl_error *err)
	TW_MUST_USE;

#endif
