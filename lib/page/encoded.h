/* encoded.h: how mail writes what is no ASCII. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ENCODED_H
#define PAGE_ENCODED_H

#include "base/buf.h"
#include "base/str.h"

/* Appends the bytes of a body that is encoded so ("base64" or
   "quoted-printable", RFC 2045), or as they are. */
void tw_encoded_body(struct tw_str body, struct tw_str how,
	struct tw_buf *out);

/* Appends a header's value as UTF-8, with its encoded words (RFC 2047) read
   and its lines joined. */
int tw_encoded_words(struct tw_str value, struct tw_buf *out,
	trawl_error *err) TW_MUST_USE;

#endif
