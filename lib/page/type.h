/* type.h: the form of a page, told by its bytes and its name. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_TYPE_H
#define PAGE_TYPE_H

#include "base/status.h"
#include "base/str.h"

/*
 * `bytes` are the first ones, or all; `name` (path or URL) may be NULL. A form
 * that the bytes show beyond doubt comes first, then the name's ending, then
 * what the bytes look like; TEXT if nothing speaks against it. TRAWL_EPARSE
 * for what is no text: pictures, archives, PDF, bytes that are mostly control
 * characters.
 */
int tw_type_find(struct tw_str bytes, const char *name, enum trawl_type *ret,
	trawl_error *err) TW_MUST_USE;

/* TRAWL_EPARSE if the bytes cannot be of the type: are no text at all. */
int tw_type_check(struct tw_str bytes, enum trawl_type type, const char *name,
	trawl_error *err) TW_MUST_USE;

/* True if the name begins as a URL of the web does. */
bool tw_type_is_url(const char *name);

#endif
