/* keysort.h: sorts by a 64-bit key, and by what stands behind it. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_KEYSORT_H
#define INDEX_KEYSORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tw_keyed {
	uint64_t key;
	uint32_t a;		/* the caller's */
	uint32_t b;
};

/* Whether `first`, whose key is equal, goes before `second`. */
typedef bool tw_keyed_before_fn(const void *context,
	const struct tw_keyed *first, const struct tw_keyed *second);

/*
 * Sorts n entries, ascending; a merge sort, as the order of the input may be
 * in a stranger's hand. Equal keys are ordered by `before`, or keep their
 * order if it is NULL. `spare` has room for n entries. Returns where the
 * sorted entries are: `entries` or `spare`.
 */
struct tw_keyed *tw_keysort(struct tw_keyed *entries, struct tw_keyed *spare,
	size_t n, tw_keyed_before_fn *before, const void *context);

#endif
