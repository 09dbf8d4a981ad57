/* valueswrite.h: gathers and writes the values that articles have. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_VALUESWRITE_H
#define INDEX_VALUESWRITE_H

#include "base/map.h"
#include "index/values.h"

/* Values, and sets of them, numbered as they come. */
struct tw_values_gathered {
	struct tw_map values;
	struct tw_buf texts;	/* struct tw_str: of each value */
	struct tw_map sets;	/* numbers of values, ascending */
	struct tw_buf members;	/* struct tw_str: of each set, likewise */
	struct tw_buf column;	/* numbers of sets, of `width` bytes each */
	uint32_t width;
};

/* Valid when zeroed. Memory: at most 4 bytes an article and kind. */
struct tw_values_writer {
	struct tw_values_gathered kind[TW_VALUES_COUNT];
	struct tw_buf scratch;
	uint32_t docs;
};

void tw_values_writer_done(struct tw_values_writer *writer);

/*
 * The number of the set of these values, each a line; those longer than
 * TW_VALUE_MAX are left out. Sets that are asked for are written: ask for
 * those alone that articles have.
 */
int tw_values_writer_set(struct tw_values_writer *writer,
	enum tw_value_kind kind, struct tw_str lines, uint32_t *ret,
	trawl_error *err) TW_MUST_USE;

/* Adds an article. */
int tw_values_writer_add(struct tw_values_writer *writer,
	const uint32_t sets[TW_VALUES_COUNT], trawl_error *err) TW_MUST_USE;

/* Sets of another segment as those of the writer. */
struct tw_values_copier {
	struct tw_segment *segment;
	const struct tw_values *values[TW_VALUES_COUNT];
	uint32_t *numbers[TW_VALUES_COUNT];	/* UINT32_MAX: not yet known */
};

/* Done frees whatever became of init. */
int tw_values_copier_init(struct tw_values_copier *copier,
	struct tw_segment *segment, trawl_error *err) TW_MUST_USE;
void tw_values_copier_done(struct tw_values_copier *copier);

/* Adds an article of that segment. */
int tw_values_writer_copy(struct tw_values_writer *writer,
	struct tw_values_copier *copier, uint32_t doc, trawl_error *err)
	TW_MUST_USE;

/* Puts all, and says how long the streams are. */
int tw_values_writer_finish(struct tw_values_writer *writer,
	struct tw_sink *sink, uint32_t segment,
	uint64_t lengths[TW_STREAM_END], trawl_error *err) TW_MUST_USE;

#endif
