/* complete.h: how a text may go on that is being typed. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_COMPLETE_H
#define RESULT_COMPLETE_H

#include "base/arena.h"
#include "index/reader.h"
#include "match/recency.h"
#include "text/analyzer.h"

#define TW_COMPLETIONS_MAX 64

struct tw_completion {
	struct tw_str text;	/* the text with its last word whole */
	uint64_t articles;	/* that have it, about */
};

struct tw_completions {
	uint32_t count;
	struct tw_completion at[TW_COMPLETIONS_MAX];
};

/*
 * The words that begin as the last one of the text does, at most `limit` of
 * TW_COMPLETIONS_MAX, in the order of how many articles have them, each counted
 * by its age. Where the text has other words that articles have, it is the
 * articles with all of them that count, of the most usual words alone. Stop
 * words come only if there is no other. Behind author:, category:, site: and
 * lang: it is values of articles that come (result/completevalue.h), behind
 * title: words of titles. None, if the text does not end in a word.
 *
 * What frequent words have in common is told by a sample of some thousand
 * articles (result/sample.h). O(words that begin so).
 *
 * The text is valid UTF-8; what is returned lives in the arena.
 */
int tw_complete(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, uint32_t limit, const struct tw_recency *recency,
	struct tw_arena *arena, struct tw_completions *ret, trawl_error *err)
	TW_MUST_USE;

/*
 * A query for the articles whose titles have the words of the text, where the
 * last may go on, if nothing stands behind it; empty if it has no word of two
 * letters there.
 */
void tw_complete_titles(struct tw_str text, struct tw_buf *ret_query);

#endif
