/* entry.c: a dictionary entry as bytes. */
/* SPDX-License-Identifier: MIT */
#include "base/varint.h"
#include "index/bitmap.h"
#include "index/block.h"
#include "index/bounds.h"
#include "index/dict.h"

void
tw_entry_put(struct tw_buf *buf, const struct tw_term *term)
{
	tw_buf_add_varint(buf,
		(uint64_t)term->df << TW_KIND_BITS | term->kind);
	if (term->df >= TW_IMPACT_DF) {
		tw_buf_add_varint(buf, term->max_freq);
		tw_buf_add_byte(buf, term->min_length);
	}
	if (term->kind == TW_TERM_INLINE) {
		tw_buf_add(buf, term->inlined, term->inlined_size);
		return;
	}
	tw_buf_add_varint(buf, term->postings);
	tw_buf_add_varint(buf, term->positions);
	if (tw_term_has_blocks(term))
		tw_buf_add_varint(buf, term->blocks / TW_BLOCK_ENTRY);
	if (tw_term_has_bitmap(term))
		tw_buf_add_varint(buf, term->bitmap / TW_BITMAP_UNIT);
	if (term->has_bounds)
		tw_buf_add_varint(buf, term->bounds / TW_BOUNDS_UNIT);
}

/* Where the parts of a list lie. */
static bool
get_offsets(const uint8_t *p, const uint8_t *end, struct tw_term *term)
{
	uint64_t entries = 0;
	uint64_t units = 0;
	uint64_t bounds = 0;

	p = tw_varint_get64(p, end, &term->postings);
	if (p)
		p = tw_varint_get64(p, end, &term->positions);
	if (p && tw_term_has_blocks(term))
		p = tw_varint_get64(p, end, &entries);
	if (p && tw_term_has_bitmap(term))
		p = tw_varint_get64(p, end, &units);
	if (p && term->has_bounds)
		p = tw_varint_get64(p, end, &bounds);
	if (!p || entries > UINT64_MAX / TW_BLOCK_ENTRY ||
		units > UINT64_MAX / TW_BITMAP_UNIT ||
		bounds > UINT64_MAX / TW_BOUNDS_UNIT)
		return false;
	term->blocks = entries * TW_BLOCK_ENTRY;
	term->bitmap = units * TW_BITMAP_UNIT;
	term->bounds = bounds * TW_BOUNDS_UNIT;
	return true;
}

bool
tw_entry_get(const uint8_t *p, const uint8_t *end, uint32_t docs,
	struct tw_term *ret)
{
	uint64_t head;

	p = tw_varint_get64(p, end, &head);
	if (!p || head >> TW_KIND_BITS > docs || head >> TW_KIND_BITS == 0)
		return false;
	*ret = (struct tw_term){
		.df = (uint32_t)(head >> TW_KIND_BITS),
		.kind = head & ((1u << TW_KIND_BITS) - 1),
		.max_freq = UINT32_MAX,
	};
	if (ret->df >= TW_IMPACT_DF) {
		p = tw_varint_get32(p, end, &ret->max_freq);
		if (!p || p == end)
			return false;
		ret->min_length = *p++;
	}
	if (tw_term_has_blocks(ret) != (ret->df >= TW_BLOCK))
		return false;
	ret->has_bounds = tw_bounds_are_due(ret->df, docs);
	if (ret->kind != TW_TERM_INLINE)
		return get_offsets(p, end, ret);
	ret->inlined = p;
	ret->inlined_size = (uint32_t)(end - p);
	return true;
}
