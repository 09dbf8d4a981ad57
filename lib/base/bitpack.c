/* bitpack.c: blocks of packed numbers, by the kernel of their width. */
/* SPDX-License-Identifier: MIT */
#include "base/bitpack.h"

#include <assert.h>

#include "base/bytes.h"

#define LANES 4
#define NEXT_WORD (4 * LANES)	/* bytes to the next word of the same lane */

unsigned
tw_pack_width(const uint32_t *numbers, size_t n)
{
	uint32_t all = 0;

	for (size_t i = 0; i < n; i++)
		all |= numbers[i];
	return all > 0 ? 32 - (unsigned)__builtin_clz(all) : 0;
}

uint32_t
tw_count_wider(const uint32_t numbers[TW_BLOCK], unsigned width)
{
	assert(width < 32);
	return TW_BEST_OF(tw_bitpack)->count_wider(numbers, width);
}

void
tw_pack(const uint32_t numbers[TW_BLOCK], unsigned width, uint8_t *packed)
{
	assert(tw_pack_width(numbers, TW_BLOCK) <= width && width <= 32);
	TW_BEST_OF(tw_bitpack)->pack[width](numbers, packed);
}

void
tw_unpack(const uint8_t *packed, unsigned width, uint32_t numbers[TW_BLOCK])
{
	assert(width <= 32);
	TW_BEST_OF(tw_bitpack)->unpack[width](packed, numbers);
}

void
tw_unpack_ascending(const uint8_t *packed, unsigned width, uint32_t before,
	uint32_t numbers[TW_BLOCK])
{
	assert(width <= 32);
	TW_BEST_OF(tw_bitpack)->unpack_ascending[width](packed, before,
		numbers);
}

uint32_t
tw_unpack_one(const uint8_t *packed, unsigned width, uint32_t i)
{
	unsigned at = i / LANES * width;
	const uint8_t *p = packed + NEXT_WORD * (at / 32) + 4 * (i % LANES);

	assert(width <= 32 && i < TW_BLOCK);
	uint64_t bits = tw_le32(p) | (uint64_t)tw_le32(p + NEXT_WORD) << 32;

	return (uint32_t)(bits >> at % 32 & ((UINT64_C(1) << width) - 1));
}
