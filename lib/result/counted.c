/* counted.c: values and how often each was counted. */
/* SPDX-License-Identifier: MIT */
#include "result/counted.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define VALUES_MAX ((size_t)1 << 24)	/* distinct ones of a kind */

static struct trawl_facet_value *
values_of(struct tw_counted *counted)
{
	return (struct trawl_facet_value *)(void *)counted->values.p;
}

int
tw_counted_add(struct tw_counted *counted, struct tw_str value,
	uint64_t count, trawl_error *err)
{
	uint32_t *number;
	struct tw_str text;
	bool is_new;

	if (counted->map.count >= VALUES_MAX &&
		!tw_map_find(&counted->map, value))
		return tw_fail(err, TRAWL_EFULL,
			"over %zu different values to count", VALUES_MAX);
	if (!tw_map_insert(&counted->map, value, counted->map.count, &number,
		&text, &is_new))
		return tw_no_memory(err);
	if (is_new) {
		struct trawl_facet_value added = {{text.p, text.n}, 0};

		tw_buf_add(&counted->values, &added, sizeof(added));
		if (tw_buf_failed(&counted->values))
			return tw_buf_status(&counted->values, err);
	}
	values_of(counted)[*number].count += count;
	return TRAWL_OK;
}

static int
compare(const void *left, const void *right)
{
	const struct trawl_facet_value *a = left;
	const struct trawl_facet_value *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return tw_str_compare(tw_str(a->value.bytes, a->value.length),
		tw_str(b->value.bytes, b->value.length));
}

int
tw_counted_best(struct tw_counted *counted, uint32_t most,
	struct tw_arena *arena, const struct trawl_facet_value **ret,
	size_t *ret_count, uint64_t *ret_distinct, trawl_error *err)
{
	size_t count = counted->map.count;
	size_t told = count < most ? count : most;
	struct trawl_facet_value *best = tw_arena_alloc(arena,
		told * sizeof(*best) + 1);

	if (!best)
		return tw_no_memory(err);
	if (count > 0)
		qsort(values_of(counted), count, sizeof(*best), compare);
	for (size_t i = 0; i < told; i++) {
		best[i] = values_of(counted)[i];
		best[i].value.bytes = tw_arena_copy(arena,
			best[i].value.bytes, best[i].value.length);
		if (!best[i].value.bytes)
			return tw_no_memory(err);
	}
	*ret = best;
	*ret_count = told;
	*ret_distinct = count;
	return TRAWL_OK;
}

void
tw_counted_done(struct tw_counted *counted)
{
	tw_map_done(&counted->map);
	tw_buf_done(&counted->values);
}
