/* bounded.c: a list by its bounds, as ratios of frequency and norm. */
/* SPDX-License-Identifier: MIT */
#include "match/bounded.h"

#include "base/bytes.h"
#include "match/groupsums.h"

#define SLACK 2e-3f		/* for what is rounded, of a ratio */

int
tw_bounded_open(struct tw_bounded *list, struct tw_segment *segment,
	const struct tw_term *term, const struct tw_bm25 *bm25,
	trawl_error *err)
{
	int status = tw_bounds_open(&list->bounds, segment, term, err);

	if (status != TRAWL_OK)
		return status;
	tw_bounds_most(&list->bounds, (double)bm25->average, list->ratios);
	for (uint32_t i = 0; i < TW_BOUNDS_LEVELS; i++)
		list->ratios[i] = list->ratios[i] < 1 - 1 / TW_RATIO_MOST
			? list->ratios[i] / (1 - list->ratios[i]) : 0x1p30f;
	list->term = term;
	list->has_bitmap = tw_term_has_bitmap(term);
	tw_freqs_init(&list->freqs, segment, term);
	return list->has_bitmap
		? tw_bitmap_open(&list->bitmap, segment, term, err)
		: tw_postings_open(&list->prober, segment, term, err);
}

void
tw_bounded_close(struct tw_bounded *list)
{
	if (!list->has_bitmap)
		tw_postings_close(&list->prober);
}

/* Rounded up. */
static void
make_table(const struct tw_bounded *list, float per_unit,
	uint8_t ret[TW_BOUNDS_LEVELS])
{
	ret[0] = 0;
	for (uint32_t i = 1; i < TW_BOUNDS_LEVELS; i++) {
		float units = list->ratios[i] * per_unit;

		ret[i] = units < UINT8_MAX - 1 ? (uint8_t)(units + 1)
					       : UINT8_MAX;
	}
}

void
tw_bounded_add(const struct tw_bounded *list, float per_unit, uint8_t *sums)
{
	uint64_t size = tw_bounds_size(&list->bounds);
	uint8_t table[TW_BOUNDS_LEVELS];

	make_table(list, per_unit, table);
	for (uint64_t at = 0; at < size;) {
		size_t n;
		const uint8_t *p = tw_bounds_at(&list->bounds, at, &n);

		tw_groupsums_add(sums + (2 * at << list->bounds.shift),
			p, n, list->bounds.shift, table);
		at += n;
	}
}

static void
add_units(const struct tw_bounded *list, float per_unit, uint32_t base,
	uint8_t units[TW_SPAN / TW_BOUNDED_GROUP])
{
	uint32_t group = base / TW_BOUNDED_GROUP;
	uint64_t at = group >> list->bounds.shift >> 1;
	uint64_t end = at + (TW_SPAN / TW_BOUNDED_GROUP / 2 >>
		list->bounds.shift);
	uint8_t table[TW_BOUNDS_LEVELS];

	if (end > tw_bounds_size(&list->bounds))
		end = tw_bounds_size(&list->bounds);
	make_table(list, per_unit, table);
	while (at < end) {
		size_t n;
		const uint8_t *p = tw_bounds_at(&list->bounds, at, &n);

		n = n < end - at ? n : (size_t)(end - at);
		tw_groupsums_add(units, p, n, list->bounds.shift, table);
		units += 2 * n << list->bounds.shift;
		at += n;
	}
}

/* Where they lie, if they lie side by side and none is behind the last. */
static const uint8_t *
find_bits(const struct tw_bounded *list, uint32_t base,
	uint8_t copied[TW_SPAN / 8])
{
	const struct tw_bitmap *bitmap = &list->bitmap;
	uint64_t words[TW_SPAN / 64];

	if (!list->has_bitmap) {
		memset(copied, UINT8_MAX, TW_SPAN / 8);
		return copied;
	}
	const uint8_t *run = bitmap->docs - base >= TW_SPAN
		? tw_bitmap_run(bitmap, base, base + TW_SPAN - 1) : NULL;

	if (run)
		return run;
	tw_bitmap_copy(bitmap, base / 64, TW_SPAN / 64, words);
	for (uint32_t i = 0; i < TW_SPAN / 64; i++)
		tw_put_le64(copied + 8 * i, words[i]);
	return copied;
}

struct tw_often_list
tw_bounded_enter(const struct tw_bounded *list, float per_unit, uint32_t base,
	struct tw_bounded_span *span)
{
	memset(span->units, 0, sizeof(span->units));
	add_units(list, per_unit, base, span->units);
	return (struct tw_often_list){find_bits(list, base, span->bits),
		span->units};
}

void
tw_bounded_look(const struct tw_bounded *list, uint32_t doc,
	struct tw_given *ret)
{
	unsigned level = tw_bounds_level(&list->bounds, doc);

	ret->ratio = list->ratios[level] * (1 + SLACK);
	ret->bits = level > 0 ? UINT32_MAX : 0;
	ret->is_ranked = false;
	if (level > 0 && list->has_bitmap)
		ret->bits = tw_le16(tw_bitmap_at(&list->bitmap,
			list->bitmap.bits + doc / 8));
}

int
tw_bounded_freq(struct tw_bounded *list, struct tw_given *given,
	uint32_t doc, uint32_t *ret, trawl_error *err)
{
	uint32_t at = doc % TW_BOUNDED_GROUP;

	if (!list->has_bitmap) {
		int status = tw_postings_seek(&list->prober, doc, err);

		*ret = status == TRAWL_OK && list->prober.doc == doc
			? tw_postings_freq(&list->prober) : 0;
		return status == TRAWL_END ? TRAWL_OK : status;
	}
	if (!given->is_ranked)
		given->rank = tw_bitmap_rank(&list->bitmap, doc - at);
	given->is_ranked = true;
	return tw_freqs_at(&list->freqs, given->rank +
		(uint32_t)__builtin_popcount(given->bits &
			((1u << at) - 1)), ret, err);
}
