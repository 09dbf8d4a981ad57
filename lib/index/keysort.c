/* keysort.c: sorts by a 64-bit key, and by what stands behind it. */
/* SPDX-License-Identifier: MIT */
#include "index/keysort.h"

#include <string.h>

/*
 * A merge sort of entries whose keys begin alike, to where they are brought
 * first: each step of merging takes longer than that.
 */
#define BUCKET_BITS 8
#define BUCKETS ((size_t)1 << BUCKET_BITS)
#define SCATTERED_LEAST 32	/* entries that are worth it */

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

/* In `entries` or in `spare`. */
static struct tw_keyed *
sort_runs(const struct order *order, struct tw_keyed *entries,
	struct tw_keyed *spare, size_t n)
{
	for (size_t run = 1; run < n; run *= 2) {
		struct tw_keyed *from = entries;

		for (size_t i = 0; i < n; i += 2 * run)
			merge_runs(order, from, spare, i, at_most(i + run, n),
				at_most(i + 2 * run, n));
		entries = spare;
		spare = from;
	}
	return entries;
}

/* The keys shifted by so much are below BUCKETS, but for bits that all have. */
static unsigned
bucket_shift(const struct tw_keyed *entries, size_t n)
{
	uint64_t differ = BUCKETS - 1;

	for (size_t i = 1; i < n; i++)
		differ |= entries[i].key ^ entries[0].key;
	return 64 - BUCKET_BITS - (unsigned)__builtin_clzll(differ);
}

/* Into `spare`, each entry to those whose keys begin alike. */
static void
scatter(const struct tw_keyed *entries, struct tw_keyed *spare, size_t n,
	size_t ends[BUCKETS])
{
	unsigned shift = bucket_shift(entries, n);
	size_t start = 0;

	memset(ends, 0, BUCKETS * sizeof(*ends));
	for (size_t i = 0; i < n; i++)
		ends[entries[i].key >> shift & (BUCKETS - 1)]++;
	for (size_t b = 0; b < BUCKETS; b++) {
		size_t count = ends[b];

		ends[b] = start;
		start += count;
	}
	for (size_t i = 0; i < n; i++)
		spare[ends[entries[i].key >> shift & (BUCKETS - 1)]++] =
			entries[i];
}

static void
sort_bucket(const struct order *order, struct tw_keyed *bucket,
	struct tw_keyed *spare, size_t n)
{
	struct tw_keyed *sorted = sort_runs(order, bucket, spare, n);

	if (sorted != bucket)
		memcpy(bucket, sorted, n * sizeof(*sorted));
}

struct tw_keyed *
tw_keysort(struct tw_keyed *entries, struct tw_keyed *spare, size_t n,
	tw_keyed_before_fn *before, const void *context)
{
	const struct order order = {before, context};
	size_t ends[BUCKETS];
	size_t start = 0;

	if (n < SCATTERED_LEAST)
		return sort_runs(&order, entries, spare, n);
	scatter(entries, spare, n, ends);
	for (size_t b = 0; b < BUCKETS; b++) {
		size_t count = ends[b] - start;

		if (count > 1)
			sort_bucket(&order, spare + start, entries + start,
				count);
		start = ends[b];
	}
	return spare;
}
