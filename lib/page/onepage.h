/* onepage.h: one page, of a known form, to its article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ONEPAGE_H
#define PAGE_ONEPAGE_H

#include "page/article.h"

#define TW_PAGE_MAX ((size_t)64 << 20)	/* bytes of a page, or of a line */

/*
 * Sets the fields of the article that the page (text, HTML or Markdown, as
 * options->type says) tells of; with `fill`, only those that are empty. No
 * text is no failure here. The id is not set: tw_onepage_identify.
 */
int tw_onepage_read(struct tw_str bytes,
	const struct trawl_extract_options *options, bool fill,
	struct trawl_article *article, trawl_error *err) TW_MUST_USE;

/* Sets an empty id to the URL, or to `name` where there is none. */
int tw_onepage_identify(struct trawl_article *article, const char *name,
	trawl_error *err) TW_MUST_USE;

#endif
