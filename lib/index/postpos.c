/* postpos.c: the positions of a list's present posting. */
/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "base/bytes.h"
#include "index/places.h"
#include "index/postings.h"

/* Places of a block's positions, behind those of a chunk, fit in 32 bits. */
static_assert((uint64_t)TW_BLOCK * ((1u << TW_FREQ_BITS) - 1) + TW_BLOCK - 1
	<= UINT32_MAX, "too many positions");

static int
damaged(const struct tw_postings *postings, trawl_error *err)
{
	return TW_CORRUPT(err,
		"segment %u: term %u: positions of article %u are damaged",
		postings->segment->info.segment, postings->term.ordinal,
		postings->doc);
}

static void
unpack_in_title(struct tw_postings *postings)
{
	struct tw_block *block = &postings->block;

	if (!postings->has_freqs)
		tw_postings_unpack_freqs(postings);
	if (postings->term.field != TW_FIELD_ALL)
		memcpy(block->in_title, block->freqs,
			sizeof(block->in_title));
	else
		tw_block_get_in_title(postings->packed, block->in_title);
}

/* So that the loop over a block is over all of it, and becomes vectors. */
static void
fill_up(struct tw_block *block)
{
	size_t n = (TW_BLOCK - block->count) * sizeof(uint32_t);

	memset(block->freqs + block->count, 0, n);
	memset(block->in_title + block->count, 0, n);
}

/* Gaps that stand in the dictionary are all the cursor has. */
static int
take_inlined(struct tw_postings *postings, trawl_error *err)
{
	const struct tw_term *term = &postings->term;

	return tw_positions_take(&postings->cursor, postings->inlined,
		term->inlined + term->inlined_size,
		postings->places[postings->block.count], err);
}

/* Points the cursor at the block's first chunk. */
static int
start_cursor(struct tw_postings *postings, uint32_t *ret_first,
	trawl_error *err)
{
	const struct tw_term *term = &postings->term;
	struct tw_stream *streams = postings->segment->stream;
	uint64_t offset = term->positions;

	*ret_first = 0;
	if (tw_term_has_blocks(term)) {
		const uint8_t *entry;
		int status = tw_stream_get(&streams[TW_STREAM_BLOCKS],
			term->blocks +
				(uint64_t)postings->number * TW_BLOCK_ENTRY,
			TW_BLOCK_ENTRY, &entry, err);

		if (status != TRAWL_OK)
			return status;
		if (entry[15] >= TW_BLOCK)
			return damaged(postings, err);
		offset += tw_le32(entry + 8);
		*ret_first = entry[15];
	}
	tw_positions_start(&postings->cursor, &streams[TW_STREAM_POSITIONS],
		offset);
	return TRAWL_OK;
}

static int
find_places(struct tw_postings *postings, trawl_error *err)
{
	uint32_t first;
	int status;

	if (postings->packed)
		unpack_in_title(postings);
	status = start_cursor(postings, &first, err);
	if (status != TRAWL_OK)
		return status;
	fill_up(&postings->block);
	if (!tw_places_sum(&postings->block, postings->term.field,
		tw_title_weight(&postings->segment->info), first,
		postings->places))
		return damaged(postings, err);
	if (postings->term.kind == TW_TERM_INLINE)
		status = take_inlined(postings, err);
	postings->has_places = status == TRAWL_OK;
	return status;
}

int
tw_postings_reach(struct tw_postings *postings, trawl_error *err)
{
	const uint32_t *places = postings->places + postings->in_block;
	int status = TRAWL_OK;

	if (!postings->has_places)
		status = find_places(postings, err);
	if (status != TRAWL_OK ||
		tw_positions_have(&postings->cursor, places[0], places[1]))
		return status;
	return tw_positions_reach(&postings->cursor, places[0], places[1],
		err);
}

/* A run's positions, the first counted from `start`. */
static uint64_t
add_positions(struct tw_buf *buf, struct tw_run run, uint32_t start)
{
	uint32_t *positions = (uint32_t *)(void *)(buf->p + buf->n);
	uint64_t position = start;

	for (uint32_t i = 0; i < run.count; i++) {
		position += run.sums[i] - (run.sums - 1)[i];
		positions[i] = (uint32_t)position;
	}
	buf->n += run.count * sizeof(*positions);
	return position;
}

int
tw_postings_positions(struct tw_postings *postings,
	const uint32_t **ret_positions, uint32_t *ret_count,
	uint32_t *ret_in_title, trawl_error *err)
{
	struct tw_buf *buf = &postings->positions;
	struct tw_runs runs;
	int status = tw_postings_runs(postings, &runs, err);

	if (status != TRAWL_OK)
		return status;

	uint32_t count = runs.title.count + runs.text.count;

	tw_buf_reset(buf);
	if (!tw_buf_reserve(buf, count * sizeof(uint32_t)))
		return tw_no_memory(err);
	if ((runs.title.count > 0 &&
		    add_positions(buf, runs.title, 0) >= TW_TEXT_POSITION) ||
		add_positions(buf, runs.text, TW_TEXT_POSITION) > UINT32_MAX)
		return damaged(postings, err);
	*ret_positions = (const uint32_t *)(const void *)buf->p;
	*ret_count = count;
	*ret_in_title = runs.title.count;
	return TRAWL_OK;
}
