/* counted.h: values and how often each was counted. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_COUNTED_H
#define RESULT_COUNTED_H

#include "base/buf.h"
#include "base/map.h"

/* Valid when zeroed. Memory: of the values that were counted. */
struct tw_counted {
	struct tw_map map;
	struct tw_buf values;	/* struct trawl_facet_value, with counts */
};

/* Adds to a value's count; the value is copied. */
int tw_counted_add(struct tw_counted *counted, struct tw_str value,
	uint64_t count, trawl_error *err) TW_MUST_USE;

/*
 * At most the `most` most frequent, ties by bytes, with their texts in the
 * arena; *ret_distinct is of how many.
 */
int tw_counted_best(struct tw_counted *counted, uint32_t most,
	struct tw_arena *arena, const struct trawl_facet_value **ret,
	size_t *ret_count, uint64_t *ret_distinct, trawl_error *err)
	TW_MUST_USE;

void tw_counted_done(struct tw_counted *counted);

#endif
