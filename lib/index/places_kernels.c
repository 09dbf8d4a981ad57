/* places_kernels.c: counts of position gaps, checked and summed. */
/* SPDX-License-Identifier: MIT */
#include "index/places.h"

#include "base/vec.h"

#define EACH (TW_VEC / 4)	/* numbers of a vector */

/* No title has as many words, nor do so many times as many wrap around. */
#define TITLE_BITS 20
_Static_assert(TW_TITLE_WEIGHT_MOST < 128, "times that fits");

static bool
sum(const struct tw_block *block, uint32_t times, uint32_t first,
	uint32_t places[TW_BLOCK + 1])
{
	tw_vec32 last = tw_vec32_all(first);
	tw_vec32 bad = {0};
	uint32_t counts = times > 0 ? UINT32_MAX : 0;
	uint32_t any = 0;

	places[0] = first;
	for (uint32_t i = 0; i < TW_BLOCK; i += EACH) {
		tw_vec32 freq = tw_vec32_load(block->freqs + i);
		tw_vec32 in_title = tw_vec32_load(block->in_title + i);
		tw_vec32 gaps = freq - in_title * times;
		tw_vec32 sums = tw_running_sum(gaps);

		bad |= (freq | in_title) >> TW_FREQ_BITS |
			(in_title & counts) >> TITLE_BITS |
			(gaps - in_title) >> 31;
		tw_vec32_store(places + 1 + i, sums + last);
		last += tw_all_last(sums);
	}
	for (uint32_t i = 0; i < EACH; i++)
		any |= bad[i];
	return any == 0;
}

const struct tw_places_kernels TW_OF_TIER(tw_places) = {
	.sum = sum,
};
