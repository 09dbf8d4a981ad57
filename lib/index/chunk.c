/* chunk.c: runs of up to 128 numbers packed, the outliers apart. */
/* SPDX-License-Identifier: MIT */
#include "index/chunk.h"

#include <assert.h>
#include <string.h>

#include "base/varint.h"

#define HEAD 2
#define OUTLIER_BITS 8		/* what an outlier may have above the width */

/* Outliers if the numbers are packed at each width. */
static void
count_outliers(const uint32_t *numbers, uint32_t outliers[33])
{
	memset(outliers, 0, 33 * sizeof(*outliers));
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		outliers[tw_pack_width(&numbers[i], 1)]++;

	uint32_t above = 0;

	for (unsigned width = 33; width-- > 0;) {
		uint32_t n = outliers[width];

		outliers[width] = above;
		above += n;
	}
}

/* The width at which the chunk is smallest. */
static unsigned
best_width(const uint32_t outliers[33], unsigned widest)
{
	unsigned best = widest;
	size_t smallest = tw_pack_size(widest);

	for (unsigned n = 1; n <= OUTLIER_BITS && n <= widest; n++) {
		unsigned width = widest - n;
		size_t size = tw_pack_size(width) + 2 * outliers[width];

		if (size < smallest) {
			smallest = size;
			best = width;
		}
	}
	return best;
}

static size_t
put_full(const uint32_t *numbers, uint8_t *chunk)
{
	uint32_t outliers[33];
	uint32_t low[TW_BLOCK] __attribute__((aligned(32)));

	count_outliers(numbers, outliers);
	unsigned width = best_width(outliers,
		tw_pack_width(numbers, TW_BLOCK));
	uint32_t mask = (uint32_t)((UINT64_C(1) << width) - 1);
	uint8_t *p = chunk + HEAD + tw_pack_size(width);

	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		low[i] = numbers[i] & mask;
		if (numbers[i] != low[i]) {
			*p++ = (uint8_t)i;
			*p++ = (uint8_t)(numbers[i] >> width);
		}
	}
	chunk[0] = (uint8_t)(width + 1);
	chunk[1] = (uint8_t)outliers[width];
	tw_pack(low, width, chunk + HEAD);
	return (size_t)(p - chunk);
}

size_t
tw_chunk_put_varints(const uint32_t *numbers, uint32_t count, uint8_t *to)
{
	size_t n = 0;

	for (uint32_t i = 0; i < count; i++)
		n += tw_varint_put(to + n, numbers[i]);
	return n;
}

size_t
tw_chunk_put(const uint32_t *numbers, uint32_t count,
	uint8_t chunk[TW_CHUNK_MAX])
{
	assert(count > 0 && count <= TW_BLOCK);
	if (count == TW_BLOCK)
		return put_full(numbers, chunk);

	chunk[0] = TW_CHUNK_LAST;
	chunk[1] = (uint8_t)count;
	return HEAD + tw_chunk_put_varints(numbers, count, chunk + HEAD);
}

size_t
tw_chunk_size(const uint8_t head[2])
{
	unsigned width = head[0] - 1u;
	unsigned outliers = head[1];

	/* An outlier's high byte must have a place above the width. */
	if (width > 32 || (outliers > 0 && width > 32 - OUTLIER_BITS))
		return 0;
	return HEAD + tw_pack_size(width) + 2 * (size_t)outliers;
}

bool
tw_chunk_get_varints(const uint8_t *p, const uint8_t *end, uint32_t count,
	uint32_t numbers[TW_BLOCK])
{
	if (count >= TW_BLOCK)
		return false;
	for (uint32_t i = 0; i < count && p; i++)
		p = tw_varint_get32(p, end, &numbers[i]);
	return p != NULL;
}

static bool
get_full(const uint8_t *p, const uint8_t *end, uint32_t numbers[TW_BLOCK])
{
	size_t size = tw_chunk_size(p);

	if (size == 0 || size > (size_t)(end - p))
		return false;
	unsigned width = p[0] - 1u;
	const uint8_t *outlier = p + HEAD + tw_pack_size(width);

	tw_unpack(p + HEAD, width, numbers);
	for (unsigned n = p[1]; n > 0; n--, outlier += 2) {
		if (outlier[0] >= TW_BLOCK)
			return false;
		numbers[outlier[0]] |= (uint32_t)outlier[1] << width;
	}
	return true;
}

bool
tw_chunk_get(const uint8_t *p, const uint8_t *end,
	uint32_t numbers[TW_BLOCK], uint32_t *ret_count)
{
	if (end - p < HEAD)
		return false;
	if (p[0] == TW_CHUNK_LAST) {
		*ret_count = p[1];
		return tw_chunk_get_varints(p + HEAD, end, p[1], numbers);
	}
	*ret_count = TW_BLOCK;
	return get_full(p, end, numbers);
}
