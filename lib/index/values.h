/* values.h: the values that articles have, to be counted: categories, ... */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_VALUES_H
#define INDEX_VALUES_H

#include "base/arena.h"
#include "index/segment.h"

/*
 * The values of one kind that a segment's articles have. What an article has
 * is a set of them, the empty one if it has none, and articles that have the
 * same share a set: so whoever counts values counts the sets of articles, one
 * addition an article, and at the end adds each set's count to those of its
 * values.
 */
enum tw_value_kind {
	TW_VALUES_CATEGORY,
	TW_VALUES_AUTHOR,
	TW_VALUES_SITE,		/* at most one: tw_site_of the URL */
	TW_VALUES_LANGUAGE,	/* one: the article's, else the index's */
	TW_VALUES_COUNT
};

struct tw_values {
	uint32_t count;		/* of values */
	uint32_t set_count;
	uint32_t width;		/* bytes of a set's number, for each article */
	const struct tw_str *texts;	/* of each value, ascending by bytes */
	const uint32_t *begins;	/* of each set: where its values begin in
				   `members`; and where the last one ends */
	const uint32_t *members;	/* numbers of values, ascending in each
				   set */
	struct tw_arena arena;	/* all of these */
};

/*
 * The values of a kind, read and checked when first asked for, in O(values and
 * sets) of time and memory; borrowed until the segment is closed.
 */
int tw_values_get(struct tw_segment *segment, enum tw_value_kind kind,
	const struct tw_values **ret, trawl_error *err) TW_MUST_USE;

/* The number of an article's set; `values` are those of the kind. */
int tw_values_set(struct tw_segment *segment, enum tw_value_kind kind,
	const struct tw_values *values, uint32_t doc, uint32_t *ret,
	trawl_error *err) TW_MUST_USE;

/*
 * The numbers of the sets of up to 64 articles, from one on that is a multiple
 * of 64: as many bytes for each as `values` tells, little-endian, which may be
 * of sets that there are not. Borrowed while the segment is open.
 */
int tw_values_sets(struct tw_segment *segment, enum tw_value_kind kind,
	const struct tw_values *values, uint32_t base, const uint8_t **ret,
	trawl_error *err) TW_MUST_USE;

/* The numbers of a set's values; borrowed as `values` are. */
static inline const uint32_t *
tw_values_of_set(const struct tw_values *values, uint32_t set,
	uint32_t *ret_count)
{
	*ret_count = values->begins[set + 1] - values->begins[set];
	return values->members + values->begins[set];
}

/* Bytes of a set's number where there are so many sets. */
uint32_t tw_values_width(uint32_t set_count);

/* The stream of the sets' numbers. */
static inline enum tw_stream_kind
tw_values_stream(enum tw_value_kind kind)
{
	return (enum tw_stream_kind)(TW_STREAM_CATEGORIES + (int)kind);
}

void tw_values_free(struct tw_values *values);

#define TW_VALUES_HEAD 16	/* bytes of a kind in the head of VALUES */

#endif
