/* onepage.h: one page, of a known form, to its article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ONEPAGE_H
#define PAGE_ONEPAGE_H

#include "page/article.h"
#include "page/date.h"

#define TW_PAGE_MAX ((size_t)64 << 20)	/* bytes of a page, or of a line */

/*
 * Sets the fields of the article that the page (text, HTML or Markdown, as
 * options->type says) tells of; with `fill`, only those that are empty. No
 * text is no failure here. The id is not set: tw_onepage_identify.
 */
int tw_onepage_read(struct tw_str bytes,
	const struct trawl_extract_options *options, bool fill,
	struct trawl_article *article, trawl_error *err) TW_MUST_USE;

/* Sets an empty id to the URL without what counts clicks (address.h), or to
   `name` where there is none. */
int tw_onepage_identify(struct trawl_article *article, const char *name,
	trawl_error *err) TW_MUST_USE;

/*
 * Calls fn with the article of a page, or with NULL and the reason why there
 * is none; returns what it returned, or TRAWL_ENOMEM.
 */
int tw_onepage_tell(struct tw_str bytes,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

/* Appends all that a piece of HTML says: its author wrote it, and no site
   stands around it. */
int tw_onepage_piece(struct tw_str html, struct tw_buf *out, trawl_error *err)
	TW_MUST_USE;

/* The day after which dates are not believed, `now` as in the options:
   tomorrow, as it may be that day already where the page was written. */
struct tw_date tw_onepage_latest(const char *now);

/* Sets the language: that which the text is in, or where that is not sure,
   the hint, which may be empty, from this source. */
int tw_onepage_language(struct trawl_article *article, struct tw_str hint,
	const char *source, trawl_error *err) TW_MUST_USE;

#endif
