/* keysort.h: sorts by a 64-bit key, and by what stands behind it. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_KEYSORT_H
#define INDEX_KEYSORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/str.h"

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

/*
 * A key of a text: its first eight bytes, zeros behind the end. Where those of
 * two texts differ, so do the texts, in the same order.
 */
static inline uint64_t
tw_text_key(struct tw_str text)
{
	uint64_t key = 0;

	if (text.n >= 8)
		return tw_be64(text.p);
	if (text.n >= 4) {
		uint64_t last = tw_be32(text.p + text.n - 4);

		return (uint64_t)tw_be32(text.p) << 32 |
			(uint32_t)(last << 8 * (8 - text.n));
	}
	for (size_t i = 0; i < text.n; i++)
		key |= (uint64_t)(uint8_t)text.p[i] << (56 - 8 * i);
	return key;
}

#endif
