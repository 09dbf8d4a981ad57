/* htmlscan.h: makes any HTML safe for the parser that builds its tree. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_HTMLSCAN_H
#define PAGE_HTMLSCAN_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Tree builders take quadratic time for tags nested without end, for tags
 * with thousands of attributes and for formatting that is opened over and
 * over. So the page is written anew with what we need of it: without scripts,
 * styles, drawings, comments and formatting tags, a few attributes a tag,
 * nested no deeper than TW_HTML_DEPTH. No '<' is copied that was not read as
 * a tag here. Each JSON-LD script found is given to `fn`. O(length).
 *
 * Returns TRAWL_EFULL above TW_HTML_TAGS tags.
 */
#define TW_HTML_DEPTH 256
#define TW_HTML_TAGS 400000

typedef void tw_json_ld_fn(void *context, struct tw_str json);

int tw_html_scan(struct tw_str html, struct tw_buf *out, tw_json_ld_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

#endif
