/* bounds_kernels.c: the levels of groups of articles, and their range. */
/* SPDX-License-Identifier: MIT */
#include "index/bounds.h"

#include "base/vec.h"

#define EACH (TW_VEC / 4)	/* groups of a vector */

typedef uint16_t few16 TW_OF_VEC(TW_VEC / 2);
typedef uint8_t few8 TW_OF_VEC(TW_VEC / 4);

TW_KERNEL tw_vec16
lower(tw_vec16 a, tw_vec16 b)
{
	tw_vec16 is = (tw_vec16)(a < b);

	return (a & is) | (b & ~is);
}

/* 0 less 1 is the highest there is, so that it is never the lowest; and the
   highest has the least left to that. */
static struct tw_bounds_range
range(const uint16_t *best, uint32_t count)
{
	struct tw_bounds_range found = {UINT16_MAX, 0};
	tw_vec16 lowest = ~(tw_vec16){0};
	tw_vec16 left = ~(tw_vec16){0};

	for (uint32_t i = 0; i < count; i += TW_VEC / 2) {
		tw_vec16 v;

		memcpy(&v, best + i, sizeof(v));
		lowest = lower(lowest, v - 1);
		left = lower(left, ~v);
	}
	for (uint32_t i = 0; i < TW_VEC / 2; i++) {
		uint16_t high = (uint16_t)~left[i];

		found.lowest = lowest[i] < found.lowest ? lowest[i] :
			found.lowest;
		found.highest = high > found.highest ? high : found.highest;
	}
	found.lowest++;
	return found;
}

/*
 * A division by the step, rounded up, as a product: exact, for what is divided
 * is half of one off any multiple of the step, which is below 2 to the 13th,
 * and the result below 16.
 */
TW_KERNEL few8
levels_of(const uint16_t *best, int32_t lowest, tw_float inverse)
{
	few16 few;

	memcpy(&few, best, sizeof(few));
	tw_int32 v = __builtin_convertvector(few, tw_int32);
	tw_float above = __builtin_convertvector(v - lowest, tw_float) - 0.5F;
	tw_int32 level = __builtin_convertvector(above * inverse + 1.0F,
		tw_int32) + 1;

	return __builtin_convertvector(level & (tw_int32)(v != 0), few8);
}

static void
unit(const uint16_t best[2 * TW_BOUNDS_UNIT], uint16_t lowest, float inverse,
	uint8_t ret[TW_BOUNDS_UNIT])
{
	tw_float all = tw_float_all(inverse);
	uint8_t levels[2 * TW_BOUNDS_UNIT];

	for (uint32_t i = 0; i < 2 * TW_BOUNDS_UNIT; i += EACH) {
		few8 few = levels_of(best + i, lowest, all);

		memcpy(levels + i, &few, sizeof(few));
	}
	for (int i = 0; i < TW_BOUNDS_UNIT; i++)
		ret[i] = (uint8_t)(levels[2 * i] | levels[2 * i + 1] << 4);
}

const struct tw_bounds_kernels TW_OF_TIER(tw_bounds) = {
	.range = range,
	.unit = unit,
};
