/* dated_kernels.c: which of many dates are within a span. */
/* SPDX-License-Identifier: MIT */
#include "match/dated.h"

#include "base/vec.h"

#define EACH (TW_VEC / 4)	/* dates of a vector */

static uint64_t
within(const uint8_t dates[64 * 4], const struct tw_span *span)
{
	tw_int32 low = tw_int32_all(span->low);
	tw_int32 month = tw_int32_all(span->month);
	tw_int32 year = tw_int32_all(span->year);
	tw_int32 high = tw_int32_all(span->high);
	uint64_t bits = 0;

	for (uint32_t i = 0; i < 64; i += 4 * EACH) {
		tw_int32 is[4];

		for (uint32_t j = 0; j < 4; j++) {
			tw_vec32 v = tw_vec32_load(dates +
				(size_t)4 * (i + j * EACH));
			tw_int32 date = (tw_int32)TW_LE_WORDS(v);

			is[j] = ((date >= low) | (date == month) |
				(date == year)) & (date <= high);
		}
		bits |= (uint64_t)tw_mask32((struct tw_is_32){
			is[0], is[1], is[2], is[3]}) << i;
	}
	return bits;
}

const struct tw_dated_kernels TW_OF_TIER(tw_dated) = {
	.within = within,
};
