/* valuecounts.h: counts the categories, authors, ... of articles. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_VALUECOUNTS_H
#define RESULT_VALUECOUNTS_H

#include "index/values.h"
#include "match/matches.h"
#include "result/counted.h"

/*
 * Adds how many of a segment's matches have which values of the kind, and how
 * many have none. An addition a match, and memory for the values and sets of
 * the segment.
 */
int tw_count_values(const struct tw_matches *matches, enum tw_value_kind kind,
	struct tw_counted *counted, uint64_t *without, trawl_error *err)
	TW_MUST_USE;

#endif
