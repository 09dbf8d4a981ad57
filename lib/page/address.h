/* address.h: URLs without what counts clicks, and relative ones made whole. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ADDRESS_H
#define PAGE_ADDRESS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * Appends the URL without the parameters that tell where a visitor came from
 * (utm_source, fbclid, gclid, ...: address.c lists them), and without a
 * fragment that does so ("#xtor=RSS-3"). All else stays, byte by byte, so that
 * an id made of it is the same forever; other parameters choose the page on
 * some sites, whatever they are called.
 */
void tw_address_clean(struct tw_str url, struct tw_buf *out);

/*
 * Appends what a reference ("../b", "/b?c", "//d.example/", or a URL) stands
 * for in a document at `base`, an http or https URL (RFC 3986, 5.2); false,
 * and nothing, if that is not an http or https URL.
 */
bool tw_address_join(struct tw_str base, struct tw_str reference,
	struct tw_buf *out);

/* True if it leads to what somebody wrote: "/author/ann-lee", "?author=7". */
bool tw_address_is_author(struct tw_str address);

#endif
