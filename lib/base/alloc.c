/* alloc.c: the one door to malloc. */
/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

/*
 * Below this, glibc's malloc has a list of the thread's own, which its calloc
 * did not use before 2.41. What is larger may come zeroed from the system.
 */
#define SMALL 1024

void *
tw_alloc(size_t size)
{
	if (is_too_large(size))
		return NULL;
	return malloc(at_least_one(size));
}

/* Apart, or the compiler makes one calloc of malloc and memset. */
__attribute__((noinline)) static void *
clear(void *p, size_t n)
{
	return p ? memset(p, 0, n) : NULL;
}

void *
tw_alloc_zeroed(size_t count, size_t size)
{
	size_t bytes;

	if (!tw_mul_size(count, size, &bytes) || is_too_large(bytes))
		return NULL;
	bytes = at_least_one(bytes);
	return bytes > SMALL ? calloc(1, bytes) : clear(malloc(bytes), bytes);
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

/* From here on a block has memory of its own from the system, mostly. */
#define LARGE ((size_t)128 << 10)

/* Pages of the larger kind, which a system may have: one of these takes a
   fraction of the time of the small ones in it. */
#define HUGE_PAGE ((size_t)2 << 20)

/* Of the whole pages that lie in the block. */
static void
advise(void *p, size_t size, int advice)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t first = ((uintptr_t)p + page - 1) & ~(page - 1);
	uintptr_t end = ((uintptr_t)p + size) & ~(page - 1);

	if (first < end)
		(void)madvise((void *)first, end - first, advice);
}

/* A page that is read before it is written would be one of zeros that all
   share, to be copied later, of which other threads' processors are told. */
static void
touch(void *p, size_t size)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t at = ((uintptr_t)p + page - 1) & ~(page - 1);
	uintptr_t end = (uintptr_t)p + size;

	for (; at < end; at += page)
		*(volatile char *)at = 0;
}

void *
tw_populate(void *p, size_t size)
{
#ifdef MADV_HUGEPAGE
	if (p && size >= HUGE_PAGE)
		advise(p, size, MADV_HUGEPAGE);
#endif
#ifdef MADV_POPULATE_WRITE
	/* Without it, pages come one by one. */
	if (p && size >= LARGE)
		advise(p, size, MADV_POPULATE_WRITE);
#endif
	if (p && size < LARGE)
		touch(p, size);
	return p;
}

void
tw_unpopulate(void *p, size_t size)
{
#ifdef MADV_DONTNEED
	advise(p, size, MADV_DONTNEED);
#else
	(void)p;
	(void)size;
#endif
}

/* A huge page, or a few small ones before the first. */
size_t
tw_populate_first(void *p, size_t size)
{
	size_t before = -(uintptr_t)p % HUGE_PAGE;
	size_t most = before == 0 ? HUGE_PAGE :
		before < 2 * LARGE ? before : 2 * LARGE;

	if (size > most)
		size = most;
	tw_populate(p, size);
	return size;
}

/* What is asked of the system: what is of huge pages lies at a multiple of
   their size. */
static size_t
mapped_size(size_t size)
{
	size_t rest = size % HUGE_PAGE;

	return size < HUGE_PAGE || rest == 0 ? at_least_one(size) :
		size + HUGE_PAGE - rest;
}

void *
tw_alloc_pages(size_t size)
{
	if (is_too_large(size))
		return NULL;
	void *p = mmap(NULL, mapped_size(size), PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p != MAP_FAILED ? tw_populate(p, size) : NULL;
}

void
tw_free_pages(void *p, size_t size)
{
	if (p)
		(void)munmap(p, mapped_size(size));
}
