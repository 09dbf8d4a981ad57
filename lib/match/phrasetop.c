/* phrasetop.c: the best articles of a phrase, by blocks. */
/* SPDX-License-Identifier: MIT */
#include "match/phrasetop.h"

#include <assert.h>
#include <string.h>

#include "match/blockkeep.h"
#include "match/impact.h"

/*
 * The rarest list's blocks propose their articles. What cannot be among the
 * best, with the least frequency of its terms for that of the phrase, is left
 * out before a position is read; if all matches are counted, it is asked only
 * whether it has the phrase.
 */
struct blocks {
	struct tw_phrase_search *search;
	struct tw_phrase *phrase;
	struct tw_postings *lead;
	struct tw_phrase_batch batch;
};

/* Whether articles of the rarest list's block n can be good. */
static int
is_hopeful(const struct blocks *blocks, uint32_t n, bool *ret,
	trawl_error *err)
{
	const struct tw_phrase_search *search = blocks->search;
	const uint8_t *corners;

	*ret = true;
	if (search->collector->counting || search->ratio == 0)
		return TRAWL_OK;
	int status = tw_postings_corners(blocks->lead, n, &corners, err);
	if (status == TRAWL_OK && corners)
		*ret = search->ratio * (1 - 0x1p-20f) * tw_impact_badness(
			blocks->phrase->all.bm25->norm, corners) <= 1;
	return status;
}

/*
 * A last block is filled up with its last article, so that it may be read as
 * a full one; `keep` has only those that are there, and before the end.
 */
static void
begin(struct tw_block *block, uint32_t end, uint8_t keep[TW_KEEP_BYTES])
{
	uint32_t count = block->count;

	for (uint32_t i = count; i < TW_BLOCK; i++)
		block->docs[i] = block->docs[count - 1];
	while (end > 0 && count > 0 && block->docs[count - 1] >= end)
		count--;
	memset(keep, 0, TW_KEEP_BYTES);
	memset(keep, 0xff, count / 8);
	if (count % 8 > 0)
		keep[count / 8] = (uint8_t)((1u << count % 8) - 1);
}

/* Those that the list has. */
static bool
keep_by_bitmap(const uint32_t docs[TW_BLOCK], const struct tw_bitmap *bitmap,
	uint8_t keep[TW_KEEP_BYTES])
{
	const uint8_t *bits = tw_bitmap_run(bitmap, docs[0],
		docs[TW_BLOCK - 1]);

	if (bits)
		return tw_keep_by_bits(docs, bits, keep);
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		if (!tw_bitmap_has(bitmap, docs[i]))
			keep[i / 8] &= (uint8_t)~(1u << i % 8);
	return true;
}

/* Those of groups of a level that is high enough. */
static bool
keep_by_level(const uint32_t docs[TW_BLOCK], const struct tw_phrase_list *list,
	uint8_t keep[TW_KEEP_BYTES])
{
	const struct tw_bounds *bounds = &list->bounds;
	const uint8_t *levels = tw_bounds_run(bounds, docs[0],
		docs[TW_BLOCK - 1]);

	static_assert(TW_BOUNDS_GROUP == 1 << 4, "groups are shifted by 4");
	if (levels)
		return tw_keep_by_level(docs, levels, 4 + bounds->shift,
			list->level, keep);
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		if (tw_bounds_level(bounds, docs[i]) < list->level)
			keep[i / 8] &= (uint8_t)~(1u << i % 8);
	return true;
}

/* Those in which the rarest term is often enough. */
static int
keep_frequent(struct blocks *blocks, uint8_t keep[TW_KEEP_BYTES],
	trawl_error *err)
{
	const struct tw_phrase *phrase = blocks->phrase;
	struct tw_postings *lead = blocks->lead;
	const uint32_t *docs = lead->block.docs;
	struct tw_keep_frequent test = {
		.docs = docs,
		.freqs = lead->block.freqs,
		.norm = phrase->all.bm25->norm,
		.ratio = blocks->search->ratio,
	};

	if (!lead->has_freqs)
		tw_postings_unpack_freqs(lead);
	int status = tw_segment_length_bytes(phrase->all.segment,
		phrase->all.field, docs[0], docs[TW_BLOCK - 1], &test.lengths,
		err);
	if (status == TRAWL_OK && test.lengths)
		(void)tw_keep_frequent(&test, keep);
	/* Else they are asked for one by one. */
	return status;
}

static void
leave_unasked(const struct tw_collector *collector,
	struct tw_phrase_batch *batch)
{
	uint32_t kept = 0;

	if (!collector->only)
		return;
	for (uint32_t i = 0; i < batch->count; i++) {
		uint8_t slot = batch->slots[i];

		batch->slots[kept] = slot;
		kept += tw_collector_asks(collector, batch->docs[slot]);
	}
	batch->count = kept;
}

/* What of the rarest list's present block need be looked up in others. */
static int
propose(struct blocks *blocks, trawl_error *err)
{
	struct tw_phrase_batch *batch = &blocks->batch;
	const struct tw_phrase_search *search = blocks->search;
	uint8_t keep[TW_KEEP_BYTES];
	bool some = true;
	int status = TRAWL_OK;

	begin(&blocks->lead->block, search->collector->end, keep);
	for (uint32_t i = 1; i < blocks->phrase->all.count && some; i++) {
		const struct tw_phrase_list *list = &blocks->phrase->lists[i];

		if (list->dense)
			some = keep_by_bitmap(batch->docs, &list->bitmap,
				keep);
		if (list->level > 1 && some)
			some = keep_by_level(batch->docs, list, keep);
	}
	if (some && search->ratio > 0 && !search->collector->counting)
		status = keep_frequent(blocks, keep, err);
	batch->count = tw_keep_places(keep, batch->slots);
	leave_unasked(search->collector, batch);
	return status;
}

/* Whether the block has only articles that are not asked for. */
static bool
is_beyond(const struct blocks *blocks)
{
	uint32_t end = blocks->search->collector->end;

	return end > 0 && blocks->lead->block.docs[0] >= end;
}

static int
by_blocks(struct tw_phrase_search *search, trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	struct tw_phrase_list *first = &phrase->lists[0];
	struct blocks blocks;
	int status = TRAWL_OK;

	blocks.search = search;
	blocks.phrase = phrase;
	blocks.lead = &first->postings;
	first->dense = false;
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		first->at[i] = (uint8_t)i;
	tw_phrase_batch_init(&blocks.batch, blocks.lead->block.docs);
	for (uint32_t n = 0; n < blocks.lead->block_count &&
		status == TRAWL_OK; n++) {
		bool hopeful;

		status = is_hopeful(&blocks, n, &hopeful, err);
		if (status != TRAWL_OK || !hopeful)
			continue;
		status = tw_postings_go_to_block(blocks.lead, n, err);
		if (status == TRAWL_OK && is_beyond(&blocks))
			break;
		if (status == TRAWL_OK)
			status = propose(&blocks, err);
		if (status == TRAWL_OK)
			status = tw_phrase_sift(search, &blocks.batch, 1, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_phrase_collect(struct tw_cursor *cursor, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_phrase *phrase = (struct tw_phrase *)cursor;
	struct tw_phrase_search search;

	if (collector->dated.order != TW_BY_SCORE)
		return tw_collect_each(collector, cursor, err);
	if (!collector->counting)
		tw_collector_skip(collector);
	int status = tw_phrase_search_open(&search, phrase, collector, err);

	return status == TRAWL_OK ? by_blocks(&search, err) : status;
}
