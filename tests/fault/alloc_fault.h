/* alloc_fault.h: makes the library's nth allocation fail, in tests. */
/* SPDX-License-Identifier: MIT */
#ifndef FAULT_ALLOC_FAULT_H
#define FAULT_ALLOC_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The library has no hook for this: the linker puts these functions in the
 * place of tw_alloc, tw_alloc_zeroed, tw_realloc and tw_free. So a test
 * program that wants it says in its local.mk:
 *
 *   UNIT_TESTS += tests/unit/test_x
 *   tests_unit_test_x_SOURCES = tests/unit/test_x.c $(ALLOC_FAULT_FILES)
 *   tests_unit_test_x_LDFLAGS = $(AM_LDFLAGS) $(ALLOC_FAULT_WRAPS)
 *
 * and runs its scenario once for each allocation that is in it:
 *
 *   bool failed = true;
 *
 *   for (uint64_t nth = 1; failed; nth++) {
 *           alloc_fault_at(nth);
 *           int status = scenario();
 *           failed = alloc_fault_off();
 *           assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
 *           assert_int_equal(alloc_fault_live(), 0);
 *   }
 *
 * Only what the library allocates itself is reached, not what LMDB and other
 * libraries do. Not for programs with threads.
 */

/* From now on, the nth allocation fails (1 is the next), and no other. */
void alloc_fault_at(uint64_t nth);

/* From now on, the nth allocation and all after it fail. */
void alloc_fault_from(uint64_t nth);

/* Ends it; true if an allocation was made to fail. */
bool alloc_fault_off(void);

/* Allocations asked for since the last alloc_fault_at or _from. */
uint64_t alloc_fault_count(void);

/* Blocks that are allocated and not yet freed. */
size_t alloc_fault_live(void);

#endif
