/* synonymsift.h: what is asked of articles of several terms, and the lists. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_SYNONYMSIFT_H
#define MATCH_SYNONYMSIFT_H

#include "match/bounded.h"
#include "match/often.h"
#include "match/span.h"
#include "match/synonyms.h"

#define TW_SIFT_GROUPS (TW_SPAN / TW_OFTEN_GROUP)	/* of a span */
#define TW_SIFT_BOUNDED 16	/* lists, at most */
#define TW_SIFT_ROUNDING 1e-6f	/* of a score */

/*
 * What synonymsift.c goes by. The longest lists are known by their bounds,
 * `sums` of groups; all others are added up, and stand at their first block.
 */
struct tw_sift {
	struct tw_span_freqs span;
	struct tw_often often;
	struct tw_often_found found[TW_SIFT_GROUPS];
	float per_freq[256];	/* units of one, by length */

	const struct tw_synonyms *of;
	struct tw_collector *collector;
	struct tw_arena *arena;
	struct tw_postings *added;	/* lists that are added up */
	uint32_t added_count;
	struct tw_bounded *bounded;
	uint32_t bounded_count;
	struct tw_bounded_span *spans;	/* of each of these */
	struct tw_often_list entered[TW_SIFT_BOUNDED];
	bool has_entered;	/* the present span */
	uint32_t groups;	/* a multiple of those of a span */
	uint8_t *sums;
	uint8_t *tops;		/* of chunks of sums */
	uint8_t length;		/* no article has a smaller one */
	float per_unit;		/* units of a ratio of 1 */
	float least;		/* of the collector */
	float reach;		/* the same, in units */
	float asked;		/* what of it `often` asks for */
};

/* Opens the lists: what is opened is counted, whatever comes of it. */
int tw_sift_open(struct tw_sift *sift, trawl_error *err) TW_MUST_USE;

/* Has `least` and `reach` be what the collector asks for now. */
void tw_sift_look(struct tw_sift *sift);

/* Has `often` ask for it. */
void tw_sift_ask(struct tw_sift *sift);

#endif
