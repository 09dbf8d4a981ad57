/* markup.h: a text with its marks as HTML. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_MARKUP_H
#define RESULT_MARKUP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/*
 * The text, which is UTF-8, as the content of an HTML element or of an
 * attribute in quotes: the five signs that mean something there as character
 * references, control characters as spaces, and what is no character as
 * U+FFFD, as neither may be in a page. <mark> and </mark> stand around each
 * of the marks, which are ascending and apart, and nothing else is markup.
 * Appended to `out`, which may fail (sticky). O(text).
 */
void tw_markup(struct tw_str text, const struct trawl_range *marks,
	size_t mark_count, struct tw_buf *out);

#endif
