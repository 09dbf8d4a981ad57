/* arena.h: many small allocations that are freed together. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

/*
 * Valid when zeroed (no maximum). Allocations are aligned to 16 bytes and
 * live until tw_arena_reset or tw_arena_done. O(1) each. The maximum bounds
 * what is taken from the system, in whole chunks: give it some room above
 * what the allocations need.
 */
struct tw_arena {
	struct tw_arena_chunk *chunks;
	size_t used;		/* of the newest chunk */
	size_t total;		/* bytes held by all chunks */
	size_t maximum;		/* 0: none */
	size_t first;		/* size of the first chunk; 0: as usual */
};

void tw_arena_init(struct tw_arena *arena, size_t maximum);
void tw_arena_done(struct tw_arena *arena);

/* Forgets all allocations but keeps one chunk for the next. */
void tw_arena_reset(struct tw_arena *arena);

/*
 * Forgets all allocations; if they took `most` bytes or less, one chunk, kept
 * or taken when there is a use for it, will have room for as much again.
 */
void tw_arena_renew(struct tw_arena *arena, size_t most);

/* NULL without memory or beyond the maximum. */
void *tw_arena_alloc(struct tw_arena *arena, size_t size);
void *tw_arena_zeroed(struct tw_arena *arena, size_t count, size_t size);

/* A copy of the bytes with a NUL behind them; NULL as above. */
char *tw_arena_copy(struct tw_arena *arena, const char *p, size_t n);

#endif
