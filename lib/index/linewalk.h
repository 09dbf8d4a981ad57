/* linewalk.h: the articles that have a line, over all segments. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LINEWALK_H
#define INDEX_LINEWALK_H

#include "index/deaths.h"
#include "index/lines.h"

/* Entries of one line in one segment, of articles that were all written
   before it was learned, or all behind. */
struct tw_linerun {
	uint32_t segment;	/* its place */
	bool learned;
	uint64_t from;
	uint64_t end;
	uint64_t at;		/* of the entry, while from < end */
	struct tw_lines_entry entry;
};

/* Valid when zeroed. */
struct tw_linewalk {
	struct tw_segment *segments;
	const struct tw_deaths *deaths;	/* of each; NULL: as they are */
	uint32_t count;		/* of segments */
	uint64_t *place;	/* of each: the first entry not below the next
				   line */
	struct tw_linerun *run;	/* of the present line */
	uint32_t run_count;
	uint64_t key;		/* the present line's */
};

int tw_linewalk_init(struct tw_linewalk *walk, struct tw_segment *segments,
	const struct tw_deaths *deaths, uint32_t count, trawl_error *err)
	TW_MUST_USE;
void tw_linewalk_done(struct tw_linewalk *walk);

/* Finds the runs of a line: of one behind the lines asked for before, as long
   as tw_linewalk_back was not called. */
int tw_linewalk_find(struct tw_linewalk *walk, uint64_t key, trawl_error *err)
	TW_MUST_USE;
void tw_linewalk_back(struct tw_linewalk *walk);

/* Finds the next line that any article has; TRAWL_END. */
int tw_linewalk_next(struct tw_linewalk *walk, trawl_error *err) TW_MUST_USE;

/* Entries of the line, of the dead too. */
uint64_t tw_linewalk_entries(const struct tw_linewalk *walk);

/* Moves each run to its first living article. */
int tw_linewalk_begin(struct tw_linewalk *walk, trawl_error *err) TW_MUST_USE;

/* Moves a run to its next living article; at == end behind the last. */
int tw_linewalk_step(struct tw_linewalk *walk, struct tw_linerun *run,
	trawl_error *err) TW_MUST_USE;

/* The run whose article comes first by the hashes of their ids; NULL. */
struct tw_linerun *tw_linewalk_first(const struct tw_linewalk *walk);

/* Living articles that have the line. */
int tw_linewalk_living(struct tw_linewalk *walk, uint64_t *ret,
	trawl_error *err) TW_MUST_USE;

#endif
