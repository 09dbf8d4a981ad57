/* blockmask.c: articles of a block that others let pass, by kernels. */
/* SPDX-License-Identifier: MIT */
#include "match/blockmask.h"

void
tw_mask_bits(const uint32_t *docs, uint32_t count, const uint8_t *bits,
	uint32_t first, uint64_t ret[TW_MASK_WORDS])
{
	TW_BEST_OF(tw_blockmask)->bits(docs, count, bits, first, ret);
}

void
tw_mask_sums(const uint32_t *docs, uint32_t count, const uint8_t *sums,
	uint32_t least, uint64_t ret[TW_MASK_WORDS])
{
	TW_BEST_OF(tw_blockmask)->sums(docs, count, sums, least, ret);
}
