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

/* What the articles of these groups may reach, by so many lists. */
TW_KERNEL tw_vec8
sum_of(const struct tw_levels_window *window, uint32_t group, uint32_t count)
{
	tw_vec8 sum = tw_vec8_load(window->extra + TW_LEVELS_GROUP * group);

	for (uint32_t n = 0; n < count; n++) {
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

/* Of a word of groups, GROUPS at a time: those that may reach the least. */
struct reaching {
	uint8_t sums[64 / GROUPS][TW_VEC];
	uint32_t found[64 / GROUPS];	/* which articles do */
	uint8_t at[64 / GROUPS];	/* the first group */
};

/* Without a branch on what is found, which cannot be foretold. */
TW_KERNEL uint32_t
find_reaching(const struct tw_levels_window *window, uint32_t lists,
	uint32_t word, struct reaching *ret)
{
	const uint64_t first = GROUPS > 1 ? 0x5555555555555555 : ~UINT64_C(0);
	uint64_t groups = window->groups[word];
	uint64_t bits = (groups | groups >> (GROUPS - 1)) & first;
	tw_vec8 least = tw_vec8_all(window->least);
	uint32_t count = 0;

	for (; bits; bits &= bits - 1) {
		uint32_t at = (uint32_t)__builtin_ctzll(bits);
		tw_vec8 sum = sum_of(window, 64 * word + at, lists);
		uint32_t found = tw_mask8(tw_is_least8(sum, least));

		tw_vec8_store(ret->sums[count], sum);
		ret->found[count] = found;
		ret->at[count] = (uint8_t)at;
		count += found != 0;
	}
	return count;
}

/* Of n that were found, the articles of the groups whose bits are set. */
static uint32_t
take(const struct reaching *reaching, uint32_t n, uint64_t groups,
	uint32_t base, uint32_t count, struct tw_levels_found *ret)
{
	for (uint32_t k = 0; k < n; k++) {
		uint32_t first = base + TW_LEVELS_GROUP * reaching->at[k];
		uint32_t found = articles_of(reaching->found[k],
			groups >> reaching->at[k]);

		for (; found; found &= found - 1) {
			uint32_t i = (uint32_t)__builtin_ctz(found);

			ret->at[count] = (uint16_t)(first + i);
			ret->sums[count++] = reaching->sums[k][i];
		}
	}
	return count;
}

TW_KERNEL uint32_t
narrow_by(const struct tw_levels_window *window, uint32_t lists,
	struct tw_levels_found *ret)
{
	struct reaching reaching;
	uint32_t count = 0;

	for (uint32_t word = 0; word < WORDS; word++) {
		uint32_t n = find_reaching(window, lists, word, &reaching);

		count = take(&reaching, n, window->groups[word],
			64 * TW_LEVELS_GROUP * word, count, ret);
	}
	return count;
}

/* A loop over a known number of lists is none. */
static uint32_t
narrow(const struct tw_levels_window *window, struct tw_levels_found *ret)
{
	switch (window->count) {
	case 1:
		return narrow_by(window, 1, ret);
	case 2:
		return narrow_by(window, 2, ret);
	case 3:
		return narrow_by(window, 3, ret);
	case 4:
		return narrow_by(window, 4, ret);
	case 5:
		return narrow_by(window, 5, ret);
	default:
		return narrow_by(window, window->count, ret);
	}
}

const struct tw_levels_kernels TW_OF_TIER(tw_levels) = {
	.above = above,
	.most = most,
	.ranks = ranks,
	.narrow = narrow,
};
