/* segpart.h: lists of a segment that another thread writes meanwhile. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_SEGPART_H
#define INDEX_SEGPART_H

#include "index/segwrite.h"

/*
 * Some terms of a segment, with the articles that it has, which are all: they
 * stay in memory until they are added behind those before them. The lists
 * begin in records of their own then, which may leave two that are not full.
 */
struct tw_segment_part;

/* The segment's articles are borrowed until the part is freed. */
int tw_segment_part_new(const struct tw_segment_writer *segment,
	struct tw_segment_part **ret, trawl_error *err) TW_MUST_USE;
void tw_segment_part_free(struct tw_segment_part *part);

/* Takes the terms, from tw_segment_begin_term to tw_segment_end_term. */
struct tw_segment_writer *tw_segment_part_writer(struct tw_segment_part *part);

/* Adds the terms to the segment, whose own have all ended. */
int tw_segment_add_part(struct tw_segment_writer *segment,
	struct tw_segment_part *part, trawl_error *err) TW_MUST_USE;

/* Makes a part that was added take other terms, in the same memory. */
int tw_segment_part_reset(struct tw_segment_part *part, trawl_error *err)
	TW_MUST_USE;

#endif
