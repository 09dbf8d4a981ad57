/* blockkeep_kernels.c: which articles of a full block pass a test. */
/* SPDX-License-Identifier: MIT */
#include "match/blockkeep.h"

#include "base/vec.h"

/* A test of eight articles gives eight bits. */
#if TW_TIER == TW_TIER_AVX2
static inline unsigned
eight_by_bits(const uint32_t *docs, const uint8_t *bits, uint32_t first)
{
	tw_vec32 v = tw_vec32_load(docs);
	tw_vec32 found = tw_fetch(bits, v / 8 - first / 8);

	return tw_highest(found >> (v & 7) << 31);
}

static inline unsigned
eight_by_level(const uint32_t *docs, const uint8_t *levels, uint32_t first,
	unsigned shift, unsigned least)
{
	tw_vec32 group = tw_vec32_load(docs) >> shift;
	tw_vec32 found = tw_fetch(levels, group / 2 - (first >> shift) / 2);
	tw_int32 level = (tw_int32)(found >> (group & 1) * 4 & 15);

	return tw_highest((tw_vec32)(level >= (int32_t)least));
}

static inline unsigned
eight_frequent(const struct tw_keep_frequent *test, uint32_t at)
{
	tw_vec32 length = tw_fetch(test->lengths,
		tw_vec32_load(test->docs + at) - test->docs[0]) & 255;
	tw_float norm = (tw_float)tw_fetch(test->norm, length * 4);
	tw_float freq = __builtin_convertvector(
		tw_int32_load(test->freqs + at), tw_float);

	return tw_highest((tw_vec32)(freq >= test->ratio * norm));
}
#else
static inline unsigned
eight_by_bits(const uint32_t *docs, const uint8_t *bits, uint32_t first)
{
	uint32_t base = first - first % 8;
	unsigned found = 0;

	for (uint32_t j = 0; j < 8; j++) {
		uint32_t at = docs[j] - base;

		found |= ((unsigned)bits[at / 8] >> at % 8 & 1) << j;
	}
	return found;
}

static inline unsigned
eight_by_level(const uint32_t *docs, const uint8_t *levels, uint32_t first,
	unsigned shift, unsigned least)
{
	uint32_t base = (first >> shift) / 2;
	unsigned found = 0;

	for (uint32_t j = 0; j < 8; j++) {
		uint32_t group = docs[j] >> shift;
		unsigned level = (unsigned)levels[group / 2 - base] >>
			group % 2 * 4 & 15;

		found |= (level >= least ? 1u : 0u) << j;
	}
	return found;
}

static inline unsigned
eight_frequent(const struct tw_keep_frequent *test, uint32_t at)
{
	unsigned found = 0;

	for (uint32_t j = 0; j < 8; j++) {
		uint8_t length = test->lengths[test->docs[at + j] -
			test->docs[0]];

		found |= ((float)test->freqs[at + j] >= test->ratio *
			test->norm[length] ? 1u : 0u) << j;
	}
	return found;
}
#endif

static bool
by_bits(const uint32_t docs[TW_BLOCK], const uint8_t *bits,
	uint8_t keep[TW_KEEP_BYTES])
{
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		keep[i] = (uint8_t)(keep[i] &
			eight_by_bits(docs + 8 * i, bits, docs[0]));
		any |= keep[i];
	}
	return any != 0;
}

static bool
by_level(const uint32_t docs[TW_BLOCK], const uint8_t *levels,
	unsigned shift, unsigned least, uint8_t keep[TW_KEEP_BYTES])
{
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		keep[i] = (uint8_t)(keep[i] & eight_by_level(docs + 8 * i,
			levels, docs[0], shift, least));
		any |= keep[i];
	}
	return any != 0;
}

static bool
frequent(const struct tw_keep_frequent *test, uint8_t keep[TW_KEEP_BYTES])
{
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		if (keep[i] > 0)
			keep[i] = (uint8_t)(keep[i] &
				eight_frequent(test, 8 * i));
		any |= keep[i];
	}
	return any != 0;
}

const struct tw_blockkeep_kernels TW_OF_TIER(tw_blockkeep) = {
	.by_bits = by_bits,
	.by_level = by_level,
	.frequent = frequent,
};
