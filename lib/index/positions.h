/* positions.h: reads position gaps of a list from their chunks, by number. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_POSITIONS_H
#define INDEX_POSITIONS_H

#include "index/chunk.h"
#include "store/stream.h"

/*
 * A place in a run of chunks: all full but the last of the list, as written
 * to POSITIONS. Moves forward cheaply, backward by starting again.
 */
struct tw_positions {
	struct tw_stream *stream;
	uint64_t start;		/* offset of the chunk that counts as 0 */
	uint64_t offset;	/* of the present chunk */
	uint32_t number;	/* of it */
	uint32_t count;		/* gaps unpacked from it; 0: not unpacked */
	uint32_t gaps[TW_BLOCK] __attribute__((aligned(16)));
};

/* Stands before the chunk at `start`, which counts as number 0. */
void tw_positions_start(struct tw_positions *positions,
	struct tw_stream *stream, uint64_t start);

/* Unpacks chunk `number` into gaps; TRAWL_ECORRUPT. O(chunks skipped). */
int tw_positions_chunk(struct tw_positions *positions, uint32_t number,
	trawl_error *err) TW_MUST_USE;

#endif
