/* extract.h: bytes of a page, of any form, to articles. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_EXTRACT_H
#define PAGE_EXTRACT_H

#include "page/article.h"

/* As trawl_extract and trawl_extract_stream in trawl.h, which are thin over
   these. */
int tw_extract(struct tw_str bytes, const struct trawl_extract_options *options,
	trawl_extract_fn *fn, void *context, trawl_error *err) TW_MUST_USE;
int tw_extract_stream(trawl_read_fn *read, void *read_context,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

#endif
