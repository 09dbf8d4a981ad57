/* mergedue.c: which segments to merge next. */
/* SPDX-License-Identifier: MIT */
#include "index/merge.h"

/*
 * Sizes are told apart by levels: up to 256 KiB, then eight times as much for
 * each level. From the left, a run reaches to the last segment of the highest
 * level that follows, so it takes in smaller ones between; behind it the next
 * run begins, of a lower level. So order is kept, and what is merged is of
 * one level and below.
 */
#define SMALL ((uint64_t)256 << 10)

uint64_t
tw_segment_bytes(const struct tw_segment_info *info)
{
	uint64_t bytes = 0;

	for (int i = TW_STREAM_DICT; i < TW_STREAM_END; i++)
		bytes += info->length[i];
	return bytes;
}

static uint64_t
live_bytes(const struct tw_segment_info *info)
{
	return tw_segment_bytes(info) / info->docs *
		(info->docs - info->dead);
}

static unsigned
level(const struct tw_segment_info *info)
{
	uint64_t bytes = live_bytes(info);
	unsigned level = 0;

	for (uint64_t most = SMALL; bytes > most && level < 20; level++)
		most *= TW_MERGE_WAYS;
	return level;
}

/* The place behind the run that begins at `first`. */
static uint32_t
run_end(const struct tw_segment_info *segments, uint32_t first,
	uint32_t count)
{
	unsigned highest = 0;
	uint32_t end = first;

	for (uint32_t i = first; i < count; i++) {
		unsigned present = level(&segments[i]);

		if (present >= highest) {
			highest = present;
			end = i + 1;
		}
	}
	return end;
}

struct tw_merge_range
tw_merge_due(const struct tw_segment_info *segments, uint32_t count)
{
	uint32_t end;

	for (uint32_t i = 0; i < count; i = end) {
		end = run_end(segments, i, count);
		if (end - i >= TW_MERGE_WAYS)
			return (struct tw_merge_range){i, TW_MERGE_WAYS};
	}
	for (uint32_t i = 0; i < count; i++)
		if (segments[i].dead > segments[i].docs / 4)
			return (struct tw_merge_range){i, 1};
	return (struct tw_merge_range){0, 0};
}
