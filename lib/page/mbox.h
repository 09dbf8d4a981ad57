/* mbox.h: the messages of a mailbox, to articles. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_MBOX_H
#define PAGE_MBOX_H

#include "page/incoming.h"

/* Calls fn for each message of an mbox file (RFC 4155; ">From " is read as
   "From "). Holds one message at a time. As trawl_extract. */
int tw_mbox_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

#endif
