/* arena.c: many small allocations that are freed together. */
/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "base/alloc.h"

/*
 * Chunks form a list, newest first; only the first is filled. They double in
 * size, so that a large arena costs few calls of malloc. A piece too large
 * for a chunk gets one of its own, second in the list: the first goes on.
 */
#define ALIGNMENT 16
#define CHUNK_SMALLEST 1008	/* malloc has such at hand */
#define CHUNK_LARGE TW_PAGES_LEAST
#define CHUNK_LARGEST ((size_t)2 << 20)	/* a huge page */

struct tw_arena_chunk {
	struct tw_arena_chunk *next;
	size_t size;		/* of the whole chunk, this header included */
};

/* What a chunk needs besides the piece in it, alignment included. */
#define CHUNK_OVERHEAD (sizeof(struct tw_arena_chunk) + ALIGNMENT)

void
tw_arena_init(struct tw_arena *arena, size_t maximum)
{
	*arena = (struct tw_arena){.maximum = maximum};
}

static void *
alloc_chunk(size_t size)
{
	return size < TW_PAGES_LEAST ? tw_alloc(size) : tw_alloc_pages(size);
}

static void
free_chunk(struct tw_arena_chunk *chunk)
{
	if (chunk->size < TW_PAGES_LEAST)
		tw_free(chunk);
	else
		tw_free_pages(chunk, chunk->size);
}

static void
free_chunks(struct tw_arena_chunk *chunk)
{
	while (chunk) {
		struct tw_arena_chunk *next = chunk->next;

		free_chunk(chunk);
		chunk = next;
	}
}

void
tw_arena_done(struct tw_arena *arena)
{
	free_chunks(arena->chunks);
	tw_arena_init(arena, arena->maximum);
}

void
tw_arena_reset(struct tw_arena *arena)
{
	struct tw_arena_chunk *kept = arena->chunks;

	if (!kept)
		return;
	free_chunks(kept->next);
	kept->next = NULL;
	arena->used = sizeof(*kept);
	arena->total = kept->size;
}

void
tw_arena_renew(struct tw_arena *arena, size_t most)
{
	size_t total = arena->total;

	tw_arena_reset(arena);
	if (arena->total == total || total > most)
		return;
	tw_arena_done(arena);
	arena->first = total;
}

static size_t
usual_chunk_size(const struct tw_arena *arena)
{
	if (!arena->chunks && arena->first > 0)
		return arena->first;
	if (arena->total < CHUNK_SMALLEST)
		return CHUNK_SMALLEST;
	if (arena->total < CHUNK_LARGE)
		return arena->total;
	return arena->total < 2 * CHUNK_LARGEST ? CHUNK_LARGE : CHUNK_LARGEST;
}

static struct tw_arena_chunk *
add_chunk(struct tw_arena *arena, size_t size)
{
	size_t left = SIZE_MAX - arena->total;
	size_t chunk_size = usual_chunk_size(arena);
	bool is_alone = arena->chunks && size > chunk_size / 4;
	size_t needed;

	if (arena->maximum > 0)
		left = arena->maximum - arena->total;
	if (!tw_add_size(size, CHUNK_OVERHEAD, &needed) || needed > left)
		return NULL;
	if (chunk_size > left)
		chunk_size = left;
	if (is_alone || chunk_size < needed)
		chunk_size = needed;
	struct tw_arena_chunk *chunk = alloc_chunk(chunk_size);

	if (!chunk)
		return NULL;
	chunk->size = chunk_size;
	arena->total += chunk_size;
	if (is_alone) {
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
	} else {
		chunk->next = arena->chunks;
		arena->chunks = chunk;
		arena->used = sizeof(*chunk);
	}
	return chunk;
}

/* The first aligned offset of the chunk that is not below `offset`. */
static size_t
align(const struct tw_arena_chunk *chunk, size_t offset)
{
	return offset + (-((uintptr_t)chunk + offset) & (ALIGNMENT - 1));
}

void *
tw_arena_alloc(struct tw_arena *arena, size_t size)
{
	struct tw_arena_chunk *chunk = arena->chunks;

	if (chunk) {
		size_t start = align(chunk, arena->used);

		if (start <= chunk->size && size <= chunk->size - start) {
			arena->used = start + size;
			return (char *)chunk + start;
		}
	}
	chunk = add_chunk(arena, size);
	if (!chunk)
		return NULL;
	size_t start = align(chunk, sizeof(*chunk));

	if (chunk == arena->chunks)
		arena->used = start + size;
	return (char *)chunk + start;
}

void *
tw_arena_zeroed(struct tw_arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (!tw_mul_size(count, size, &bytes))
		return NULL;
	void *p = tw_arena_alloc(arena, bytes);

	if (p)
		memset(p, 0, bytes);
	return p;
}

char *
tw_arena_copy(struct tw_arena *arena, const char *p, size_t n)
{
	size_t with_end;

	if (!tw_add_size(n, 1, &with_end))
		return NULL;
	char *copy = tw_arena_alloc(arena, with_end);

	if (!copy)
		return NULL;
	if (n > 0)
		memcpy(copy, p, n);
	copy[n] = '\0';
	return copy;
}
