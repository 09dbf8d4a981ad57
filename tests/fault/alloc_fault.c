/* alloc_fault.c: makes the library's nth allocation fail, in tests. */
/* SPDX-License-Identifier: MIT */
#include "alloc_fault.h"

/* The linker's names: __real_x is the function, __wrap_x takes its place. */
void *__real_tw_alloc(size_t size);
void *__real_tw_alloc_zeroed(size_t count, size_t size);
void *__real_tw_realloc(void *p, size_t size);
void __real_tw_free(void *p);
void *__wrap_tw_alloc(size_t size);
void *__wrap_tw_alloc_zeroed(size_t count, size_t size);
void *__wrap_tw_realloc(void *p, size_t size);
void __wrap_tw_free(void *p);

static struct {
	uint64_t first;		/* to fail, counted from 1; 0: none */
	uint64_t last;
	uint64_t count;
	bool failed;
	size_t live;
} fault;

static void
arm(uint64_t first, uint64_t last)
{
	fault.first = first;
	fault.last = last;
	fault.count = 0;
	fault.failed = false;
}

void
alloc_fault_at(uint64_t nth)
{
	arm(nth, nth);
}

void
alloc_fault_from(uint64_t nth)
{
	arm(nth, UINT64_MAX);
}

bool
alloc_fault_off(void)
{
	fault.first = 0;
	fault.last = 0;
	return fault.failed;
}

uint64_t
alloc_fault_count(void)
{
	return fault.count;
}

size_t
alloc_fault_live(void)
{
	return fault.live;
}

static bool
is_to_fail(void)
{
	fault.count++;
	if (fault.count < fault.first || fault.count > fault.last)
		return false;
	fault.failed = true;
	return true;
}

static void *
counted(void *p)
{
	fault.live += p != NULL;
	return p;
}

void *
__wrap_tw_alloc(size_t size)
{
	return is_to_fail() ? NULL : counted(__real_tw_alloc(size));
}

void *
__wrap_tw_alloc_zeroed(size_t count, size_t size)
{
	return is_to_fail() ? NULL :
		counted(__real_tw_alloc_zeroed(count, size));
}

void *
__wrap_tw_realloc(void *p, size_t size)
{
	if (is_to_fail())
		return NULL;
	return p ? __real_tw_realloc(p, size) :
		counted(__real_tw_realloc(p, size));
}

void
__wrap_tw_free(void *p)
{
	fault.live -= p != NULL;
	__real_tw_free(p);
}
