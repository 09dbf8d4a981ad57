/* meeting.h: the lists of an and of terms, and a batch of their articles. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_MEETING_H
#define MATCH_MEETING_H

#include "match/collect.h"
#include "match/group.h"
#include "match/lookup.h"

#define TW_MEETING_SUMS (TW_WINDOW / 16)	/* of a window */

/*
 * A batch of articles is scored list by list, which lowers the bounds of their
 * scores; an article goes as soon as its bound does not reach the worst hit.
 * At the end scores are summed in their order, so that sums are the same as
 * ever.
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
	struct tw_arena *arena;
	float least;		/* of the collector */
	uint8_t *sums;		/* bounds of groups of 16; NULL: not needed */
	double unit;		/* that they count */
	uint32_t reach;		/* sums that do; 0: not known, any does */
	struct tw_batch batch;
	float upper[TW_BLOCK];	/* bounds of the scores, by slot */
	float slack;		/* for what is rounded in them */
};

/* The lists are in the arena, which outlives them, and need no closing. */
int tw_meeting_open(struct tw_meeting *meeting,
	const struct tw_and_parts *parts, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *err) TW_MUST_USE;

/* Looks what the worst hit is by now, for what follows. */
int tw_meeting_look_up(struct tw_meeting *meeting, trawl_error *err)
	TW_MUST_USE;

/* Which groups of 16 articles of a window can be good enough; if any. */
bool tw_meeting_mask(const struct tw_meeting *meeting, uint32_t base,
	uint64_t groups[TW_MEETING_SUMS / 64]);

/* Whether an article in or near [first, last] can. */
bool tw_meeting_is_hopeful(const struct tw_meeting *meeting, uint32_t first,
	uint32_t last);

/* Drops those of the batch that are in groups that cannot. */
void tw_meeting_pick(struct tw_meeting *meeting);

/*
 * Before the first of a batch's lists is scored: sets `upper`, and drops those
 * for which it is too low.
 */
void tw_meeting_bound(struct tw_meeting *meeting);

/*
 * Scores the lists, each in its turn, in the articles that are left. Required
 * lists that are not dense know frequencies since they have filtered.
 */
int tw_meeting_score(struct tw_meeting *meeting, uint32_t list,
	trawl_error *err) TW_MUST_USE;

/* Drops dead articles and those of other dates. */
int tw_meeting_admit(struct tw_meeting *meeting, trawl_error *err)
	TW_MUST_USE;

/* Keeps what is left, after all lists. */
int tw_meeting_keep(struct tw_meeting *meeting, trawl_error *err)
	TW_MUST_USE;

/*
 * All of it, for a batch whose sparse required lists have filtered it; with
 * `admitted`, its articles are known to be live, and of the right dates.
 */
int tw_meeting_score_all(struct tw_meeting *meeting, bool admitted,
	trawl_error *err) TW_MUST_USE;

#endif
