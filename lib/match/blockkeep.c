/* blockkeep.c: articles of a full block that pass a test, by kernels. */
/* SPDX-License-Identifier: MIT */
#include "match/blockkeep.h"

#include "base/bytes.h"

bool
tw_keep_by_bits(const uint32_t docs[TW_BLOCK], const uint8_t *bits,
	uint8_t keep[TW_KEEP_BYTES])
{
	return TW_BEST_OF(tw_blockkeep)->by_bits(docs, bits, keep);
}

bool
tw_keep_by_level(const uint32_t docs[TW_BLOCK], const uint8_t *levels,
	unsigned shift, unsigned least, uint8_t keep[TW_KEEP_BYTES])
{
	return TW_BEST_OF(tw_blockkeep)->by_level(docs, levels, shift, least,
		keep);
}

bool
tw_keep_frequent(const struct tw_keep_frequent *test,
	uint8_t keep[TW_KEEP_BYTES])
{
	return TW_BEST_OF(tw_blockkeep)->frequent(test, keep);
}

uint32_t
tw_keep_places(const uint8_t keep[TW_KEEP_BYTES], uint8_t ret[TW_BLOCK])
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < TW_BLOCK; i += 64)
		for (uint64_t bits = tw_le64(keep + i / 8); bits;
			bits &= bits - 1)
			ret[count++] = (uint8_t)(i +
				(uint32_t)__builtin_ctzll(bits));
	return count;
}
