/* gaps.h: all position gaps of a list, one chunk after another. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_GAPS_H
#define INDEX_GAPS_H

#include "index/chunk.h"
#include "index/postings.h"

/* For those who copy a list; who looks for positions uses positions.h. */
struct tw_gaps {
	struct tw_stream *stream;	/* NULL: all are unpacked */
	uint64_t offset;		/* of the next chunk */
	uint32_t taken;			/* of those unpacked */
	uint32_t count;
	uint32_t gaps[TW_BLOCK] __attribute__((aligned(16)));
};

/*
 * Stands before the first gap of the list, whose first block is unpacked, and
 * which, if it is INLINE, has `count` of them.
 */
int tw_gaps_start(struct tw_gaps *gaps, const struct tw_postings *postings,
	uint64_t count, trawl_error *err) TW_MUST_USE;

/*
 * The next gaps, at least one of them, at most `most`; borrowed until the
 * next call. A tw_next_gaps_fn (segwrite.h).
 */
int tw_gaps_next(void *gaps, uint64_t most, const uint32_t **ret,
	uint32_t *ret_count, trawl_error *err) TW_MUST_USE;

#endif
