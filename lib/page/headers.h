/* headers.h: "Name: value" lines, as HTTP, WARC and mail have them. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_HEADERS_H
#define PAGE_HEADERS_H

#include "base/buf.h"
#include "base/str.h"

/* The bytes up to and with the empty line that ends the headers; all of them,
   if there is none. */
size_t tw_headers_size(struct tw_str bytes);

/* The value of the first header of the name, in any case, with lines that it
   goes on in; empty if there is none. Borrowed from `headers`. */
struct tw_str tw_headers_get(struct tw_str headers, const char *name);

/* "text/html; charset=utf-8" is "text/html", in any case. */
bool tw_headers_is(struct tw_str value, const char *type);

/* Appends the parameter of a value, "charset" of the above, unquoted;
   false if there is none. */
bool tw_headers_parameter(struct tw_str value, const char *name,
	struct tw_buf *out);

#endif
