/* meeting.h: the lists of an and of terms, and a batch of their articles. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_MEETING_H
#define MATCH_MEETING_H

#include "match/collect.h"
#include "match/group.h"
#include "match/lookup.h"

/*
 * A batch of articles is scored list by list; an article goes as soon as its
 * scores so far, and the bounds of the lists to come, do not reach the worst
 * hit. At the end scores are summed in their order, so that sums are the same
 * as ever.
 */
struct tw_meeting {
	struct tw_collector *collector;
	struct tw_segment *segment;
	struct tw_lookup *lists;	/* required, excluded, merely scored */
	uint32_t count;
	uint32_t required;	/* lists [0, required), the rarest first */
	uint32_t excluded;	/* lists [required, excluded) */
	struct tw_lookup **scored;	/* in the order of the sum */
	uint32_t scored_count;
	float least;		/* of the collector */
	struct tw_batch batch;
	float partial[TW_BLOCK];	/* sums so far, by slot */
};

/* The lists are in the arena and need no closing. */
int tw_meeting_open(struct tw_meeting *meeting,
	const struct tw_and_parts *parts, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *err) TW_MUST_USE;

/*
 * Whether an article of [first, last] can be good enough. If so, the bounds
 * of the lists are those of this range from then on. Ranges ascend.
 */
bool tw_meeting_is_hopeful(struct tw_meeting *meeting, uint32_t first,
	uint32_t last);

/* Drops those of the batch that the bounds of their groups are too low for. */
void tw_meeting_sift(struct tw_meeting *meeting);

/*
 * Before the first of a batch's lists is scored. Then each list in its turn,
 * in the articles that are left; with `found`, its frequencies are there.
 */
void tw_meeting_start(struct tw_meeting *meeting);
int tw_meeting_score(struct tw_meeting *meeting, uint32_t list, bool found,
	trawl_error *err) TW_MUST_USE;

/* Drops dead articles and those of other dates. */
int tw_meeting_admit(struct tw_meeting *meeting, trawl_error *err)
	TW_MUST_USE;

/* Keeps what is left, after all lists. */
int tw_meeting_keep(struct tw_meeting *meeting, trawl_error *err)
	TW_MUST_USE;

#endif
