/* often.c: which of many articles have a word often enough, by kernels. */
/* SPDX-License-Identifier: MIT */
#include "match/often.h"

void
tw_often_ask(struct tw_often *often, float reach,
	const float freqs[TW_OFTEN_CLASSES])
{
	TW_BEST_OF(tw_often)->ask(often, reach, freqs);
}

void
tw_often_tops(const uint8_t *sums, uint32_t count, uint8_t *ret)
{
	TW_BEST_OF(tw_often)->tops(sums, count, ret);
}

uint32_t
tw_often_enough(const struct tw_often *often,
	const struct tw_often_span *span, struct tw_often_found *ret)
{
	return TW_BEST_OF(tw_often)->enough(often, span, ret);
}

uint32_t
tw_often_narrow(const struct tw_often *often, const struct tw_often_span *span,
	const struct tw_often_lists *lists, struct tw_often_found *found,
	uint32_t count)
{
	return TW_BEST_OF(tw_often)->narrow(often, span, lists, found, count);
}
