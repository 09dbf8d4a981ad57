/* fragment.h: the part of a link that leads to a passage of its page. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_FRAGMENT_H
#define RESULT_FRAGMENT_H

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Appends the text directive (URL Fragment Text Directives, WICG) that leads
 * to `part` of the text, percent-encoded: ":~:text=" and
 *
 *   [prefix-,]start[,end][,-suffix]
 *
 * or nothing, if none is sure to. What is sure is proved with a comparison
 * that is looser than any a browser makes: of letters and digits alone,
 * without case and accents, across blocks, anywhere in words. By it, start
 * with its prefix and suffix is found once in the title and the text, and end
 * first where it should be. What is written begins and ends where every way of
 * finding words has a border, and no term goes over a line end; of a part that
 * begins or ends inside of a word, what tw_fragment_part leaves is meant.
 * O(text).
 */
int tw_fragment(struct tw_str title, struct tw_str text,
	struct trawl_range part, struct tw_buf *out, trawl_error *err)
	TW_MUST_USE;

/* What is left of a part without the words that it begins or ends inside of. */
struct trawl_range tw_fragment_part(struct tw_str text,
	struct trawl_range part);

#endif
