/* levels.c: groups and articles that may reach a score, by kernels. */
/* SPDX-License-Identifier: MIT */
#include "match/levels.h"

uint32_t
tw_levels_above(const uint8_t sums[TW_LEVELS_WINDOW], uint8_t least,
	uint64_t ret[TW_LEVELS_WINDOW / 64])
{
	return TW_BEST_OF(tw_levels)->above(sums, least, ret);
}

void
tw_levels_ranks(const uint8_t *bits, const uint16_t *at, uint32_t count,
	uint32_t *ret)
{
	TW_BEST_OF(tw_levels)->ranks(bits, at, count, ret);
}

uint8_t
tw_levels_most(const uint8_t sums[TW_LEVELS_WINDOW])
{
	return TW_BEST_OF(tw_levels)->most(sums);
}

uint32_t
tw_levels_narrow(const struct tw_levels_window *window,
	struct tw_levels_found *ret)
{
	return TW_BEST_OF(tw_levels)->narrow(window, ret);
}
