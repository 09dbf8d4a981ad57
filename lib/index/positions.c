/* positions.c: reads the position gaps of a list as running sums. */
/* SPDX-License-Identifier: MIT */
#include "index/positions.h"

#include <string.h>

#include "base/alloc.h"
#include "base/numbers.h"

#define BEFORE 4		/* of memory, for sums[-1], and to align */
#define BEHIND 8		/* for vectors that read on */
#define STRETCH (8 * TW_BLOCK)	/* kept, unless one article has more */

void
tw_positions_done(struct tw_positions *positions)
{
	tw_free(positions->memory);
	*positions = (struct tw_positions){0};
}

static int
damaged(const struct tw_positions *positions, trawl_error *err)
{
	return TW_CORRUPT(err,
		"segment %u: position chunk at %llu is damaged",
		positions->stream ? positions->stream->segment : 0,
		(unsigned long long)positions->offset);
}

/* Keeps the sums from sums[i] on, to be those from place `first` on. */
static void
keep_from(struct tw_positions *positions, uint32_t i, uint32_t first)
{
	positions->first = first;
	positions->count -= i;
	if (i > 0)
		memmove(positions->sums - 1, positions->sums + i - 1,
			(positions->count + (size_t)1) * sizeof(uint32_t));
}

/* All sums are of places that no one can ask for. */
static void
restart(struct tw_positions *positions)
{
	positions->offset = positions->start;
	positions->number = 0;
	positions->first = 0;
	positions->count = 0;
}

void
tw_positions_start(struct tw_positions *positions, struct tw_stream *stream,
	uint64_t start)
{
	bool is_there = positions->count > 0 &&
		positions->count % TW_BLOCK == 0 &&
		positions->last == start && positions->stream == stream;

	positions->stream = stream;
	positions->start = start;
	if (!is_there) {
		restart(positions);
		return;
	}
	keep_from(positions, positions->count - TW_BLOCK, 0);
	positions->number = 1;
}

/* Room for `count` sums in all, and for what lies around them. */
static int
make_room(struct tw_positions *positions, uint32_t count, trawl_error *err)
{
	size_t room = STRETCH;

	if (positions->memory && count <= positions->room)
		return TRAWL_OK;
	while (room < count)
		room *= 2;
	uint32_t *memory = tw_realloc(positions->memory,
		(BEFORE + room + BEHIND) * sizeof(*memory));
	if (!memory)
		return tw_no_memory(err);
	positions->memory = memory;
	positions->sums = memory + BEFORE;
	positions->room = (uint32_t)room;
	return TRAWL_OK;
}

/* Makes sums of the n gaps behind the sums there are. */
static void
add_sums(struct tw_positions *positions, uint32_t n)
{
	uint32_t *gaps = positions->sums + positions->count;

	if (positions->count == 0)
		gaps[-1] = 0;
	tw_sums(gaps, n, gaps[-1]);
	memset(gaps + n, 0, BEHIND * sizeof(*gaps));
	positions->count += n;
}

int
tw_positions_take(struct tw_positions *positions, const uint8_t *p,
	const uint8_t *end, uint32_t count, trawl_error *err)
{
	int status = make_room(positions, TW_BLOCK, err);

	if (status != TRAWL_OK)
		return status;
	positions->stream = NULL;
	restart(positions);
	if (!tw_chunk_get_varints(p, end, count, positions->sums))
		return damaged(positions, err);
	add_sums(positions, count);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* The next chunk's bytes, in the next record if its own has no room. */
static int
find_chunk(struct tw_positions *positions, const uint8_t **ret, size_t *left,
	trawl_error *err)
{
	int status = tw_stream_pick(positions->stream, positions->offset,
		TW_CHUNK_AHEAD, ret, left, err);

	if (status == TRAWL_OK && **ret == TW_CHUNK_PADDING) {
		positions->offset += TW_RECORD_PAYLOAD -
			positions->offset % TW_RECORD_PAYLOAD;
		status = tw_stream_pick(positions->stream, positions->offset,
			TW_CHUNK_AHEAD, ret, left, err);
	}
	return status;
}

static int
skip_chunk(struct tw_positions *positions, trawl_error *err)
{
	const uint8_t *p;
	size_t left;
	int status = find_chunk(positions, &p, &left, err);

	if (status != TRAWL_OK)
		return status;
	size_t size = tw_chunk_size(p, left);

	if (size == 0)
		return damaged(positions, err);
	positions->offset += size;
	positions->number++;
	return TRAWL_OK;
}

/* Unpacks the next chunk behind the sums there are. */
static int
add_chunk(struct tw_positions *positions, trawl_error *err)
{
	const uint8_t *p;
	size_t left;
	uint32_t n;
	int status = find_chunk(positions, &p, &left, err);

	if (status == TRAWL_OK)
		status = make_room(positions, positions->count + TW_BLOCK,
			err);
	if (status != TRAWL_OK)
		return status;
	if (!tw_chunk_get(p, left, positions->sums + positions->count, &n))
		return damaged(positions, err);
	add_sums(positions, n);
	positions->last = positions->offset;
	positions->offset += n < TW_BLOCK ? 0 : tw_chunk_size(p, left);
	positions->number++;
	return TRAWL_OK;
}

/* Lets go of the sums before the chunk of place `from`; skips up to it. */
static int
go_to(struct tw_positions *positions, uint32_t from, trawl_error *err)
{
	uint32_t number = from / TW_BLOCK;
	uint32_t first = number * TW_BLOCK;

	if (tw_positions_have(positions, first, first + 1)) {
		keep_from(positions, first - positions->first, first);
		return TRAWL_OK;
	}
	if (number < positions->number)
		restart(positions);
	while (positions->number < number) {
		int status = skip_chunk(positions, err);

		if (status != TRAWL_OK)
			return status;
	}
	positions->first = first;
	positions->count = 0;
	return TRAWL_OK;
}

int
tw_positions_reach(struct tw_positions *positions, uint32_t from, uint32_t to,
	trawl_error *err)
{
	int status = TRAWL_OK;

	if (!positions->stream)
		return damaged(positions, err);
	if (from - positions->first > positions->count ||
		to - positions->first > STRETCH)
		status = go_to(positions, from, err);
	while (status == TRAWL_OK && to - positions->first > positions->count) {
		if (positions->count % TW_BLOCK != 0)
			return damaged(positions, err);
		status = add_chunk(positions, err);
	}
	return status;
}
