/* postpos.c: the positions of a list's present posting. */
/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "base/bytes.h"
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
	if (postings->term.field == TW_FIELD_TITLE)
		memcpy(block->in_title, block->freqs,
			sizeof(block->in_title));
	else
		tw_block_get_in_title(postings->packed, block->in_title);
}

/* Where each posting's gaps begin, the first of the block at `first`. */
static int
sum_places(struct tw_postings *postings, uint32_t first, trawl_error *err)
{
	const struct tw_block *block = &postings->block;
	uint32_t weight = postings->term.field == TW_FIELD_ALL
		? TW_TITLE_WEIGHT : 1;

	postings->places[0] = first;
	for (uint32_t i = 0; i < block->count; i++) {
		uint32_t freq = block->freqs[i];
		uint32_t in_title = block->in_title[i];

		if (freq >> TW_FREQ_BITS != 0 || in_title > freq / weight)
			return damaged(postings, err);
		postings->places[i + 1] = postings->places[i] + freq -
			(weight - 1) * in_title;
	}
	return TRAWL_OK;
}

/* Gaps that stand in the dictionary become the one chunk of the cursor. */
static int
take_inlined(struct tw_postings *postings, trawl_error *err)
{
	const struct tw_term *term = &postings->term;
	const uint8_t *end = term->inlined + term->inlined_size;
	uint32_t count = postings->places[postings->block.count];

	tw_positions_start(&postings->cursor, NULL, 0);
	if (!tw_chunk_get_varints(postings->inlined, end, count,
		postings->cursor.gaps))
		return damaged(postings, err);
	postings->cursor.count = count;
	return TRAWL_OK;
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
	if (status == TRAWL_OK)
		status = sum_places(postings, first, err);
	if (status == TRAWL_OK && postings->term.kind == TW_TERM_INLINE)
		status = take_inlined(postings, err);
	postings->has_places = status == TRAWL_OK;
	return status;
}

/* The gaps from place `from` to `to`, out of as many chunks as they are in. */
static int
collect_gaps(struct tw_postings *postings, uint32_t from, uint32_t to,
	trawl_error *err)
{
	struct tw_positions *cursor = &postings->cursor;

	tw_buf_reset(&postings->positions);
	while (from < to) {
		int status = tw_positions_chunk(cursor, from / TW_BLOCK, err);

		if (status != TRAWL_OK)
			return status;
		uint32_t at = from % TW_BLOCK;
		uint32_t n = TW_BLOCK - at;

		if (n > to - from)
			n = to - from;
		if (at + n > cursor->count)
			return damaged(postings, err);
		tw_buf_add(&postings->positions, cursor->gaps + at,
			n * sizeof(uint32_t));
		from += n;
	}
	return tw_buf_status(&postings->positions, err);
}

/* Sums the gaps up, the title's from 0 and the text's from its beginning. */
static bool
sum_gaps(uint32_t *positions, uint32_t count, uint32_t in_title)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < in_title; i++) {
		sum += positions[i];
		positions[i] = (uint32_t)sum;
	}
	if (in_title > 0 && sum >= TW_TEXT_POSITION)
		return false;
	sum = TW_TEXT_POSITION;
	for (uint32_t i = in_title; i < count; i++) {
		sum += positions[i];
		positions[i] = (uint32_t)sum;
	}
	return sum <= UINT32_MAX;
}

int
tw_postings_positions(struct tw_postings *postings,
	const uint32_t **ret_positions, uint32_t *ret_count,
	uint32_t *ret_in_title, trawl_error *err)
{
	int status = TRAWL_OK;

	if (!postings->has_places)
		status = find_places(postings, err);
	if (status != TRAWL_OK)
		return status;

	uint32_t from = postings->places[postings->in_block];
	uint32_t to = postings->places[postings->in_block + 1];
	uint32_t in_title = postings->block.in_title[postings->in_block];

	status = collect_gaps(postings, from, to, err);
	if (status != TRAWL_OK)
		return status;
	uint32_t *positions = (uint32_t *)(void *)postings->positions.p;

	if (!sum_gaps(positions, to - from, in_title))
		return damaged(postings, err);
	*ret_positions = positions;
	*ret_count = to - from;
	*ret_in_title = in_title;
	return TRAWL_OK;
}
