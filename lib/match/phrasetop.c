/* phrasetop.c: the best articles of a phrase. */
/* SPDX-License-Identifier: MIT */
#include "match/phrasetop.h"

#include <string.h>

#include "match/impact.h"

/*
 * The rarest list's blocks propose their articles. What cannot be among the
 * best, with the least frequency of its terms for that of the phrase, is left
 * out before a position is read; if all matches are counted, it is asked only
 * whether it has the phrase.
 *
 * The articles of a block are sifted by one list after the other: the dense
 * ones by their bits, of the others as many at once as lie in that list's
 * present block, so that each holds one block and goes over its own but once.
 */
#define SPAN 8192		/* articles, that a table of places is for */
#define TABLE_PAYS 8

struct search {
	struct tw_phrase_search base;
	uint32_t count;		/* of slots */
	uint8_t slots[TW_BLOCK];	/* of the rarest block: not ruled out */
	uint8_t table[SPAN];
};

static inline struct tw_postings *
lead_of(const struct search *search)
{
	return &search->base.phrase->lists[0].postings;
}

/* ------------------------------------------------------------------ */
/* Proposing.                                                           */

/* Whether articles of the rarest list's block n can be good. */
static int
is_hopeful(const struct search *search, uint32_t n, bool *ret,
	trawl_error *err)
{
	const uint8_t *corners;
	int status;

	*ret = true;
	if (search->base.collector->counting || search->base.ratio == 0)
		return TRAWL_OK;
	status = tw_postings_corners(lead_of(search), n, &corners, err);
	if (status == TRAWL_OK && corners)
		*ret = search->base.ratio * (1 - 0x1p-20f) *
			tw_impact_badness(search->base.phrase->bm25->norm,
				corners) <= 1;
	return status;
}

/* Keeps the slots of articles that the list has. */
static void
keep_by_bitmap(struct search *search, const struct tw_bitmap *bitmap)
{
	const struct tw_block *block = &lead_of(search)->block;
	const uint32_t *docs = block->docs;
	const uint8_t *bits = tw_bitmap_run(bitmap, docs[0],
		docs[block->count - 1]);
	uint32_t base = docs[0] - docs[0] % 8;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < search->count; i++) {
		uint8_t slot = search->slots[i];
		uint32_t at = docs[slot] - base;

		search->slots[kept] = slot;
		kept += bits ? bits[at / 8] >> at % 8 & 1
			     : tw_bitmap_has(bitmap, docs[slot]);
	}
	search->count = kept;
}

/* Those of groups of a level that is high enough. */
static void
keep_by_level(struct search *search, const struct tw_phrase_list *list)
{
	const uint32_t *docs = lead_of(search)->block.docs;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < search->count; i++) {
		uint8_t slot = search->slots[i];

		search->slots[kept] = slot;
		kept += tw_bounds_level(&list->bounds, docs[slot]) >=
			list->level;
	}
	search->count = kept;
}

/* Those of articles in which the rarest term is often enough. */
static int
keep_frequent(struct search *search, trawl_error *err)
{
	struct tw_phrase *phrase = search->base.phrase;
	struct tw_postings *lead = lead_of(search);
	uint32_t kept = 0;

	if (!lead->has_freqs)
		tw_postings_unpack_freqs(lead);
	for (uint32_t i = 0; i < search->count; i++) {
		uint8_t slot = search->slots[i];
		uint8_t length;
		int status = tw_segment_length_byte(phrase->segment,
			phrase->field, lead->block.docs[slot], &length, err);

		if (status != TRAWL_OK)
			return status;
		search->slots[kept] = slot;
		kept += tw_phrase_is_good(&search->base,
			lead->block.freqs[slot], length);
	}
	search->count = kept;
	return TRAWL_OK;
}

/* What of the rarest list's present block need be looked up in others. */
static int
propose(struct search *search, trawl_error *err)
{
	struct tw_phrase *phrase = search->base.phrase;

	search->count = lead_of(search)->block.count;
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		search->slots[i] = (uint8_t)i;
	for (uint32_t i = 1; i < phrase->count; i++) {
		struct tw_phrase_list *list = &phrase->lists[i];

		if (list->dense)
			keep_by_bitmap(search, &list->bitmap);
		if (list->level > 1)
			keep_by_level(search, list);
	}
	if (search->base.collector->counting || search->base.ratio == 0)
		return TRAWL_OK;
	return keep_frequent(search, err);
}

/* ------------------------------------------------------------------ */
/* Sifting by lists that are not dense.                                 */

/* The place of the first article >= target, which the block has. */
static inline uint32_t
place_of(const struct tw_block *block, uint32_t target)
{
	const uint32_t *docs = block->docs;
	uint32_t low = 0;

	for (uint32_t n = block->count; n > 1;) {
		uint32_t half = n / 2;

		low += docs[low + half - 1] < target ? half : 0;
		n -= half;
	}
	return low + (docs[low] < target);
}

