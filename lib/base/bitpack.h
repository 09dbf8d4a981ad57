/* bitpack.h: blocks of 128 numbers packed at one width, as vectors. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_BITPACK_H
#define BASE_BITPACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/kernels.h"

/*
 * Vertical packing in four 32-bit lanes (as in Lemire and Boytsov, "Decoding
 * billions of integers per second through vectorization", 2015, SIMD-BP128):
 * number i is in lane i % 4, row i / 4; rows follow each other at `width`
 * bits. A packed block is 16 * width bytes, little-endian words.
 *
 *   lane 0   lane 1   lane 2   lane 3
 *   n[0]     n[1]     n[2]     n[3]      row 0
 *   n[4]     n[5]     n[6]     n[7]      row 1
 *   ...
 *
 * Readers may load up to TW_PACK_SLACK bytes behind a packed block: whoever
 * stores one keeps that many bytes readable. Outputs are 16-byte aligned.
 */
#define TW_BLOCK 128
#define TW_PACK_SLACK 32

static inline size_t
tw_pack_size(unsigned width)
{
	return (size_t)16 * width;
}

/* The smallest width, 0 to 32, that holds all n numbers. */
unsigned tw_pack_width(const uint32_t *numbers, size_t n);

/* How many of the numbers need more bits than `width`, which is below 32. */
uint32_t tw_count_wider(const uint32_t numbers[TW_BLOCK], unsigned width);

/*
 * width is at most 32 and no number needs more; writes tw_pack_size(width)
 * bytes.
 */
void tw_pack(const uint32_t numbers[TW_BLOCK], unsigned width, uint8_t *packed);

/* width must be at most 32. */
void tw_unpack(const uint8_t *packed, unsigned width,
	uint32_t numbers[TW_BLOCK]);

/* Number i alone. */
uint32_t tw_unpack_one(const uint8_t *packed, unsigned width, uint32_t i);

/*
 * Ascending numbers as gaps: packed number i is n[i] - n[i - 1] - 1, where
 * n[-1] is `before` (UINT32_MAX for a list that may start at 0). Overflow in
 * damaged data wraps.
 */
void tw_unpack_ascending(const uint8_t *packed, unsigned width,
	uint32_t before, uint32_t numbers[TW_BLOCK]);

/* The kernels of each width, for this file's functions and for tests. */
#define TW_WIDTHS 33

typedef void tw_pack_fn(const uint32_t *numbers, uint8_t *packed);
typedef void tw_unpack_fn(const uint8_t *packed, uint32_t *numbers);
typedef void tw_unpack_ascending_fn(const uint8_t *packed, uint32_t before,
	uint32_t *numbers);

struct tw_bitpack_kernels {
	tw_pack_fn *pack[TW_WIDTHS];
	tw_unpack_fn *unpack[TW_WIDTHS];
	tw_unpack_ascending_fn *unpack_ascending[TW_WIDTHS];
	uint32_t (*count_wider)(const uint32_t *numbers, unsigned width);
};
TW_KERNELS_BUT_SSE41(tw_bitpack);

#endif
