/* keysort.c: sorts by a 64-bit key, and by what stands behind it. */
/* SPDX-License-Identifier: MIT */
#include "index/keysort.h"

#include <string.h>

struct order {
	tw_keyed_before_fn *before;
	const void *context;
};

/* Whether the second, of the same key, goes before the first. */
static bool
is_out_of_order(const struct order *order, const struct tw_keyed *first,
	const struct tw_keyed *second)
{
	return order->before && order->before(order->context, second, first);
}

/*
 * Merges from[start, middle) and from[middle, end) into `to`. Which of the two
 * is next cannot be foretold, so it is computed and not branched to.
 */
static void
merge_runs(const struct order *order, const struct tw_keyed *from,
	struct tw_keyed *to, size_t start, size_t middle, size_t end)
{
	const struct tw_keyed *a = from + start;
	const struct tw_keyed *a_end = from + middle;
	const struct tw_keyed *b = a_end;
	const struct tw_keyed *b_end = from + end;
	struct tw_keyed *next = to + start;

	while (a < a_end && b < b_end) {
		size_t is_b = b->key < a->key;

		if (b->key == a->key)
			is_b = is_out_of_order(order, a, b);
		*next++ = *(is_b ? b : a);
		a += !is_b;
		b += is_b;
	}
	if (a < a_end)
		memcpy(next, a, (size_t)(a_end - a) * sizeof(*a));
	else if (b < b_end)
		memcpy(next, b, (size_t)(b_end - b) * sizeof(*b));
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
