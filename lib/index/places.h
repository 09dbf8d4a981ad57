/* places.h: where the position gaps of each posting of a block begin. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_PLACES_H
#define INDEX_PLACES_H

#include <stdbool.h>

#include "base/kernels.h"
#include "index/block.h"

/*
 * places[0] is `first`; each posting has freq - (title_weight - 1) * in_title
 * gaps in lists of ALL, freq in those of TITLE, of which in_title are of the
 * title. All 128 entries of the block count. False if a frequency needs more
 * than TW_FREQ_BITS or is less than the title's part of it; the places are
 * anything then.
 */
bool tw_places_sum(const struct tw_block *block, enum tw_index_field field,
	uint32_t title_weight, uint32_t first, uint32_t places[TW_BLOCK + 1]);

struct tw_places_kernels {
	/* in_title is to be taken off so many times. */
	bool (*sum)(const struct tw_block *block, uint32_t times,
		uint32_t first, uint32_t places[TW_BLOCK + 1]);
};
TW_KERNELS(tw_places);

#endif
