/* random_list.h: posting lists at random, written to a segment in memory. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_RANDOM_LIST_H
#define TESTS_UNIT_RANDOM_LIST_H

#include "index/segment.h"
#include "index/segwrite.h"

#include "memory_store.h"

/* The same numbers on every machine (splitmix64). */
uint64_t random_next(uint64_t *seed);
uint32_t random_below(uint64_t *seed, uint32_t n);

/* A list in memory, to hold the read one against. */
struct random_list {
	enum tw_index_field field;
	uint32_t df;
	uint32_t *docs;
	uint32_t *freqs;
	uint32_t *in_title;
	size_t *begin;		/* df + 1: of each posting's positions */
	uint32_t *positions;
};

/* What lists are like. */
struct random_shape {
	uint32_t docs;		/* articles of the segment */
	uint32_t df;
	uint32_t text_freq;	/* at most so often in a text */
	uint32_t title_freq;	/* and so often in a title */
	uint32_t gap;		/* at most so far between positions */
};

struct random_list *random_list_new(uint64_t *seed,
	enum tw_index_field field, const struct random_shape *shape);
void random_list_free(struct random_list *list);

/* Adds articles with an id of their number and lengths of no meaning. */
void random_docs_write(struct tw_segment_writer *writer, uint32_t docs);

void random_list_write(struct tw_segment_writer *writer,
	const struct random_list *list, const char *term);

/* A segment with nothing but these lists, named term0000, term0001, ... */
void random_segment(struct memory_store *store,
	struct random_list *const *lists, size_t count, uint32_t docs,
	struct tw_segment_info *ret);

#endif
