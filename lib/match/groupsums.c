/* groupsums.c: adds up the bounds of groups of articles, list by list. */
/* SPDX-License-Identifier: MIT */
#include "match/groupsums.h"

void
tw_groupsums_add(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16])
{
	TW_BEST_OF(tw_groupsums)->add(sums, levels, bytes, shift, table);
}

void
tw_groupsums_meet(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16])
{
	TW_BEST_OF(tw_groupsums)->meet(sums, levels, bytes, shift, table);
}

uint64_t
tw_groupsums_above(const uint8_t sums[64], uint8_t least)
{
	return TW_BEST_OF(tw_groupsums)->above(sums, least);
}
