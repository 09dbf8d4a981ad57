/* chunk.c: position gaps of a list, in chunks of 128. */
/* SPDX-License-Identifier: MIT */
#include "index/chunk.h"

#include <assert.h>

#include "base/varint.h"

size_t
tw_chunk_put_varints(const uint32_t *gaps, uint32_t count, uint8_t *to)
{
	size_t n = 0;

	for (uint32_t i = 0; i < count; i++)
		n += tw_varint_put(to + n, gaps[i]);
	return n;
}

size_t
tw_chunk_put(const uint32_t *gaps, uint32_t count, uint8_t to[TW_CHUNK_MAX])
{
	struct tw_patched patched;

	assert(count > 0 && count <= TW_BLOCK);
	if (count < TW_BLOCK) {
		to[0] = TW_CHUNK_LAST;
		to[1] = (uint8_t)count;
		return TW_CHUNK_HEAD + tw_chunk_put_varints(gaps, count,
			to + TW_CHUNK_HEAD);
	}
	size_t n = tw_patched_put(gaps, to + TW_CHUNK_HEAD, &patched);

	to[0] = (uint8_t)(patched.width + 1);
	to[1] = patched.outliers;
	return TW_CHUNK_HEAD + n;
}

static struct tw_patched
patched_of(const uint8_t *p)
{
	return (struct tw_patched){(uint8_t)(p[0] - 1), p[1]};
}

size_t
tw_chunk_size(const uint8_t *p, size_t left)
{
	if (left < TW_CHUNK_HEAD || !tw_patched_is_good(patched_of(p), 32))
		return 0;
	size_t size = TW_CHUNK_HEAD + tw_patched_size(patched_of(p));

	return size <= left ? size : 0;
}

bool
tw_chunk_get_varints(const uint8_t *p, const uint8_t *end, uint32_t count,
	uint32_t gaps[TW_BLOCK])
{
	if (count >= TW_BLOCK)
		return false;
	for (uint32_t i = 0; i < count && p; i++)
		p = tw_varint_get32(p, end, &gaps[i]);
	return p != NULL;
}

bool
tw_chunk_get(const uint8_t *p, size_t left, uint32_t gaps[TW_BLOCK],
	uint32_t *ret_count)
{
	if (left >= TW_CHUNK_HEAD && p[0] == TW_CHUNK_LAST) {
		*ret_count = p[1];
		return p[1] > 0 && tw_chunk_get_varints(p + TW_CHUNK_HEAD,
			p + left, p[1], gaps);
	}
	if (tw_chunk_size(p, left) == 0)
		return false;
	*ret_count = TW_BLOCK;
	tw_patched_get(p + TW_CHUNK_HEAD, patched_of(p), gaps);
	return true;
}
