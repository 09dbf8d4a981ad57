/* bitpack.c: blocks of 128 numbers packed at one width, as vectors. */
/* SPDX-License-Identifier: MIT */
#include "base/bitpack.h"

#include <string.h>

#include "base/bytes.h"

#define LANES 4

unsigned
tw_pack_width(const uint32_t *numbers, size_t n)
{
	uint32_t all = 0;

	for (size_t i = 0; i < n; i++)
		all |= numbers[i];
	return all > 0 ? 32 - (unsigned)__builtin_clz(all) : 0;
}

void
tw_pack(const uint32_t numbers[TW_BLOCK], unsigned width, uint8_t *packed)
{
	for (unsigned lane = 0; lane < LANES; lane++) {
		uint8_t *p = packed + 4 * lane;
		uint64_t bits = 0;
		unsigned n = 0;

		for (unsigned i = lane; i < TW_BLOCK; i += LANES) {
			bits |= (uint64_t)numbers[i] << n;
			n += width;
			if (n >= 32) {
				tw_put_le32(p, (uint32_t)bits);
				p += 4 * LANES;
				bits >>= 32;
				n -= 32;
			}
		}
	}
}

void
tw_unpack(const uint8_t *packed, unsigned width, uint32_t numbers[TW_BLOCK])
{
	uint64_t mask = (UINT64_C(1) << width) - 1;

	for (unsigned lane = 0; lane < LANES; lane++) {
		const uint8_t *p = packed + 4 * lane;
		uint64_t bits = 0;
		unsigned n = 0;

		for (unsigned i = lane; i < TW_BLOCK; i += LANES) {
			if (n < width) {
				bits |= (uint64_t)tw_le32(p) << n;
				p += 4 * LANES;
				n += 32;
			}
			numbers[i] = (uint32_t)(bits & mask);
			bits >>= width;
			n -= width;
		}
	}
}

void
tw_unpack_ascending(const uint8_t *packed, unsigned width, uint32_t before,
	uint32_t numbers[TW_BLOCK])
{
	tw_unpack(packed, width, numbers);
	for (unsigned i = 0; i < TW_BLOCK; i++) {
		before += numbers[i] + 1;
		numbers[i] = before;
	}
}
