/* lookup.c: what a term's list has of single articles, and what it may. */
/* SPDX-License-Identifier: MIT */
#include "match/lookup.h"

#include <string.h>

#include "base/bytes.h"
#include "match/impact.h"

_Static_assert(TW_RECORD_PAYLOAD % TW_BLOCK_ENTRY == 0,
	"no entry straddles records");

/* ------------------------------------------------------------------ */
/* The block table.                                                     */

/* Touches all of it, so that nothing of it can fail from then on. */
static int
open_table(struct tw_lookup *lookup, trawl_error *err)
{
	const struct tw_term *entry = &lookup->term->postings.term;
	struct tw_stream *stream =
		&lookup->term->segment->stream[TW_STREAM_BLOCKS];
	uint64_t size = (uint64_t)lookup->block_count * TW_BLOCK_ENTRY;

	int status = tw_stream_touch(stream, entry->blocks, size, err);

	if (status != TRAWL_OK)
		return status;
	lookup->table = (const uint8_t *const *)stream->records;
	lookup->table_from = entry->blocks;
	return TRAWL_OK;
}

static inline const uint8_t *
entry_of(const struct tw_lookup *lookup, uint32_t block)
{
	uint64_t at = lookup->table_from + (uint64_t)block * TW_BLOCK_ENTRY;

	return lookup->table[at / TW_RECORD_PAYLOAD] + at % TW_RECORD_PAYLOAD;
}

static float
bound_of(const struct tw_term_cursor *term, uint32_t freq, uint8_t length)
{
	return tw_bm25_score(term->weight, freq, term->bm25->norm[length]);
}

static int
open_bounds(struct tw_lookup *lookup, trawl_error *err)
{
	const struct tw_term_cursor *term = lookup->term;
	int status = tw_bounds_open(&lookup->bounds, term->segment,
		&term->postings.term, err);

	if (status != TRAWL_OK)
		return status;
	lookup->has_bounds = true;
	tw_bounds_most(&lookup->bounds, (double)term->bm25->average,
		lookup->levels);
	for (uint32_t i = 0; i < TW_BOUNDS_LEVELS; i++)
		lookup->levels[i] *= term->weight;
	return TRAWL_OK;
}

int
tw_lookup_open(struct tw_lookup *lookup, struct tw_term_cursor *term,
	trawl_error *err)
{
	const struct tw_term *entry = &term->postings.term;
	int status = TRAWL_OK;

	lookup->term = term;
	lookup->dense = tw_term_has_bitmap(entry);
	lookup->table = NULL;
	lookup->block_count = term->postings.block_count;
	lookup->most = bound_of(term, entry->max_freq, entry->min_length);
	lookup->bound = lookup->most;
	lookup->times = 0;
	lookup->has_bounds = false;
	if (!tw_term_has_blocks(entry) && lookup->block_count > 1)
		return TW_CORRUPT(err, "term %u: too long for its kind",
			entry->ordinal);
	if (tw_term_has_blocks(entry))
		status = open_table(lookup, err);
	if (status == TRAWL_OK && entry->has_bounds)
		status = open_bounds(lookup, err);
	if (status != TRAWL_OK || !lookup->dense)
		return status;
	tw_freqs_init(&lookup->freqs, term->segment, entry);
	return tw_bitmap_open(&lookup->bitmap, term->segment, entry, err);
}

uint32_t
tw_lookup_last(const struct tw_lookup *lookup, uint32_t block)
{
	return lookup->table ? tw_le32(entry_of(lookup, block))
			     : lookup->term->segment->info.docs - 1;
}

