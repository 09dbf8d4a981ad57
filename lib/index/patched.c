/* patched.c: 128 numbers packed, the few that are too wide put in after. */
/* SPDX-License-Identifier: MIT */
#include "index/patched.h"

#include <assert.h>

#define WIDTHS 33

static unsigned
bits_of(uint32_t number)
{
	return number > 0 ? 32 - (unsigned)__builtin_clz(number) : 0;
}

/* outliers[w] becomes the count of numbers with more than w bits. */
static void
count_outliers(const uint32_t *numbers, uint32_t outliers[WIDTHS])
{
	uint32_t of_width[WIDTHS] = {0};
	uint32_t above = 0;

	for (uint32_t i = 0; i < TW_BLOCK; i++)
		of_width[bits_of(numbers[i])]++;
	for (unsigned width = WIDTHS; width-- > 0;) {
		outliers[width] = above;
		above += of_width[width];
	}
}

static struct tw_patched
best_width(const uint32_t *numbers)
{
	uint32_t outliers[WIDTHS];
	unsigned widest = tw_pack_width(numbers, TW_BLOCK);
	struct tw_patched best = {(uint8_t)widest, 0};

	count_outliers(numbers, outliers);
	for (unsigned n = 1; n <= TW_OUTLIER_BITS && n <= widest; n++) {
		struct tw_patched next = {
			.width = (uint8_t)(widest - n),
			.outliers = (uint8_t)outliers[widest - n],
		};

		if (tw_patched_size(next) < tw_patched_size(best))
			best = next;
	}
	return best;
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
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		if (numbers[i] == low[i])
			continue;
		*outlier++ = (uint8_t)i;
		*outlier++ = (uint8_t)(numbers[i] >> best.width);
	}
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

	for (; outlier < end; outlier += 2)
		if (outlier[0] % TW_BLOCK == place)
			number |= (uint32_t)outlier[1] << patched.width;
	return number;
}
