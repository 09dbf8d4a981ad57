/* tell.h: tells a caller why there is no article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_TELL_H
#define PAGE_TELL_H

#include "base/status.h"

/*
 * A fault of the input is told to fn as "NAME: PLACE: why", and what fn
 * returns is returned; `place` may be NULL. Any other, such as no memory, ends
 * the reading: it goes to err.
 */
int tw_tell(const struct trawl_extract_options *options, const char *place,
	const trawl_error *why, trawl_extract_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;

#endif
