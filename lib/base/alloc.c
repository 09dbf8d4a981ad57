/* alloc.c: the one door to malloc. */
/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>

/* An empty block is one byte, so that NULL always means: no memory. */
static size_t
at_least_one(size_t size)
{
	return size > 0 ? size : 1;
}

/* Differences of pointers into a larger block would overflow. */
static bool
is_too_large(size_t size)
{
	return size > PTRDIFF_MAX;
}

void *
tw_alloc(size_t size)
{
	if (is_too_large(size))
		return NULL;
	return malloc(at_least_one(size));
}

void *
tw_alloc_zeroed(size_t count, size_t size)
{
	size_t bytes;

	if (!tw_mul_size(count, size, &bytes) || is_too_large(bytes))
		return NULL;
	return calloc(1, at_least_one(bytes));
}

void *
tw_realloc(void *p, size_t size)
{
	if (is_too_large(size))
		return NULL;
	return realloc(p, at_least_one(size));
}

void
tw_free(void *p)
{
	free(p);
}
