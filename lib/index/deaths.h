/* deaths.h: who died in a segment since the last commit, and what goes. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_DEATHS_H
#define INDEX_DEATHS_H

#include <stdbool.h>

#include "index/census.h"
#include "index/pending.h"
#include "index/segment.h"

/* A term that dead articles have, and how many of them. */
struct tw_dead_term {
	uint32_t term;		/* its ordinal */
	uint32_t count;
};

/*
 * The changes to one segment. An article is killed at once, but what it adds
 * to the statistics is subtracted later, for many at a time: its terms are
 * found again in its stored fields. Valid when zeroed: nobody died.
 */
struct tw_deaths {
	uint8_t *bits;		/* who is dead, before or now; NULL: as the
				   segment has it */
	uint8_t *fresh;		/* who of them is not yet subtracted */
	uint32_t fresh_count;
	uint32_t died;		/* since the last commit */
	uint64_t text_bytes;	/* to subtract */
	struct tw_field_stats gone[TW_FIELD_RANKED];
	struct tw_dead_term *terms;	/* ascending */
	uint32_t term_count;
};

void tw_deaths_done(struct tw_deaths *deaths);

/* Reads who is dead already, if anybody is, so that bits tells it. */
int tw_deaths_load(struct tw_deaths *deaths, struct tw_segment *segment,
	trawl_error *err) TW_MUST_USE;

/* Whether the article is dead, since the last commit or before. */
int tw_deaths_has(const struct tw_deaths *deaths, struct tw_segment *segment,
	uint32_t doc, bool *ret, trawl_error *err) TW_MUST_USE;

/* Kills an article, if it lives. */
int tw_deaths_kill(struct tw_deaths *deaths, struct tw_segment *segment,
	uint32_t doc, trawl_error *err) TW_MUST_USE;

/* Subtracts those killed since the last call. The census, which bounds the
   memory for it, is reset. */
int tw_deaths_subtract(struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_census *census, trawl_error *err) TW_MUST_USE;

/*
 * Adds the records of the streams DEAD and DEAD_TERMS, as they are after the
 * commit, and brings the segment's info up to date. All is subtracted.
 */
int tw_deaths_write(const struct tw_deaths *deaths,
	struct tw_segment *segment, struct tw_pending *pending,
	struct tw_segment_info *info, trawl_error *err) TW_MUST_USE;

/*
 * Adds up two ascending lists; `to` has room for both. Returns the number of
 * terms in it.
 */
uint32_t tw_dead_terms_add(const struct tw_dead_term *a, uint32_t a_count,
	const struct tw_dead_term *b, uint32_t b_count,
	struct tw_dead_term *to);

#endif
