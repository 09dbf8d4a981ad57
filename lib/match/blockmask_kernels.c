/* blockmask_kernels.c: which articles of a block others let pass. */
/* SPDX-License-Identifier: MIT */
#include "match/blockmask.h"

#include "base/vec.h"

static inline uint64_t
has_bit(const uint32_t *doc, const uint8_t *bits, uint32_t first)
{
	uint32_t at = *doc - first;

	return bits[at / 8] >> at % 8 & 1;
}

static inline uint64_t
has_sum(const uint32_t *doc, const uint8_t *sums, uint32_t least)
{
	return sums[*doc / 16] >= least;
}

#if TW_TIER == TW_TIER_AVX2
static inline uint64_t
eight_bits(const uint32_t *docs, const uint8_t *bits, uint32_t first)
{
	tw_vec32 v = tw_vec32_load(docs);
	tw_vec32 words = tw_fetch(bits, (v / 32 - first / 32) * 4);

	return tw_highest(words << (~v & 31));
}

static inline uint64_t
eight_sums(const uint32_t *docs, const uint8_t *sums, uint32_t least)
{
	tw_vec32 found = tw_fetch(sums, tw_vec32_load(docs) / 16) & 255;

	return tw_highest((tw_vec32)((tw_int32)found >= (int32_t)least));
}
#else
#define EIGHT(one) \
	((one)(docs, of, least) | (one)(docs + 1, of, least) << 1 | \
	(one)(docs + 2, of, least) << 2 | (one)(docs + 3, of, least) << 3 | \
	(one)(docs + 4, of, least) << 4 | (one)(docs + 5, of, least) << 5 | \
	(one)(docs + 6, of, least) << 6 | (one)(docs + 7, of, least) << 7)

static inline uint64_t
eight_bits(const uint32_t *docs, const uint8_t *of, uint32_t least)
{
	return EIGHT(has_bit);
}

static inline uint64_t
eight_sums(const uint32_t *docs, const uint8_t *of, uint32_t least)
{
	return EIGHT(has_sum);
}
#endif

static void
mask_bits(const uint32_t *docs, uint32_t count, const uint8_t *bits,
	uint32_t first, uint64_t ret[TW_MASK_WORDS])
{
	uint32_t i = 0;

	memset(ret, 0, TW_MASK_WORDS * sizeof(*ret));
	for (; i + 8 <= count; i += 8)
		ret[i / 64] |= eight_bits(docs + i, bits, first) << i % 64;
	for (; i < count; i++)
		ret[i / 64] |= has_bit(docs + i, bits, first) << i % 64;
}

static void
mask_sums(const uint32_t *docs, uint32_t count, const uint8_t *sums,
	uint32_t least, uint64_t ret[TW_MASK_WORDS])
{
	uint32_t i = 0;

	memset(ret, 0, TW_MASK_WORDS * sizeof(*ret));
	for (; i + 8 <= count; i += 8)
		ret[i / 64] |= eight_sums(docs + i, sums, least) << i % 64;
	for (; i < count; i++)
		ret[i / 64] |= has_sum(docs + i, sums, least) << i % 64;
}

const struct tw_blockmask_kernels TW_OF_TIER(tw_blockmask) = {
	.bits = mask_bits,
	.sums = mask_sums,
};
