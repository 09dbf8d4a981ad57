/* merge.h: several segments made into one, without their dead. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_MERGE_H
#define INDEX_MERGE_H

#include "index/deaths.h"

/* How a merge packs articles that cannot be copied as they are. */
struct tw_packing {
	size_t memory;		/* for a book; too little: they have none */
	uint64_t beside;	/* bytes of text in other segments */
};

/*
 * Another thread for half of the lists: it has no job, and reads the same
 * segments by a snapshot of its own. It holds some `most` bytes of lists in
 * memory, and as much again, until they are added.
 */
struct tw_worker;
struct tw_merge_help {
	struct tw_worker *worker;
	struct tw_segment *segments;
	size_t most;
};

/*
 * Writes segment `number` with the live articles of the segments, in their
 * order: the same as if these articles had come in one batch. deaths[i]
 * belongs to segments[i]; at least one article lives. Memory: some KiB a
 * segment, that of a segment writer, a quarter byte an article, and what
 * packing may take; and what `help` does, which may be NULL.
 */
int tw_merge(struct tw_segment *segments, struct tw_deaths *deaths,
	uint32_t count, const struct tw_ranking *ranking,
	const struct tw_packing *packing, const struct tw_merge_help *help,
	struct tw_sink *sink, uint32_t number, struct tw_segment_info *ret,
	trawl_error *err) TW_MUST_USE;

/* Segments that should be merged: `count` of them from `first` on. */
struct tw_merge_range {
	uint32_t first;
	uint32_t count;		/* 0: none is due */
};

/* So many segments of a size are merged into one, of small ones fewer. */
#define TW_MERGE_WAYS 8

/* Of all its streams. */
uint64_t tw_segment_bytes(const struct tw_segment_info *info);

/* Of them, about those of articles that live. */
uint64_t tw_segment_living(const struct tw_segment_info *info);

/*
 * What to merge next among segments[0 .. count): a run of neighbours of about
 * one size, or one segment of which more than a quarter is dead. Merging what
 * is told until nothing is leaves at most TW_MERGE_WAYS - 1 segments of a
 * size.
 */
struct tw_merge_range tw_merge_due(const struct tw_segment_info *segments,
	uint32_t count);

/*
 * What a merge cannot have now it may have later: that there is less room
 * than a merge needs makes nothing fail that came before it.
 */
static inline bool
tw_merge_may_wait(int status)
{
	return status == TRAWL_ENOSPACE || status == TRAWL_ENOMEM ||
		status == TRAWL_EFULL || status == TRAWL_EBUSY;
}

#endif
