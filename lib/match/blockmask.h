/* blockmask.h: which articles of a block others let pass, as bits. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_BLOCKMASK_H
#define MATCH_BLOCKMASK_H

#include "base/bitpack.h"

#define TW_MASK_WORDS (TW_BLOCK / 64)

/* Of `count` articles, at most TW_BLOCK, ascending. */

/*
 * Which have their bit: that of article `first`, a multiple of 32 and not
 * behind the first one, is the lowest of bits[0]. Whole groups of 32 are read.
 */
void tw_mask_bits(const uint32_t *docs, uint32_t count, const uint8_t *bits,
	uint32_t first, uint64_t ret[TW_MASK_WORDS]);

/*
 * Which are in groups of 16 whose sum is at least `least`; three more of them
 * are read.
 */
void tw_mask_sums(const uint32_t *docs, uint32_t count, const uint8_t *sums,
	uint32_t least, uint64_t ret[TW_MASK_WORDS]);

typedef void tw_blockmask_fn(const uint32_t *docs, uint32_t count,
	const uint8_t *of, uint32_t first_or_least,
	uint64_t ret[TW_MASK_WORDS]);

struct tw_blockmask_kernels {
	tw_blockmask_fn *bits;
	tw_blockmask_fn *sums;
};
TW_KERNELS(tw_blockmask);

#endif
