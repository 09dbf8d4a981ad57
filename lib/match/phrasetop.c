/* phrasetop.c: the best articles of a phrase. */
/* SPDX-License-Identifier: MIT */
#include "match/phrasetop.h"

#include <string.h>

#include "match/phrase.h"

/*
 * The rarest list's blocks propose their articles. What cannot be among the
 * best, with the least frequency of its terms for that of the phrase, is left
 * out before a position is read; if all matches are counted, it is asked only
 * whether it has the phrase.
 *
 * The articles of a block are sifted by one list after the other, as many at
 * once as lie in that list's present block, so that each list holds one block
 * and goes over its own but once.
 */
struct search {
	struct tw_phrase *phrase;
	struct tw_collector *collector;
	float least;		/* of the collector, at the last look */
	float ratio;		/* a good frequency is at least this times its
				   article's norm */
	uint32_t count;		/* of slots */
	uint8_t slots[TW_BLOCK];	/* of the rarest block: not ruled out */
};

#define TABLE_PAYS 8

/* Scores round four times, each by at most 2^-24. */
#define ROUNDING 0x1p-20

/* Solves weight * freq / (freq + norm) >= least for freq / norm. */
static float
ratio_of(float weight, float least)
{
	double low = (double)least * (1 - ROUNDING);

	if (!(low > 0))
		return 0;
	if (low >= (double)weight)
		return INFINITY;
	return (float)(low / ((double)weight - low) * (1 - ROUNDING));
}

static void
look(struct search *search)
{
	float least = tw_collector_least(search->collector);

	if (least == search->least)
		return;
	search->least = least;
	search->ratio = ratio_of(search->phrase->weight, least);
}

static inline bool
is_good(const struct search *search, uint32_t freq, uint8_t length)
{
	return (float)freq >= search->ratio *
		search->phrase->bm25->norm[length];
}

/* ------------------------------------------------------------------ */

/* All of the block, or those that are often enough in their article. */
static int
propose(struct search *search, trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	struct tw_postings *lead = &phrase->lists[0].postings;
	bool all = search->collector->counting || search->ratio == 0;
	uint32_t count = 0;

	for (uint32_t i = 0; i < lead->block.count; i++)
		search->slots[i] = (uint8_t)i;
	search->count = lead->block.count;
	if (all)
		return TRAWL_OK;
	if (!lead->has_freqs)
		tw_postings_unpack_freqs(lead);
	for (uint32_t i = 0; i < lead->block.count; i++) {
		uint8_t length;
		int status = tw_segment_length_byte(phrase->segment,
			phrase->field, lead->block.docs[i], &length, err);

		if (status != TRAWL_OK)
			return status;
		search->slots[count] = (uint8_t)i;
		count += is_good(search, lead->block.freqs[i], length);
	}
	search->count = count;
	return TRAWL_OK;
}

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
sift(struct tw_phrase *phrase, struct tw_phrase_list *list, uint8_t *slots,
	uint32_t *count, uint32_t *limit, trawl_error *err)
{
	const uint32_t *docs = phrase->lists[0].postings.block.docs;
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
		*count = find_by_table(docs, list, slots, n, phrase->table);
	else
		*count = find_each(docs, list, slots, n);
	if (last < *limit)
		*limit = last;
	return TRAWL_OK;
}

/* Has all lists stand at the article in the slot. */
static void
stand_at(struct tw_phrase *phrase, uint8_t slot)
{
	uint32_t doc = phrase->lists[0].postings.block.docs[slot];

	phrase->lists[0].at[slot] = slot;
	for (uint32_t i = 0; i < phrase->count; i++) {
		struct tw_phrase_list *list = &phrase->lists[i];

		list->postings.in_block = list->at[slot];
		list->postings.doc = doc;
	}
}

static uint32_t
lowest_freq(struct tw_phrase *phrase)
{
	uint32_t lowest = UINT32_MAX;

	for (uint32_t i = 0; i < phrase->count; i++) {
		uint32_t freq = tw_postings_freq(&phrase->lists[i].postings);

		if (freq < lowest)
			lowest = freq;
	}
	return lowest;
}

/* An article that has all terms, where they stand. */
static int
take(struct search *search, uint32_t doc, trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	struct tw_collector *collector = search->collector;
	bool admitted;
	uint8_t length;
	uint32_t freq = 0;
	int status = tw_segment_length_byte(phrase->segment, phrase->field,
		doc, &length, err);

	if (status != TRAWL_OK)
		return status;
	bool good = is_good(search, lowest_freq(phrase), length);

	if (!good && !search->collector->counting)
		return TRAWL_OK;
	status = tw_collector_admits(collector, doc, &admitted, err);
	if (status == TRAWL_OK && admitted)
		status = tw_phrase_freq(phrase, !good, &freq, err);
	if (status != TRAWL_OK || freq == 0)
		return status;
	collector->total++;
	if (!good)
		return TRAWL_OK;
	status = tw_collector_keep(collector, doc, tw_bm25_score(
		phrase->weight, freq, phrase->bm25->norm[length]), err);
	look(search);
	return status;
}

/* Sifts, and takes what remains, from slot `first` of those proposed on. */
static int
take_some(struct search *search, uint32_t *first, trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	const uint32_t *docs = phrase->lists[0].postings.block.docs;
	uint8_t slots[TW_BLOCK];
	uint32_t count = search->count - *first;
	uint32_t limit = UINT32_MAX;
	int status = TRAWL_OK;

	memcpy(slots, search->slots + *first, count);
	for (uint32_t i = 1; i < phrase->count && count > 0; i++) {
		status = sift(phrase, &phrase->lists[i], slots, &count,
			&limit, err);
		if (status != TRAWL_OK)
			return status;
	}
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		stand_at(phrase, slots[i]);
		status = take(search, docs[slots[i]], err);
	}
	while (*first < search->count && docs[search->slots[*first]] <= limit)
		++*first;
	return status;
}

int
tw_phrase_collect(struct tw_cursor *cursor, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_phrase *phrase = (struct tw_phrase *)cursor;
	struct search search = {
		.phrase = phrase,
		.collector = collector,
		.least = -INFINITY,
	};
	int status;

	if (collector->dated.order != TW_BY_SCORE)
		return tw_collect_each(collector, cursor, err);
	if (!collector->counting)
		tw_collector_skip(collector);
	look(&search);
	do {
		status = tw_postings_next_block(&phrase->lists[0].postings,
			err);
		if (status == TRAWL_OK)
			status = propose(&search, err);
		for (uint32_t first = 0; status == TRAWL_OK &&
			first < search.count;)
			status = take_some(&search, &first, err);
	} while (status == TRAWL_OK);
	return status == TRAWL_END ? TRAWL_OK : status;
}
