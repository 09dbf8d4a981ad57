/* patched.h: 128 numbers packed, the few that are too wide put in after. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_PATCHED_H
#define INDEX_PATCHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bitpack.h"

/*
 * The numbers are packed at a width that most of them fit in. Outliers are
 * those that do not; what they have above the width follows (as in Zukowski
 * et al., "Super-scalar RAM-CPU cache compression", 2006, but with the
 * outliers' low bits in place):
 *
 *   0                 16 * width
 *   | packed numbers  | place (byte), bits above the width (byte) | ... |
 *
 * Places of outliers ascend. Width and count of outliers, a byte each, stand
 * elsewhere.
 */
struct tw_patched {
	uint8_t width;
	uint8_t outliers;
};
#define TW_OUTLIER_BITS 8
#define TW_PATCHED_MAX (TW_BLOCK * 4)

/* Packs at the width that takes the fewest bytes; returns them. */
size_t tw_patched_put(const uint32_t numbers[TW_BLOCK],
	uint8_t to[TW_PATCHED_MAX], struct tw_patched *ret);

/* Whether numbers can be packed so and need at most `bits` bits. */
static inline bool
tw_patched_is_good(struct tw_patched patched, unsigned bits)
{
	return patched.width + (patched.outliers > 0 ? TW_OUTLIER_BITS : 0u)
		<= bits;
}

static inline size_t
tw_patched_size(struct tw_patched patched)
{
	return tw_pack_size(patched.width) + 2 * (size_t)patched.outliers;
}

/* Unpacks what is good for 32 bits; `numbers` is aligned to 16 bytes. */
void tw_patched_get(const uint8_t *p, struct tw_patched patched,
	uint32_t numbers[TW_BLOCK]);

/* One of them alone, place < 128. O(outliers). */
uint32_t tw_patched_at(const uint8_t *p, struct tw_patched patched,
	uint32_t place);

#endif
