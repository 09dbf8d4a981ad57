/* unpack.h: bytes packed by gzip or zstd, unpacked as they come. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_UNPACK_H
#define PAGE_UNPACK_H

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/* Valid when zeroed: nothing is packed. */
struct tw_unpack {
	struct z_stream_s *gzip;
	struct ZSTD_DCtx_s *zstd;
	bool within;		/* a member has begun and not ended */
	bool lost;		/* after damage: where does the next begin? */
};

/* Looks at the first bytes of all and tells, in *ret_packed, whether they are
   packed. */
int tw_unpack_begin(struct tw_unpack *unpack, struct tw_str bytes,
	bool *ret_packed, trawl_error *err) TW_MUST_USE;
void tw_unpack_end(struct tw_unpack *unpack);

/*
 * Takes bytes from the beginning of `in` and appends what they unpack to, 64
 * KiB at most. Members follow each other as if they were one. TRAWL_EPARSE for
 * damage: what follows the next member's beginning can still be had by going
 * on. With `at_end`, there are no more bytes behind `in`.
 */
int tw_unpack_some(struct tw_unpack *unpack, struct tw_str *in, bool at_end,
	struct tw_buf *out, trawl_error *err) TW_MUST_USE;

#endif
