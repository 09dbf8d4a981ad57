/* bitmap_kernels.c: how many articles a dense list has before some. */
/* SPDX-License-Identifier: MIT */
#include "index/bitmap.h"

#include "base/bytes.h"

/* Bits are counted by an instruction, in the tiers that have it. */
#define WORDS (TW_BITMAP_GROUP / 64)

/* How many articles the list has before each word of a group. */
static inline void
rank_words(const uint8_t *bits, const uint8_t *rank, uint32_t before[WORDS])
{
	uint32_t sum = tw_le32(rank);

	for (uint32_t i = 0; i < WORDS; i++) {
		before[i] = sum;
		sum += (uint32_t)__builtin_popcountll(tw_le64(bits + 8 * i));
	}
}

static void
ranks(const struct tw_bitmap *bitmap, const uint32_t *docs,
	uint32_t count, uint32_t *ret)
{
	uint32_t group = UINT32_MAX;
	const uint8_t *bits = NULL;
	uint32_t before[WORDS];

	for (uint32_t i = 0; i < count; i++) {
		uint32_t word = docs[i] / 64 % WORDS;
		uint64_t below = (UINT64_C(1) << docs[i] % 64) - 1;

		if (docs[i] / TW_BITMAP_GROUP != group) {
			group = docs[i] / TW_BITMAP_GROUP;
			bits = tw_bitmap_at(bitmap, bitmap->bits +
				(uint64_t)TW_BITMAP_UNIT * group);
			rank_words(bits, tw_bitmap_at(bitmap, bitmap->ranks +
				(uint64_t)4 * group), before);
		}
		ret[i] = before[word] + (uint32_t)__builtin_popcountll(
			tw_le64(bits + 8 * word) & below);
	}
}

const struct tw_bitmap_kernels TW_OF_TIER(tw_bitmap) = {
	.ranks = ranks,
};
