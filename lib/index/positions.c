/* positions.c: reads position gaps of a list from their chunks, by number. */
/* SPDX-License-Identifier: MIT */
#include "index/positions.h"

void
tw_positions_start(struct tw_positions *positions, struct tw_stream *stream,
	uint64_t start)
{
	positions->stream = stream;
	positions->start = start;
	positions->offset = start;
	positions->number = 0;
	positions->count = 0;
}

static int
damaged(const struct tw_positions *positions, trawl_error *err)
{
	return TW_CORRUPT(err,
		"segment %u: position chunk at %llu is damaged",
		positions->stream->segment,
		(unsigned long long)positions->offset);
}

/* The present chunk's bytes, in the next record if its own has no room. */
static int
find_chunk(struct tw_positions *positions, const uint8_t **ret, size_t *left,
	trawl_error *err)
{
	int status = tw_stream_at(positions->stream, positions->offset, ret,
		left, err);

	if (status == TRAWL_OK && **ret == TW_CHUNK_PADDING) {
		positions->offset += *left;
		status = tw_stream_at(positions->stream, positions->offset,
			ret, left, err);
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
	positions->count = 0;
	return TRAWL_OK;
}

int
tw_positions_chunk(struct tw_positions *positions, uint32_t number,
	trawl_error *err)
{
	if (number == positions->number && positions->count > 0)
		return TRAWL_OK;
	if (number < positions->number)
		tw_positions_start(positions, positions->stream,
			positions->start);
	while (positions->number < number) {
		int status = skip_chunk(positions, err);

		if (status != TRAWL_OK)
			return status;
	}
	const uint8_t *p;
	size_t left;
	int status = find_chunk(positions, &p, &left, err);

	if (status != TRAWL_OK)
		return status;
	if (!tw_chunk_get(p, left, positions->gaps, &positions->count)) {
		positions->count = 0;
		return damaged(positions, err);
	}
	return TRAWL_OK;
}
