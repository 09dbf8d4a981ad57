/* sitemap.h: the pages that a sitemap names. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_SITEMAP_H
#define PAGE_SITEMAP_H

#include "page/incoming.h"

/* Calls fn for each page that is named, as trawl.h says (TRAWL_TYPE_SITEMAP),
   and for each other sitemap. */
int tw_sitemap_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

#endif
