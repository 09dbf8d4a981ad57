/* keysort.c: sorts by a 64-bit key, and by what stands behind it. */
/* SPDX-License-Identifier: MIT */
#include "index/keysort.h"

struct order {
	tw_keyed_before_fn *before;
	const void *context;
};

/* Whether the first may stay before the second. */
static inline bool
in_order(const struct order *order, const struct tw_keyed *first,
	const struct tw_keyed *second)
{
	if (first->key != second->key)
		return first->key < second->key;
	return !order->before ||
		!order->before(order->context, second, first);
}

/* Merges from[start, middle) and from[middle, end) into `to`. */
static void
merge_runs(const struct order *order, const struct tw_keyed *from,
	struct tw_keyed *to, size_t start, size_t middle, size_t end)
{
	size_t a = start;
	size_t b = middle;

	for (size_t i = start; i < end; i++) {
		if (b >= end || (a < middle &&
				in_order(order, &from[a], &from[b])))
			to[i] = from[a++];
		else
			to[i] = from[b++];
	}
}

static inline size_t
at_most(size_t n, size_t maximum)
{
	return n < maximum ? n : maximum;
}

struct tw_keyed *
tw_keysort(struct tw_keyed *entries, struct tw_keyed *spare, size_t n,
	tw_keyed_before_fn *before, const void *context)
{
	const struct order order = {before, context};

	for (size_t run = 1; run < n; run *= 2) {
		struct tw_keyed *from = entries;

		for (size_t i = 0; i < n; i += 2 * run)
			merge_runs(&order, from, spare, i,
				at_most(i + run, n), at_most(i + 2 * run, n));
		entries = spare;
		spare = from;
	}
	return entries;
}
