/* places.c: where the position gaps of each posting of a block begin. */
/* SPDX-License-Identifier: MIT */
#include "index/places.h"

bool
tw_places_sum(const struct tw_block *block, enum tw_index_field field,
	uint32_t title_weight, uint32_t first, uint32_t places[TW_BLOCK + 1])
{
	return TW_BEST_OF(tw_places)->sum(block,
		field == TW_FIELD_ALL ? title_weight - 1 : 0, first, places);
}
