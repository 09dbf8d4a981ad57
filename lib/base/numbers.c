/* numbers.c: arrays of numbers, by the kernels of this processor. */
/* SPDX-License-Identifier: MIT */
#include "base/numbers.h"

uint64_t
tw_numbers_above(const uint32_t numbers[64], uint32_t least)
{
	if (least > INT32_MAX)
		return 0;
	return TW_BEST_OF(tw_numbers)->above(numbers, (int32_t)least);
}

uint64_t
tw_scores_above(const float scores[64], float least)
{
	return TW_BEST_OF(tw_numbers)->scores_above(scores, least);
}

uint32_t
tw_scores_find(const float *scores, uint32_t count, float least,
	uint16_t *ret)
{
	return TW_BEST_OF(tw_numbers)->scores_find(scores, count, least, ret);
}

void
tw_sums(uint32_t *numbers, uint32_t count, uint32_t before)
{
	TW_BEST_OF(tw_numbers)->sums(numbers, count, before);
}

uint64_t
tw_count_bits(const uint64_t *words, size_t count)
{
	return TW_BEST_OF(tw_numbers)->count_bits(words, count);
}

void
tw_ranks(const int32_t *numbers, uint32_t count, uint32_t *ret)
{
	TW_BEST_OF(tw_numbers)->ranks(numbers, count, ret);
}