/* Keeps those of the slots whose article the block has. */
static uint32_t
find_each(const uint32_t *docs, struct tw_phrase_list *list, uint8_t *slots,
	uint32_t count)
{
	const struct tw_block *block = &list->postings.block;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint8_t slot = slots[i];
		uint32_t at = place_of(block, docs[slot]);

		list->at[slot] = (uint8_t)at;
		slots[kept] = slot;
		kept += block->docs[at] == docs[slot];
	}
	return kept;
}

/*
 * The same by a table of the places in the block, which is not cleared: what
 * it says of another article is seen to be wrong.
 */
static uint32_t
find_by_table(const uint32_t *docs, struct tw_phrase_list *list,
	uint8_t *slots, uint32_t count, uint8_t table[SPAN])
{
	const struct tw_block *block = &list->postings.block;
	uint32_t first = block->docs[0];
	uint32_t kept = 0;

	for (uint32_t i = 0; i < block->count; i++)
		table[block->docs[i] - first] = (uint8_t)i;
	for (uint32_t i = 0; i < count; i++) {
		uint8_t slot = slots[i];
		uint32_t doc = docs[slot];
		uint8_t at = table[(doc - first) % SPAN];

		list->at[slot] = at;
		slots[kept] = slot;
		kept += block->docs[at] == doc;
	}
	return kept;
}

/* How many of the slots have articles up to `last`. */
static uint32_t
count_until(const uint32_t *docs, const uint8_t *slots, uint32_t count,
	uint32_t last)
{
	uint32_t low = 0;

	while (count > 0) {
		uint32_t half = count / 2;

		if (docs[slots[low + half]] <= last) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return low;
}

/*
 * Keeps those of the slots whose article the list has, up to the end of its
 * block that has, or would have, the first of them; sets *limit to that end
 * if it is before.
 */
static int
sift(struct search *search, struct tw_phrase_list *list, uint8_t *slots,
	uint32_t *count, uint32_t *limit, trawl_error *err)
{
	const uint32_t *docs = lead_of(search)->block.docs;
	struct tw_postings *postings = &list->postings;
	const struct tw_block *block = &postings->block;
	int status = tw_postings_seek(postings, docs[slots[0]], err);

	if (status != TRAWL_OK)
		return status;
	uint32_t last = block->docs[block->count - 1];
	uint32_t n = *count;

	if (docs[slots[n - 1]] > last)
		n = count_until(docs, slots, n, last);
	if (n >= TABLE_PAYS && last - block->docs[0] < SPAN)
		*count = find_by_table(docs, list, slots, n, search->table);
	else
		*count = find_each(docs, list, slots, n);
	if (last < *limit)
		*limit = last;
	return TRAWL_OK;
}

/* Has lists that are not dense stand at the article in the slot. */
static void
stand_at(struct tw_phrase *phrase, uint8_t slot)
{
	phrase->lists[0].postings.in_block = slot;
	for (uint32_t i = 1; i < phrase->count; i++) {
		struct tw_phrase_list *list = &phrase->lists[i];

		if (!list->dense)
			list->postings.in_block = list->at[slot];
	}
}

/* Sifts, and takes what remains, from slot `first` of those proposed on. */
static int
take_some(struct search *search, uint32_t *first, trawl_error *err)
{
	struct tw_phrase *phrase = search->base.phrase;
	const uint32_t *docs = lead_of(search)->block.docs;
	uint8_t slots[TW_BLOCK];
	uint32_t count = search->count - *first;
	uint32_t limit = UINT32_MAX;
	int status = TRAWL_OK;

	memcpy(slots, search->slots + *first, count);
	for (uint32_t i = 1; i < phrase->count && count > 0; i++) {
		if (phrase->lists[i].dense)
			continue;
		status = sift(search, &phrase->lists[i], slots, &count,
			&limit, err);
		if (status != TRAWL_OK)
			return status;
	}
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		stand_at(phrase, slots[i]);
		status = tw_phrase_take(&search->base, docs[slots[i]], err);
	}
	while (*first < search->count && docs[search->slots[*first]] <= limit)
		++*first;
	return status;
}

static int
by_blocks(struct search *search, trawl_error *err)
{
	struct tw_postings *lead = lead_of(search);
	int status = TRAWL_OK;

	for (uint32_t n = 0; n < lead->block_count && status == TRAWL_OK;
		n++) {
		bool hopeful;

		status = is_hopeful(search, n, &hopeful, err);
		if (status != TRAWL_OK || !hopeful)
			continue;
		status = tw_postings_go_to_block(lead, n, err);
		if (status == TRAWL_OK)
			status = propose(search, err);
		for (uint32_t first = 0; status == TRAWL_OK &&
			first < search->count;)
			status = take_some(search, &first, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_phrase_collect(struct tw_cursor *cursor, struct tw_collector *collector,
	trawl_error *err)
{
	struct search search;

	if (collector->dated.order != TW_BY_SCORE)
		return tw_collect_each(collector, cursor, err);
	if (!collector->counting)
		tw_collector_skip(collector);
	memset(search.table, 0, sizeof(search.table));
	int status = tw_phrase_search_open(&search.base,
		(struct tw_phrase *)cursor, collector, err);

	search.base.phrase->lists[0].dense = false;
	if (status == TRAWL_OK)
		status = by_blocks(&search, err);
	return status;
}
