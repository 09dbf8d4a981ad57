/* mergedue.c: which segments to merge next. */
/* SPDX-License-Identifier: MIT */
#include "index/merge.h"

/*
 * Sizes are told apart by levels. From 16 KiB to 16 MiB, a level is four times
 * as large as the one before, and four of it are merged: there the number of
 * segments counts, for each search looks into all of them, and while articles
 * are replaced all day, most segments are of these sizes. Above it is eight
 * times and eight, for fewer merges. Below, where articles come one by one,
 * eight wait as well: most commits then have nothing to merge, an article is
 * written once less, and there are no more segments than with a level between.
 *
 * From the left, a run reaches to the last segment of the highest level that
 * follows, so it takes in smaller ones between; behind it the next run begins,
 * of a lower level. So order is kept, and what is merged is of one level and
 * below.
 */
#define SMALLEST ((uint64_t)16 << 10)
#define SMALL_LEVELS 6
#define SMALL_WAYS 4
#define LEVELS 24

uint64_t
tw_segment_bytes(const struct tw_segment_info *info)
{
	uint64_t bytes = 0;

	for (int i = TW_STREAM_DICT; i < TW_STREAM_END; i++)
		bytes += info->length[i];
	return bytes;
}

uint64_t
tw_segment_living(const struct tw_segment_info *info)
{
	return tw_segment_bytes(info) / info->docs *
		(info->docs - info->dead);
}

static uint32_t
ways(unsigned level)
{
	return level > 0 && level < SMALL_LEVELS ? SMALL_WAYS : TW_MERGE_WAYS;
}

static unsigned
level_of(const struct tw_segment_info *info)
{
	uint64_t bytes = tw_segment_living(info);
	unsigned level = 0;

	for (uint64_t most = SMALLEST; bytes > most && level < LEVELS; level++)
		most *= ways(level + 1);
	return level;
}

/* The place behind the run that begins at `first`, and its level. */
static uint32_t
run_end(const struct tw_segment_info *segments, uint32_t first,
	uint32_t count, unsigned *ret_level)
{
	unsigned highest = 0;
	uint32_t end = first;

	for (uint32_t i = first; i < count; i++) {
		unsigned present = level_of(&segments[i]);

		if (present >= highest) {
			highest = present;
			end = i + 1;
		}
	}
	*ret_level = highest;
	return end;
}

struct tw_merge_range
tw_merge_due(const struct tw_segment_info *segments, uint32_t count)
{
	uint32_t end;

	for (uint32_t i = 0; i < count; i = end) {
		unsigned level;

		end = run_end(segments, i, count, &level);
		if (end - i >= ways(level))
			return (struct tw_merge_range){i, ways(level)};
	}
	for (uint32_t i = 0; i < count; i++)
		if (segments[i].dead > segments[i].docs / 4)
			return (struct tw_merge_range){i, 1};
	return (struct tw_merge_range){0, 0};
}
