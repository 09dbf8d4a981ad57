/* correct.h: what a query may have been meant to say. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_CORRECT_H
#define RESULT_CORRECT_H

#include "base/buf.h"
#include "index/reader.h"
#include "text/analyzer.h"

/* Words that so many articles have are not doubted. */
#define TW_CORRECT_PLENTY 10

/*
 * Appends the query's text with the words replaced that few or no articles
 * have and another spelling fits better; all else stays as it is typed. What
 * is likeliest is told by the slips it takes (text/spelling.h), by how many
 * articles have it, and by how many have it with the query's other words.
 * Words that were torn apart or run together are looked at too; stop words of
 * any language that articles are in stay. TRAWL_END, and nothing appended, if
 * there is no word to replace. The text is valid UTF-8; if `plain`, nothing in
 * it is an operator.
 */
int tw_correct(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, bool plain, struct tw_buf *out, trawl_error *err)
	TW_MUST_USE;

#endif
