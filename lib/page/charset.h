/* charset.h: bytes of a page in any known charset, to UTF-8. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_CHARSET_H
#define PAGE_CHARSET_H

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Appends the bytes as valid UTF-8 without a byte order mark: converted from
 * the charset that a byte order mark names, or who gave them (`given`, or
 * NULL), or, in HTML, a <meta>; where nobody does, or says UTF-8 of what is
 * mostly none, that which they look like; else cleaned. *ret_replaced counts
 * what could not be read (U+FFFD).
 */
int tw_charset_read(struct tw_str bytes, bool html, const char *given,
	struct tw_buf *out, uint64_t *ret_replaced, trawl_error *err)
	TW_MUST_USE;

#endif
