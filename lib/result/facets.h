/* facets.h: how many of the articles that match have which values. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_FACETS_H
#define RESULT_FACETS_H

#include "match/matches.h"

/* Bit 1 << kind of enum trawl_facet. */
enum tw_facet_kind {
	TW_FACET_CATEGORY,
	TW_FACET_AUTHOR,
	TW_FACET_YEAR,
	TW_FACET_MONTH,
	TW_FACET_LANGUAGE,
	TW_FACET_SITE,
	TW_FACET_COUNT
};

/* The values counted of a kind, the most frequent first, ties by bytes. */
struct tw_facet {
	const struct trawl_facet_value *values;
	size_t count;		/* of values that are told */
	uint64_t distinct;	/* of all values */
	uint64_t without;	/* articles that have none */
};

struct tw_facets {
	struct tw_facet facet[TW_FACET_COUNT];
	uint64_t total;		/* articles that match */
};

/*
 * Counts the kinds whose bits are in `wanted`, each exactly, and tells at most
 * `most` values of each, in the caller's arena. Costs a pass over all matches
 * (matches.h) and a few nanoseconds a match and kind.
 */
int tw_facets_count(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, unsigned wanted, uint32_t most,
	struct tw_arena *arena, struct tw_facets *ret, trawl_error *err)
	TW_MUST_USE;

#endif
