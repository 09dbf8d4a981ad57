/* bitpack_scalar.c: bit packing number by number, for any processor. */
/* SPDX-License-Identifier: MIT */
#include "base/bitpack.h"

#include <assert.h>

#include "base/bytes.h"

#define LANES 4
#define NEXT_WORD (4 * LANES)	/* bytes to the next word of the same lane */

void
tw_pack_scalar(const uint32_t numbers[TW_BLOCK], unsigned width,
	uint8_t *packed)
{
	assert(tw_pack_width(numbers, TW_BLOCK) <= width);
	for (unsigned lane = 0; lane < LANES; lane++) {
		uint8_t *p = packed + 4 * lane;
		uint64_t bits = 0;
		unsigned n = 0;

		for (unsigned i = lane; i < TW_BLOCK; i += LANES) {
			bits |= (uint64_t)numbers[i] << n;
			n += width;
			if (n >= 32) {
				tw_put_le32(p, (uint32_t)bits);
				p += NEXT_WORD;
				bits >>= 32;
				n -= 32;
			}
		}
	}
}

void
tw_unpack_scalar(const uint8_t *packed, unsigned width,
	uint32_t numbers[TW_BLOCK])
{
	assert(width <= 32);
	uint64_t mask = (UINT64_C(1) << width) - 1;

	for (unsigned lane = 0; lane < LANES; lane++) {
		const uint8_t *p = packed + 4 * lane;
		uint64_t bits = 0;
		unsigned n = 0;

		for (unsigned i = lane; i < TW_BLOCK; i += LANES) {
			if (n < width) {
				bits |= (uint64_t)tw_le32(p) << n;
				p += NEXT_WORD;
				n += 32;
			}
			numbers[i] = (uint32_t)(bits & mask);
			bits >>= width;
			n -= width;
		}
	}
}

void
tw_unpack_ascending_scalar(const uint8_t *packed, unsigned width,
	uint32_t before, uint32_t numbers[TW_BLOCK])
{
	tw_unpack_scalar(packed, width, numbers);
	for (unsigned i = 0; i < TW_BLOCK; i++) {
		before += numbers[i] + 1;
		numbers[i] = before;
	}
}

uint32_t
tw_unpack_one(const uint8_t *packed, unsigned width, uint32_t i)
{
	unsigned at = i / LANES * width;
	const uint8_t *p = packed + NEXT_WORD * (at / 32) + 4 * (i % LANES);

	assert(width <= 32 && i < TW_BLOCK);
	if (width == 0)
		return 0;
	uint64_t bits = tw_le32(p);
	if (at % 32 + width > 32)
		bits |= (uint64_t)tw_le32(p + NEXT_WORD) << 32;
	return (uint32_t)(bits >> at % 32 & ((UINT64_C(1) << width) - 1));
}
