/* site.h: the site that an address is of. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_SITE_H
#define TEXT_SITE_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Appends the host of a URL, or of what is written like one without its
 * scheme, in lower case (ASCII), without "www.", user and port; nothing if
 * there is none.
 */
void tw_site_of(struct tw_str url, struct tw_buf *out);

#endif
