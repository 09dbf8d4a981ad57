/* warc.h: the pages that a crawl got, to articles. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_WARC_H
#define PAGE_WARC_H

#include "page/incoming.h"

/*
 * Calls fn for each page in a WARC file (ISO 28500): responses of HTTP that
 * brought one (200), resources and conversions, if they are HTML or text. All
 * else, pictures and requests, is passed over. A page's name is its address.
 * Holds one page at a time. As trawl_extract.
 */
int tw_warc_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

#endif
