/* patched.c: 128 numbers packed, the few that are too wide put in after. */
/* SPDX-License-Identifier: MIT */
#include "index/patched.h"

#include <assert.h>

#include "base/numbers.h"

static struct tw_patched
best_width(const uint32_t *numbers)
{
	unsigned widest = tw_pack_width(numbers, TW_BLOCK);
	unsigned most = widest < TW_OUTLIER_BITS ? widest : TW_OUTLIER_BITS;
	struct tw_patched best = {(uint8_t)widest, 0};

	for (unsigned n = 1; n <= most; n++) {
		struct tw_patched next = {
			.width = (uint8_t)(widest - n),
			.outliers = (uint8_t)tw_count_wider(numbers,
				widest - n),
		};

		if (tw_patched_size(next) < tw_patched_size(best))
			best = next;
		/* Outliers only become more. */
		next.width = (uint8_t)(widest - most);
		if (tw_patched_size(next) >= tw_patched_size(best))
			break;
	}
	return best;
}

/* What the numbers have above the width, of those that have; the end. */
static uint8_t *
put_outliers(const uint32_t *numbers, unsigned width, uint8_t *to)
{
	uint32_t high[TW_BLOCK] __attribute__((aligned(16)));

	for (uint32_t i = 0; i < TW_BLOCK; i++)
		high[i] = numbers[i] >> width;
	for (uint32_t from = 0; from < TW_BLOCK; from += 64) {
		uint64_t wider = tw_numbers_above(high + from, 1);

		for (; wider; wider &= wider - 1) {
			uint32_t i = from + (uint32_t)__builtin_ctzll(wider);

			*to++ = (uint8_t)i;
			*to++ = (uint8_t)high[i];
		}
	}
	return to;
}

size_t
tw_patched_put(const uint32_t numbers[TW_BLOCK], uint8_t to[TW_PATCHED_MAX],
	struct tw_patched *ret)
{
	struct tw_patched best = best_width(numbers);
	uint32_t low[TW_BLOCK] __attribute__((aligned(16)));
	uint32_t mask = (uint32_t)((UINT64_C(1) << best.width) - 1);
	uint8_t *outlier = to + tw_pack_size(best.width);

	for (uint32_t i = 0; i < TW_BLOCK; i++)
		low[i] = numbers[i] & mask;
	tw_pack(low, best.width, to);
	if (best.outliers > 0)
		outlier = put_outliers(numbers, best.width, outlier);
	assert(outlier == to + tw_patched_size(best));
	*ret = best;
	return tw_patched_size(best);
}

void
tw_patched_get(const uint8_t *p, struct tw_patched patched,
	uint32_t numbers[TW_BLOCK])
{
	const uint8_t *outlier = p + tw_pack_size(patched.width);
	const uint8_t *end = p + tw_patched_size(patched);

	tw_unpack(p, patched.width, numbers);
	for (; outlier < end; outlier += 2)
		numbers[outlier[0] % TW_BLOCK] |=
			(uint32_t)outlier[1] << patched.width;
}

uint32_t
tw_patched_at(const uint8_t *p, struct tw_patched patched, uint32_t place)
{
	const uint8_t *outlier = p + tw_pack_size(patched.width);
	const uint8_t *end = p + tw_patched_size(patched);
	uint32_t number = tw_unpack_one(p, patched.width, place);

	/* Their places ascend. */
	while (end - outlier > 8 && outlier[6] < place)
		outlier += 8;
	while (outlier < end && outlier[0] < place)
		outlier += 2;
	if (outlier < end && outlier[0] == place)
		number |= (uint32_t)outlier[1] << patched.width;
	return number;
}
