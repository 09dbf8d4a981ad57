/* feed.h: the entries of an RSS or Atom feed, to articles. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_FEED_H
#define PAGE_FEED_H

#include "page/incoming.h"

/*
 * Calls fn for each entry of RSS 0.9 to 2.0 or Atom: its whole content, or its
 * summary where it has none. Its link is its URL and id. As trawl_extract.
 */
int tw_feed_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

#endif