float
tw_lookup_block_bound(const struct tw_lookup *lookup, uint32_t block)
{
	if (!lookup->table)
		return lookup->most;
	return tw_impact_bound(lookup->term,
		entry_of(lookup, block) + TW_BLOCK_CORNERS_AT);
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

int
tw_lookup_freq(struct tw_lookup *lookup, uint32_t doc, uint32_t *ret,
	trawl_error *err)
{
	struct tw_postings *postings = &lookup->term->postings;

	*ret = 0;
	if (lookup->dense)
		return !tw_bitmap_has(&lookup->bitmap, doc) ? TRAWL_OK :
			tw_freqs_at(&lookup->freqs,
				tw_bitmap_rank(&lookup->bitmap, doc), ret,
				err);
	int status = tw_postings_seek(postings, doc, err);

	if (status == TRAWL_OK && postings->doc == doc)
		*ret = tw_lookup_freq_here(lookup);
	return status == TRAWL_END ? TRAWL_OK : status;
}

/*
 * The byte at `first` of bytes that begin at `from` in records; NULL if that
 * at `last` is in another record.
 */
static const uint8_t *
side_by_side(const uint8_t *const *records, uint64_t from, uint32_t first,
	uint32_t last)
{
	uint64_t number = (from + first) / TW_RECORD_PAYLOAD;

	if ((from + last) / TW_RECORD_PAYLOAD != number)
		return NULL;
	return records[number] + (from + first) % TW_RECORD_PAYLOAD;
}

void
tw_lookup_mask(const struct tw_lookup *lookup, const uint32_t *docs,
	uint32_t count, uint64_t ret[TW_MASK_WORDS])
{
	const struct tw_bitmap *bitmap = &lookup->bitmap;
	uint32_t first = docs[0] - docs[0] % 32;
	const uint8_t *bits = side_by_side(bitmap->records, bitmap->bits,
		first / 8, docs[count - 1] / 8);

	if (bits) {
		tw_mask_bits(docs, count, bits, first, ret);
		return;
	}
	memset(ret, 0, TW_MASK_WORDS * sizeof(*ret));
	for (uint32_t i = 0; i < count; i++)
		ret[i / 64] |= (uint64_t)tw_bitmap_has(bitmap, docs[i]) <<
			i % 64;
}

void
tw_lookup_add_bounds(const struct tw_lookup *lookup,
	const struct tw_batch *batch, float sums[TW_BLOCK])
{
	const struct tw_bounds *bounds = &lookup->bounds;
	const float *levels = lookup->levels;
	uint32_t count = batch->count;

	for (uint32_t i = 0; !lookup->has_bounds && i < count; i++)
		sums[i] += lookup->bound;
	if (!lookup->has_bounds || count == 0)
		return;
	unsigned shift = bounds->shift + 4;
	uint32_t first = batch->docs[0] >> shift >> 1;
	const uint8_t *p = side_by_side(bounds->records, bounds->levels,
		first, batch->docs[count - 1] >> shift >> 1);
	for (uint32_t i = 0; p && i < count; i++) {
		uint32_t group = batch->docs[i] >> shift;

		sums[i] += levels[p[group / 2 - first] >> group % 2 * 4 & 15];
	}
	for (uint32_t i = 0; !p && i < count; i++)
		sums[i] += levels[tw_bounds_level(bounds, batch->docs[i])];
}

/* The first place from `low` on with an article >= doc, which there is. */
static inline uint32_t
place_of(const struct tw_block *block, uint32_t low, uint32_t doc)
{
	uint32_t n = block->count - low;

	while (n > 1) {
		uint32_t half = n / 2;

		low += block->docs[low + half - 1] < doc ? half : 0;
		n -= half;
	}
	return low;
}

/* What of the batch is within the present block of the list. */
static uint32_t
filter_by_block(struct tw_lookup *lookup, struct tw_batch *batch,
	const struct tw_filter *filter, uint32_t i, uint32_t *n)
{
	struct tw_postings *postings = &lookup->term->postings;
	const struct tw_block *block = &postings->block;
	uint32_t last = block->docs[block->count - 1];
	uint32_t low = postings->in_block;

	for (; i < batch->count && batch->docs[i] <= last; i++) {
		uint32_t doc = batch->docs[i];
		uint8_t slot = batch->slots[i];

		low = place_of(block, low, doc);
		bool has = block->docs[low] == doc;

		postings->in_block = low;
		if (has && filter->finding)
			lookup->found[slot] = tw_lookup_freq_here(lookup);
		batch->docs[*n] = doc;
		batch->slots[*n] = slot;
		*n += has == filter->having;
	}
	postings->doc = block->docs[low];
	return i;
}

int
tw_lookup_filter(struct tw_lookup *lookup, struct tw_batch *batch,
	struct tw_filter filter, trawl_error *err)
{
	struct tw_postings *postings = &lookup->term->postings;
	uint32_t n = 0;
	uint32_t i = 0;
	int status = TRAWL_OK;

	while (i < batch->count && status == TRAWL_OK) {
		status = tw_postings_seek(postings, batch->docs[i], err);
		if (status == TRAWL_OK)
			i = filter_by_block(lookup, batch, &filter, i, &n);
	}
	for (; !filter.having && i < batch->count; i++) {
		batch->docs[n] = batch->docs[i];
		batch->slots[n++] = batch->slots[i];
	}
	batch->count = n;
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_lookup_find(struct tw_lookup *lookup, const struct tw_batch *batch,
	trawl_error *err)
{
	uint32_t ranks[TW_BLOCK];
	int status = TRAWL_OK;

	if (!lookup->dense)
		return TRAWL_OK;
	tw_bitmap_ranks(&lookup->bitmap, batch->docs, batch->count, ranks);
	for (uint32_t i = 0; i < batch->count && status == TRAWL_OK; i++)
		status = tw_freqs_at(&lookup->freqs, ranks[i],
			&lookup->found[batch->slots[i]], err);
	return status;
}
