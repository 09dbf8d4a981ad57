/* block.c: the bytes of a block of postings, packed or as varints. */
/* SPDX-License-Identifier: MIT */
#include "index/block.h"

#include "base/varint.h"

size_t
tw_block_put_full(const struct tw_block *block, uint32_t before,
	uint8_t to[TW_BLOCK_MAX])
{
	uint32_t numbers[3][TW_BLOCK] __attribute__((aligned(32)));
	size_t n = TW_BLOCK_HEAD;

	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		numbers[0][i] = block->docs[i] - before - 1;
		numbers[1][i] = block->freqs[i] - 1;
		numbers[2][i] = block->in_title[i];
		before = block->docs[i];
	}
	for (unsigned part = 0; part < 3; part++) {
		unsigned width = tw_pack_width(numbers[part], TW_BLOCK);

		to[part] = (uint8_t)width;
		tw_pack(numbers[part], width, to + n);
		n += tw_pack_size(width);
	}
	return n;
}

size_t
tw_block_put_tail(const struct tw_block *block, uint32_t before,
	enum tw_index_field field, uint8_t to[TW_TAIL_MAX])
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
		if (block->freqs[i] >= TW_TITLE_WEIGHT)
			n += tw_varint_put(to + n, block->in_title[i]);
	}
	return n;
}

size_t
tw_block_size(const uint8_t head[TW_BLOCK_HEAD])
{
	if (head[0] > 32 || head[1] > TW_FREQ_BITS || head[2] > TW_FREQ_BITS)
		return 0;
	return TW_BLOCK_HEAD + tw_pack_size(head[0]) + tw_pack_size(head[1]) +
		tw_pack_size(head[2]);
}

/* Reads one posting of a tail; *doc is the one before and becomes its own. */
static const uint8_t *
get_posting(const uint8_t *p, const uint8_t *end, uint32_t docs_end,
	uint32_t *doc, uint32_t *freq)
{
	uint64_t code;
	uint32_t rest = 0;

	p = tw_varint_get64(p, end, &code);
	if (!p || (code >> 1) >= docs_end)
		return NULL;
	uint64_t next = (uint64_t)(uint32_t)(*doc + 1) + (code >> 1);

	if (next >= docs_end)
		return NULL;
	*doc = (uint32_t)next;
	*freq = 1;
	if (code & 1)
		return p;
	p = tw_varint_get32(p, end, &rest);
	if (!p || rest >= (1u << TW_FREQ_BITS) - 1)
		return NULL;
	*freq = rest + 2;
	return p;
}

static const uint8_t *
get_in_title(const uint8_t *p, const uint8_t *end,
	enum tw_index_field field, uint32_t freq, uint32_t *ret)
{
	*ret = 0;
	if (field == TW_FIELD_TITLE)
		*ret = freq;
	else if (freq >= TW_TITLE_WEIGHT)
		p = tw_varint_get32(p, end, ret);
	return p;
}

const uint8_t *
tw_block_get_tail(const uint8_t *p, const uint8_t *end, uint32_t before,
	uint32_t docs_end, enum tw_index_field field, struct tw_block *block,
	uint32_t count)
{
	block->count = count;
	for (uint32_t i = 0; i < count && p; i++) {
		p = get_posting(p, end, docs_end, &before, &block->freqs[i]);
		block->docs[i] = before;
	}
	for (uint32_t i = 0; i < count && p; i++)
		p = get_in_title(p, end, field, block->freqs[i],
			&block->in_title[i]);
	return p;
}
