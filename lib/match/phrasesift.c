/* phrasesift.c: which of some articles all lists of a phrase have. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "match/phrasetop.h"

#define TABLE_PAYS 8

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
	uint8_t *slots, uint32_t count, uint8_t table[TW_PHRASE_SPAN])
{
	const struct tw_block *block = &list->postings.block;
	uint32_t first = block->docs[0];
	uint32_t kept = 0;

	for (uint32_t i = 0; i < block->count; i++)
		table[block->docs[i] - first] = (uint8_t)i;
	for (uint32_t i = 0; i < count; i++) {
		uint8_t slot = slots[i];
		uint32_t doc = docs[slot];
		uint8_t at = table[(doc - first) % TW_PHRASE_SPAN];

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
sift(struct tw_phrase_batch *batch, struct tw_phrase_list *list,
	uint8_t *slots, uint32_t *count, uint32_t *limit, trawl_error *err)
{
	const uint32_t *docs = batch->docs;
	struct tw_postings *postings = &list->postings;
	const struct tw_block *block = &postings->block;
	int status = tw_postings_seek(postings, docs[slots[0]], err);

	if (status != TRAWL_OK)
		return status;
	uint32_t last = block->docs[block->count - 1];
	uint32_t n = *count;

	if (docs[slots[n - 1]] > last)
		n = count_until(docs, slots, n, last);
	if (n >= TABLE_PAYS && last - block->docs[0] < TW_PHRASE_SPAN)
		*count = find_by_table(docs, list, slots, n, batch->table);
	else
		*count = find_each(docs, list, slots, n);
	if (last < *limit)
		*limit = last;
	return TRAWL_OK;
}

/* The ranks in dense lists of the articles in the slots. */
static void
find_ranks(struct tw_phrase *phrase, const uint32_t *docs,
	const uint8_t *slots, uint32_t count)
{
	uint32_t found[TW_BLOCK];
	uint32_t ranks[TW_BLOCK];

	for (uint32_t k = 0; k < count; k++)
		found[k] = docs[slots[k]];
	for (uint32_t i = 0; i < phrase->all.count; i++) {
		struct tw_phrase_list *list = &phrase->lists[i];

		if (!list->dense)
			continue;
		tw_bitmap_ranks(&list->bitmap, found, count, ranks);
		for (uint32_t k = 0; k < count; k++)
			list->ranks[slots[k]] = ranks[k];
	}
}

/* Sifts, and takes what remains, from slot `begin` of the batch on. */
static int
take_some(struct tw_phrase_search *search, struct tw_phrase_batch *batch,
	uint32_t from, uint32_t *begin, trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	const uint32_t *docs = batch->docs;
	uint8_t slots[TW_BLOCK];
	uint32_t count = batch->count - *begin;
	uint32_t limit = UINT32_MAX;

	memcpy(slots, batch->slots + *begin, count);
	for (uint32_t i = from; i < phrase->all.count && count > 0; i++) {
		if (phrase->lists[i].dense)
			continue;
		int status = sift(batch, &phrase->lists[i], slots, &count,
			&limit, err);

		if (status != TRAWL_OK)
			return status;
	}
	find_ranks(phrase, docs, slots, count);
	int status = tw_phrase_take(search, docs, slots, count, err);
	while (*begin < batch->count && docs[batch->slots[*begin]] <= limit)
		++*begin;
	return status;
}

int
tw_phrase_sift(struct tw_phrase_search *search, struct tw_phrase_batch *batch,
	uint32_t from, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t begin = 0; begin < batch->count && status == TRAWL_OK;)
		status = take_some(search, batch, from, &begin, err);
	return status;
}
