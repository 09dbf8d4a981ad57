/* entry.c: a dictionary entry as bytes. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/varint.h"
#include "index/bitmap.h"
#include "index/block.h"
#include "index/bounds.h"
#include "index/dict.h"

/* Where the parts of a list lie; returns the end. */
static uint8_t *
put_offsets(const struct tw_term *term, uint8_t *p)
{
	p += tw_varint_put(p, term->postings);
	p += tw_varint_put(p, term->positions);
	if (tw_term_has_blocks(term))
		p += tw_varint_put(p, term->blocks / TW_BLOCK_ENTRY);
	if (tw_term_has_bitmap(term))
		p += tw_varint_put(p, term->bitmap / TW_BITMAP_UNIT);
	if (term->has_bounds)
		p += tw_varint_put(p, term->bounds / TW_BOUNDS_UNIT);
	return p;
}

size_t
tw_entry_put(const struct tw_term *term, uint8_t to[TW_ENTRY_MAX])
{
	uint8_t *p = to + tw_varint_put(to,
		(uint64_t)term->df << TW_KIND_BITS | term->kind);

	if (term->df >= TW_IMPACT_DF) {
		p += tw_varint_put(p, term->max_freq);
		*p++ = term->min_length;
	}
	if (term->kind != TW_TERM_INLINE)
		return (size_t)(put_offsets(term, p) - to);
	memcpy(p, term->inlined, term->inlined_size);
	return (size_t)(p - to) + term->inlined_size;
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
