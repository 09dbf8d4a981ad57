/* similar.h: the query for articles about what one is about. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_SIMILAR_H
#define RESULT_SIMILAR_H

#include "base/buf.h"
#include "index/reader.h"
#include "text/analyzer.h"

/* Articles that are left out as they read like it, at most. */
#define TW_SIMILAR_ALIKE 64

/*
 * Appends the text of a query: the `most` words of the title and text by which
 * the article itself would score most in the index (BM25), each times the part
 * of its score that its frequency has there. None if no word is known.
 */
int tw_similar_words(struct tw_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_doc *doc, uint32_t most, struct tw_buf *out,
	trawl_error *err) TW_MUST_USE;

/*
 * Appends what leaves out the article of this id, if it has one, and those of
 * the best 100 for the query so far that read like it (alike.h).
 */
int tw_similar_others(struct tw_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_doc *doc, struct tw_buf *out, trawl_error *err)
	TW_MUST_USE;

#endif
