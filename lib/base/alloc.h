/* alloc.h: the one door to malloc, and arithmetic on sizes that is checked. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/*
 * As malloc, calloc, realloc and free. NULL means that there is no memory,
 * also for a size of 0, which is a block like any other.
 */
void *tw_alloc(size_t size);
void *tw_alloc_zeroed(size_t count, size_t size);
void *tw_realloc(void *p, size_t size);
void tw_free(void *p);

/*
 * For a new block, zeroed or not, that will be written all over: has its pages,
 * of a large one at once, which is cheaper than one by one when they are met.
 * Returns the block, which may be NULL.
 */
void *tw_populate(void *p, size_t size);

/* For bytes of a block that are not needed any more: their pages are the
   system's again, until they are written anew. */
void tw_unpopulate(void *p, size_t size);

/* For `size` bytes at p, at least 1, that will be written in order, perhaps
   not all: has the pages of the first, and returns of how many. */
size_t tw_populate_first(void *p, size_t size);

/*
 * For a block of a MiB or more, of zeros, that will be written all over: it is
 * the system's again as soon as it is freed, whatever malloc keeps.
 */
#define TW_PAGES_LEAST ((size_t)1 << 20)
void *tw_alloc_pages(size_t size);
void tw_free_pages(void *p, size_t size);

/* False, and *ret untouched, on overflow. */
static inline bool
tw_add_size(size_t a, size_t b, size_t *ret)
{
	size_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return false;
	*ret = sum;
	return true;
}

static inline bool
tw_mul_size(size_t a, size_t b, size_t *ret)
{
	size_t product;

	if (__builtin_mul_overflow(a, b, &product))
		return false;
	*ret = product;
	return true;
}

/* A table of zeros, large or small, that is written all over: what is large
   has pages of its own. To be freed with the same count and size. */
static inline void *
tw_alloc_table(size_t count, size_t size)
{
	size_t bytes;

	if (!tw_mul_size(count, size, &bytes))
		return NULL;
	return bytes >= TW_PAGES_LEAST ? tw_alloc_pages(bytes) :
		tw_populate(tw_alloc_zeroed(count, size), bytes);
}

static inline void
tw_free_table(void *p, size_t count, size_t size)
{
	if (count * size >= TW_PAGES_LEAST)
		tw_free_pages(p, count * size);
	else
		tw_free(p);
}

#endif
