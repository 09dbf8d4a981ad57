/* levels_kernels.c: which groups and articles may reach a score. */
/* SPDX-License-Identifier: MIT */
#include "match/levels.h"

#include "base/vec.h"

#define WORDS (TW_LEVELS_WINDOW / 64)

static uint32_t
above(const uint8_t sums[TW_LEVELS_WINDOW], uint8_t least,
	uint64_t ret[WORDS])
{
	tw_vec8 all = tw_vec8_all(least);
	uint32_t count = 0;

	for (uint32_t i = 0; i < WORDS; i++) {
		uint64_t bits = 0;

		for (uint32_t j = 0; j < 64; j += TW_VEC)
			bits |= (uint64_t)tw_mask8(tw_is_least8(
				tw_vec8_load(sums + 64 * i + j), all)) << j;
		ret[i] = bits;
		count += (uint32_t)__builtin_popcountll(bits);
	}
	return count;
}

/* Compilers have an instruction for this one. */
static uint8_t
most(const uint8_t sums[TW_LEVELS_WINDOW])
{
	uint8_t ret = 0;

	for (uint32_t i = 0; i < TW_LEVELS_WINDOW; i++)
		ret = sums[i] > ret ? sums[i] : ret;
	return ret;
}

/* Bits are counted by an instruction, in the tiers that have it. */
static void
ranks(const uint8_t *bits, const uint16_t *at, uint32_t count, uint32_t *ret)
{
	uint32_t before = 0;
	uint32_t word = count > 0 ? at[0] / 64u : 0;

	for (uint32_t i = 0; i < count; i++) {
		for (; word < at[i] / 64u; word++)
			before += (uint32_t)__builtin_popcountll(
				tw_le64(bits + 8 * word));
		ret[i] = before + (uint32_t)__builtin_popcountll(
			tw_le64(bits + 8 * word) &
			((UINT64_C(1) << at[i] % 64) - 1));
	}
}

#define GROUPS (TW_VEC / TW_LEVELS_GROUP)	/* of a vector */

/* The bits of the articles of GROUPS groups from this one on. */
static inline uint32_t
bits_of(const uint8_t *bits, uint32_t group)
{
	return GROUPS > 1 ? tw_le32(bits + 2 * group)
		: tw_le16(bits + 2 * group);
}

/* What the articles of these groups may reach. */
static inline tw_vec8
sum_of(const struct tw_levels_window *window, uint32_t group)
{
	tw_vec8 sum = tw_vec8_load(window->extra + TW_LEVELS_GROUP * group);

	for (uint32_t n = 0; n < window->count; n++) {
		const struct tw_levels_list *list = &window->lists[n];

		sum = tw_add8(sum, tw_spread_bytes(list->bounds + group) &
			tw_spread_bits(bits_of(list->bits, group)));
	}
	return sum;
}

/* Of so many groups' articles, those of the groups whose bits are set. */
static inline uint32_t
articles_of(uint32_t articles, uint64_t groups)
{
	return articles & ((groups & 1 ? 0xffffu : 0) |
		(groups & 2 ? 0xffff0000u : 0));
}

static uint32_t
narrow(const struct tw_levels_window *window, struct tw_levels_found *ret)
{
	const uint64_t first = GROUPS > 1 ? 0x5555555555555555 : ~UINT64_C(0);
	tw_vec8 least = tw_vec8_all(window->least);
	uint32_t count = 0;

	for (uint32_t word = 0; word < WORDS; word++) {
		uint64_t groups = window->groups[word];
		uint64_t bits = (groups | groups >> (GROUPS - 1)) & first;

		for (; bits; bits &= bits - 1) {
			uint32_t at = (uint32_t)__builtin_ctzll(bits);
			uint32_t group = 64 * word + at;
			tw_vec8 sum = sum_of(window, group);
			uint32_t found = tw_mask8(tw_is_least8(sum, least));
			uint8_t sums[TW_VEC];

			if (found == 0)
				continue;
			tw_vec8_store(sums, sum);
			for (found = articles_of(found, groups >> at); found;
				found &= found - 1) {
				uint32_t i = (uint32_t)__builtin_ctz(found);

				ret->at[count] = (uint16_t)(TW_LEVELS_GROUP *
					group + i);
				ret->sums[count++] = sums[i];
			}
		}
	}
	return count;
}

const struct tw_levels_kernels TW_OF_TIER(tw_levels) = {
	.above = above,
	.most = most,
	.ranks = ranks,
	.narrow = narrow,
};
