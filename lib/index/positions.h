/* positions.h: reads the position gaps of a list as running sums. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_POSITIONS_H
#define INDEX_POSITIONS_H

#include <stdbool.h>

#include "index/chunk.h"
#include "store/stream.h"

/*
 * Gaps are counted by place, from the start of a chunk: all chunks are full
 * but the last of the list, as written to POSITIONS. Of a stretch of places
 * the sums of their gaps lie unpacked: sums[i] is that up to and with the gap
 * at place first + i, sums[-1] that before them, from an unknown one on. So a
 * difference of two of them, modulo 2^32, is a distance.
 *
 * Valid when zeroed; moves forward cheaply, backward by starting again.
 */
struct tw_positions {
	struct tw_stream *stream;
	uint64_t start;		/* offset of the chunk with place 0 */
	uint64_t last;		/* of the last chunk unpacked */
	uint64_t offset;	/* of the chunk behind those passed */
	uint32_t number;	/* of it, from the start */
	uint32_t first;		/* place of sums[0] */
	uint32_t count;		/* sums there are */
	uint32_t room;
	uint32_t *sums;		/* in `memory`; vectors of eight may be read
				   behind them */
	uint32_t *memory;	/* owned */
};

void tw_positions_done(struct tw_positions *positions);

/*
 * Place 0 is the first of the chunk at `start`, which may be one of those that
 * are unpacked. O(1).
 */
void tw_positions_start(struct tw_positions *positions,
	struct tw_stream *stream, uint64_t start);

/* Gaps that stand elsewhere, at most 127, are all there are. */
int tw_positions_take(struct tw_positions *positions, const uint8_t *p,
	const uint8_t *end, uint32_t count, trawl_error *err) TW_MUST_USE;

/* Whether the sums of places [from, to) are there. */
static inline bool
tw_positions_have(const struct tw_positions *positions, uint32_t from,
	uint32_t to)
{
	return from - positions->first < positions->count &&
		to - positions->first <= positions->count;
}

/*
 * Unpacks them; from < to. TRAWL_ECORRUPT. O(chunks skipped), memory of their
 * size.
 */
int tw_positions_reach(struct tw_positions *positions, uint32_t from,
	uint32_t to, trawl_error *err) TW_MUST_USE;

#endif
