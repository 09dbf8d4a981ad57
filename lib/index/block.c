/* block.c: the bytes of a block of postings, packed or as varints. */
/* SPDX-License-Identifier: MIT */
#include "index/block.h"

#include <string.h>

#include "base/varint.h"

size_t
tw_block_put_full(const struct tw_block *block, uint32_t before,
	uint8_t to[TW_BLOCK_MAX])
{
	uint32_t gaps[TW_BLOCK] __attribute__((aligned(16)));
	uint32_t freqs[TW_BLOCK] __attribute__((aligned(16)));
	struct tw_patched patched;
	size_t n = TW_BLOCK_HEAD;

	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		gaps[i] = block->docs[i] - before - 1;
		freqs[i] = block->freqs[i] - 1;
		before = block->docs[i];
	}
	to[0] = (uint8_t)tw_pack_width(gaps, TW_BLOCK);
	tw_pack(gaps, to[0], to + n);
	n += tw_pack_size(to[0]);
	n += tw_patched_put(freqs, to + n, &patched);
	to[1] = patched.width;
	to[2] = patched.outliers;
	n += tw_patched_put(block->in_title, to + n, &patched);
	to[3] = patched.width;
	to[4] = patched.outliers;
	return n;
}

size_t
tw_block_put_tail(const struct tw_block *block, uint32_t before,
	enum tw_index_field field, uint32_t title_weight,
	uint8_t to[TW_TAIL_MAX])
{
	size_t n = 0;

	for (uint32_t i = 0; i < block->count; i++) {
		uint64_t gap = block->docs[i] - before - 1;
		uint32_t freq = block->freqs[i];

		n += tw_varint_put(to + n, gap << 1 | (freq == 1));
		if (freq != 1)
			n += tw_varint_put(to + n, freq - 2);
		before = block->docs[i];
	}
	for (uint32_t i = 0; field == TW_FIELD_ALL && i < block->count; i++) {
		if (block->freqs[i] >= title_weight)
			n += tw_varint_put(to + n, block->in_title[i]);
	}
	return n;
}

/* ------------------------------------------------------------------ */

static struct tw_patched
freqs_of(const uint8_t *p)
{
	return (struct tw_patched){p[1], p[2]};
}

static struct tw_patched
in_title_of(const uint8_t *p)
{
	return (struct tw_patched){p[3], p[4]};
}

bool
tw_block_is_good(const uint8_t *p, size_t left)
{
	return left >= TW_BLOCK_HEAD && p[0] <= 32 &&
		tw_patched_is_good(freqs_of(p), 31) &&
		tw_patched_is_good(in_title_of(p), 31) &&
		TW_BLOCK_HEAD + tw_pack_size(p[0]) +
			tw_patched_size(freqs_of(p)) +
			tw_patched_size(in_title_of(p)) <= left;
}

void
tw_block_get_docs(const uint8_t *p, uint32_t before, uint32_t docs[TW_BLOCK])
{
	tw_unpack_ascending(p + TW_BLOCK_HEAD, p[0], before, docs);
}

void
tw_block_get_freqs(const uint8_t *p, uint32_t freqs[TW_BLOCK])
{
	tw_patched_get(p + TW_BLOCK_HEAD + tw_pack_size(p[0]), freqs_of(p),
		freqs);
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		freqs[i]++;
}

uint32_t
tw_block_get_freq(const uint8_t *p, uint32_t place)
{
	return 1 + tw_patched_at(p + TW_BLOCK_HEAD + tw_pack_size(p[0]),
		freqs_of(p), place);
}

void
tw_block_get_in_title(const uint8_t *p, uint32_t in_title[TW_BLOCK])
{
	tw_patched_get(p + TW_BLOCK_HEAD + tw_pack_size(p[0]) +
			tw_patched_size(freqs_of(p)),
		in_title_of(p), in_title);
}

/* Nearly all are one byte or two: which, only a mispredicted branch tells. */
static inline const uint8_t *
get_varint(const uint8_t *p, const uint8_t *end, uint64_t *ret)
{
	if (end - p < 2 || (p[0] & p[1]) >= 0x80)
		return tw_varint_get64(p, end, ret);
	unsigned more = p[0] >> 7;

	*ret = (p[0] & 0x7fu) | ((0u - more) & p[1]) << 7;
	return p + 1 + more;
}

/* Reads one posting of a tail; *doc is the one before and becomes its own. */
static inline const uint8_t *
get_posting(const uint8_t *p, const uint8_t *end, uint32_t docs_end,
	uint32_t *doc, uint32_t *freq)
{
	uint64_t code;
	uint64_t rest;

	p = get_varint(p, end, &code);
	if (!p)
		return NULL;
	uint64_t next = (uint64_t)(uint32_t)(*doc + 1) + (code >> 1);

	if (next >= docs_end)
		return NULL;
	*doc = (uint32_t)next;
	*freq = 1;
	if (code & 1)
		return p;
	p = get_varint(p, end, &rest);
	if (!p || rest > INT32_MAX - 2)
		return NULL;
	*freq = (uint32_t)rest + 2;
	return p;
}

/* Of those that may have any, how often they stand in the title. */
static const uint8_t *
get_in_titles(const uint8_t *p, const uint8_t *end, uint32_t title_weight,
	struct tw_block *block)
{
	memset(block->in_title, 0, block->count * sizeof(*block->in_title));
	for (uint32_t i = 0; i < block->count; i++) {
		uint64_t count;

		if (block->freqs[i] < title_weight)
			continue;
		p = get_varint(p, end, &count);
		if (!p || count > block->freqs[i])
			return NULL;
		block->in_title[i] = (uint32_t)count;
	}
	return p;
}

const uint8_t *
tw_block_get_tail(const uint8_t *p, const uint8_t *end, uint32_t before,
	uint32_t docs_end, enum tw_index_field field, uint32_t title_weight,
	struct tw_block *block, uint32_t count)
{
	block->count = count;
	for (uint32_t i = 0; i < count; i++) {
		p = get_posting(p, end, docs_end, &before, &block->freqs[i]);
		if (!p)
			return NULL;
		block->docs[i] = before;
	}
	if (field == TW_FIELD_ALL)
		return get_in_titles(p, end, title_weight, block);
	memcpy(block->in_title, block->freqs, count * sizeof(*block->freqs));
	return p;
}
