/* snippet.h: the sentences of a text that answer a query, words marked. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_SNIPPET_H
#define RESULT_SNIPPET_H

#include "base/arena.h"
#include "base/status.h"
#include "match/found.h"
#include "query/tree.h"
#include "text/analyzer.h"

/*
 * What of a query is to be marked: its words' terms, each alone, its phrases,
 * only as phrases, and the words of its NEARs, only where they are near each
 * other; nothing of NOT clauses, or of what filters. Idf weights choose among
 * sentences.
 */
struct tw_marker;

/*
 * idf(context, field, term) is asked once for each term of the query. The
 * marker keeps the query (borrowed) and the analyzer for its lifetime.
 */
typedef float tw_idf_fn(void *context, enum tw_query_field field,
	struct tw_str term);

/* tw_found_terms of a reader that the context is, or NULL: patterns and
   misspelt words mark nothing then. */
typedef int tw_found_fn(void *context, struct tw_analyzer *analyzer,
	const struct tw_node *node, struct tw_arena *arena,
	struct tw_found *ret, trawl_error *err);

int tw_marker_new(const struct tw_query *query, struct tw_analyzer *analyzer,
	tw_idf_fn *idf, tw_found_fn *found, void *context,
	struct tw_marker **ret, trawl_error *err) TW_MUST_USE;
void tw_marker_free(struct tw_marker *marker);

struct tw_marked {
	struct tw_str text;
	struct trawl_range *marks;	/* ascending, apart, in text */
	struct trawl_range *places;	/* the same in what it is made of */
	uint32_t mark_count;
	struct trawl_range *parts;	/* of that: what is shown, in order */
	uint32_t part_count;
	uint32_t main;			/* the part that says most */
};

/* The whole text (a title) with its marks. In the arena. */
int tw_mark_all(struct tw_marker *marker, struct tw_str text, bool is_title,
	struct tw_arena *arena, struct tw_marked *ret, trawl_error *err)
	TW_MUST_USE;

/*
 * Up to `most` (at least 1) passages, of which the first is the snippet: about
 * `bytes` of the text (at least 40; ellipses not counted) from anywhere
 * in it: as many different query words, and as rare ones, as can be
 * (result/pieces.h and choose.h say it exactly, over the twelve rarest words
 * that the text has), in whole sentences if they have as much as parts would,
 * in the order of the text, " … " between those that do not touch. Room that
 * is left takes more of the sentences, or the sentences that follow. The
 * first sentences if the text has none of the words. White space is made
 * single spaces. O(text): see docs/man/trawl.3.
 *
 * Each other passage is made of what those before have not shown, with words
 * that they have not shown first. All but the first have a word of the query.
 * Ends after one where there are no more.
 */
int tw_passages(struct tw_marker *marker, struct tw_str text, uint32_t bytes,
	uint32_t most, struct tw_arena *arena, struct tw_marked *ret,
	uint32_t *ret_count, trawl_error *err) TW_MUST_USE;

#endif
