/* places_kernels.c: counts of position gaps, checked and summed. */
/* SPDX-License-Identifier: MIT */
#include "index/places.h"

#include <assert.h>

#include "base/vec.h"

#define EACH (TW_VEC / 4)	/* numbers of a vector */

static_assert(TW_TITLE_WEIGHT == 3, "weighs as the loop has it");

static bool
sum(const struct tw_block *block, uint32_t twice, uint32_t first,
	uint32_t places[TW_BLOCK + 1])
{
	tw_vec32 last = tw_vec32_all(first);
	tw_vec32 bad = {0};
	uint32_t any = 0;

	places[0] = first;
	for (uint32_t i = 0; i < TW_BLOCK; i += EACH) {
		tw_vec32 freq = tw_vec32_load(block->freqs + i);
		tw_vec32 in_title = tw_vec32_load(block->in_title + i);
		tw_vec32 gaps = freq - ((in_title + in_title) & twice);
		tw_vec32 sums = tw_running_sum(gaps);

		bad |= (freq | in_title) >> TW_FREQ_BITS |
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
