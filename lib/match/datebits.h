/* datebits.h: the articles of the dates asked for, as bits. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_DATEBITS_H
#define MATCH_DATEBITS_H

#include "match/dated.h"

/*
 * Whether to make bits is less than to ask for the date of each article that
 * is found among so many postings; always, where the bits are there.
 */
bool tw_date_bits_pay(const struct tw_segment *segment,
	const struct tw_dated *dated, uint64_t postings);

/*
 * The articles of the segment with such dates, for a collector that asks for
 * these alone (match/collect.h); dated->filters. They stay with the segment,
 * until others are made. O(articles).
 */
int tw_date_bits_make(struct tw_segment *segment,
	const struct tw_dated *dated, const struct tw_date_bits **ret,
	trawl_error *err) TW_MUST_USE;

#endif
