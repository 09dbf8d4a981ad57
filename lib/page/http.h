/* http.h: what an answer of HTTP brought. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_HTTP_H
#define PAGE_HTTP_H

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

struct tw_http {
	unsigned code;		/* 200; 0 if the bytes are no answer */
	struct tw_str headers;
	struct tw_str body;	/* borrowed, or from `spare` */
};

/*
 * Reads an answer, status line and all. Its body is taken out of its chunks
 * and unpacked (gzip, deflate); TRAWL_EPARSE if that cannot be, TRAWL_EFULL
 * beyond `most` bytes. `spare` is used for bodies that cannot be borrowed.
 */
int tw_http_read(struct tw_str bytes, size_t most, struct tw_buf *spare,
	struct tw_http *ret, trawl_error *err) TW_MUST_USE;

#endif
