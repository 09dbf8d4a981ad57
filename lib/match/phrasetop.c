/* phrasetop.c: the best articles of a phrase, by blocks. */
/* SPDX-License-Identifier: MIT */
#include "match/phrasetop.h"

#include <string.h>

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
			blocks->phrase->bm25->norm, corners) <= 1;
	return status;
}

/* Keeps the slots of articles that the list has. */
static void
keep_by_bitmap(struct blocks *blocks, const struct tw_bitmap *bitmap)
{
	const uint32_t *docs = blocks->batch.docs;
	uint8_t *slots = blocks->batch.slots;
	const uint8_t *bits = tw_bitmap_run(bitmap, docs[0],
		docs[blocks->lead->block.count - 1]);
	uint32_t base = docs[0] - docs[0] % 8;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < blocks->batch.count; i++) {
		uint8_t slot = slots[i];
		uint32_t at = docs[slot] - base;

		slots[kept] = slot;
		kept += bits ? bits[at / 8] >> at % 8 & 1
			     : tw_bitmap_has(bitmap, docs[slot]);
	}
	blocks->batch.count = kept;
}

/* Those of groups of a level that is high enough. */
static void
keep_by_level(struct blocks *blocks, const struct tw_phrase_list *list)
{
	const uint32_t *docs = blocks->batch.docs;
	uint8_t *slots = blocks->batch.slots;
	const uint8_t *levels = tw_bounds_run(&list->bounds, docs[0],
		docs[blocks->lead->block.count - 1]);
	unsigned shift = list->bounds.shift;
	uint32_t base = (docs[0] / TW_BOUNDS_GROUP >> shift) / 2;
	unsigned least = list->level;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < blocks->batch.count; i++) {
		uint8_t slot = slots[i];
		uint32_t group = docs[slot] / TW_BOUNDS_GROUP >> shift;
		unsigned level = levels
			? (unsigned)levels[group / 2 - base] >>
				group % 2 * 4 & 15
			: tw_bounds_level(&list->bounds, docs[slot]);

		slots[kept] = slot;
		kept += level >= least;
	}
	blocks->batch.count = kept;
}

/* Those of articles in which the rarest term is often enough. */
static int
keep_frequent(struct blocks *blocks, trawl_error *err)
{
	struct tw_postings *lead = blocks->lead;
	uint8_t *slots = blocks->batch.slots;
	uint32_t kept = 0;

	if (!lead->has_freqs)
		tw_postings_unpack_freqs(lead);
	for (uint32_t i = 0; i < blocks->batch.count; i++) {
		uint8_t slot = slots[i];
		uint8_t length;
		int status = tw_segment_length_byte(blocks->phrase->segment,
			blocks->phrase->field, lead->block.docs[slot],
			&length, err);

		if (status != TRAWL_OK)
			return status;
		slots[kept] = slot;
		kept += tw_phrase_is_good(blocks->search,
			lead->block.freqs[slot], length);
	}
	blocks->batch.count = kept;
	return TRAWL_OK;
}

/* What of the rarest list's present block need be looked up in others. */
static int
propose(struct blocks *blocks, trawl_error *err)
{
	struct tw_phrase_batch *batch = &blocks->batch;

	batch->count = blocks->lead->block.count;
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		batch->slots[i] = (uint8_t)i;
	for (uint32_t i = 1; i < blocks->phrase->count; i++) {
		struct tw_phrase_list *list = &blocks->phrase->lists[i];

		if (list->dense)
			keep_by_bitmap(blocks, &list->bitmap);
		if (list->level > 1)
			keep_by_level(blocks, list);
	}
	if (blocks->search->collector->counting || blocks->search->ratio == 0)
		return TRAWL_OK;
	return keep_frequent(blocks, err);
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
