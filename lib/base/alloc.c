/* alloc.c: the one door to malloc. */
/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <stdlib.h>

/* An empty block is one byte, so that NULL always means: no memory. */
static size_t
at_least_one(size_t size)
{
	return size > 0 ? size : 1;
}

void *
tw_alloc(size_t size)
{
	return malloc(at_least_one(size));
}

void *
tw_alloc_zeroed(size_t count, size_t size)
{
	return calloc(at_least_one(count), at_least_one(size));
}

void *
tw_realloc(void *p, size_t size)
{
	return realloc(p, at_least_one(size));
}

void
tw_free(void *p)
{
	free(p);
}
