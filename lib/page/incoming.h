/* incoming.h: bytes of pages as they come, unpacked on the way. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_INCOMING_H
#define PAGE_INCOMING_H

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"
#include "page/unpack.h"

/*
 * A window on a stream of bytes: what has come and was not passed yet. Holds
 * as much of it as was asked to be seen, and 1 MiB. Damage of packed bytes is
 * TRAWL_EPARSE, once each: what can be read behind it comes then.
 */
struct tw_incoming {
	trawl_read_fn *read;	/* NULL: all is in memory */
	void *context;
	struct tw_str memory;	/* read in place, or not yet unpacked */
	struct tw_buf packed;
	size_t packed_at;
	struct tw_buf bytes;
	size_t at;
	uint64_t offset;	/* of the window in all bytes, unpacked */
	struct tw_unpack unpack;
	bool is_packed;
	bool in_memory;
	bool dry;		/* there are no more bytes to be read */
	trawl_error damage;	/* that is still to be told */
};

/* The bytes are borrowed until tw_incoming_done. */
int tw_incoming_memory(struct tw_incoming *in, struct tw_str bytes,
	trawl_error *err) TW_MUST_USE;

/* Reads the first bytes. */
int tw_incoming_stream(struct tw_incoming *in, trawl_read_fn *read,
	void *context, trawl_error *err) TW_MUST_USE;
void tw_incoming_done(struct tw_incoming *in);

/* Waits for `least` bytes, or the end of all, and gives all that have come;
   borrowed until the next call. */
int tw_incoming_see(struct tw_incoming *in, size_t least, struct tw_str *ret,
	trawl_error *err) TW_MUST_USE;

/* The same, but with fewer bytes where damage comes before; that is told when
   these are behind. */
int tw_incoming_peek(struct tw_incoming *in, size_t least, struct tw_str *ret,
	trawl_error *err) TW_MUST_USE;

/* Leaves behind the first n bytes of the window. */
void tw_incoming_pass(struct tw_incoming *in, size_t n);

/* Leaves behind all that has come of packed bytes, after damage. */
void tw_incoming_drop(struct tw_incoming *in);

/* Leaves behind n bytes, come or not, or all that there are. */
int tw_incoming_skip(struct tw_incoming *in, uint64_t n, trawl_error *err)
	TW_MUST_USE;

/* The next line, without its end, and leaves it behind; TRAWL_END behind the
   last one. TRAWL_EFULL for one of more than `most` bytes, which is left
   behind, as is one that is damaged. Borrowed until the next call. */
int tw_incoming_line(struct tw_incoming *in, size_t most, struct tw_str *ret,
	trawl_error *err) TW_MUST_USE;

#endif
