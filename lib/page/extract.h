/* extract.h: bytes of a page, of any form, to articles. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_EXTRACT_H
#define PAGE_EXTRACT_H

#include "page/article.h"

/* As trawl_extract in trawl.h, which is thin over this. */
int tw_extract(struct tw_str bytes, const struct trawl_extract_options *options,
	trawl_extract_fn *fn, void *context, trawl_error *err) TW_MUST_USE;

#endif
