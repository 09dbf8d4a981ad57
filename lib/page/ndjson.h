/* ndjson.h: articles given as JSON, one object a line. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_NDJSON_H
#define PAGE_NDJSON_H

#include "page/article.h"
#include "page/incoming.h"

/*
 * Calls fn for each line that is not empty: with its article, or with NULL
 * and the reason. See trawl_extract in trawl.h.
 */
int tw_ndjson_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

#endif
