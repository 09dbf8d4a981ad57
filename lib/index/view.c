/* view.c: the segments that a snapshot sees, open for reading. */
/* SPDX-License-Identifier: MIT */
#include "index/view.h"

#include "base/alloc.h"

/* A segment keeps its number, and its place among the others. */
static struct tw_segment *
find(struct tw_segment *from, uint32_t from_count, uint32_t *next,
	uint32_t segment)
{
	for (uint32_t i = *next; i < from_count; i++) {
		if (from[i].info.segment != segment)
			continue;
		*next = i + 1;
		return &from[i];
	}
	return NULL;
}

static int
open_segment(struct tw_segment *segment, struct tw_source *source,
	const struct tw_segment_info *info, struct tw_segment *from,
	trawl_error *err)
{
	if (from && tw_segment_go_on(segment, source, info, from))
		return TRAWL_OK;
	int status = tw_segment_open(segment, source, info, err);

	if (status == TRAWL_OK && from)
		tw_segment_take(segment, from);
	return status;
}

int
tw_view_open(struct tw_source *source, const struct tw_segment_info *infos,
	uint32_t count, struct tw_segment *from, uint32_t from_count,
	struct tw_segment **ret, trawl_error *err)
{
	struct tw_segment *segments = tw_alloc(count * sizeof(*segments));
	uint32_t next = 0;

	if (!segments)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		int status = open_segment(&segments[i], source, &infos[i],
			find(from, from_count, &next, infos[i].segment), err);

		if (status) {
			tw_view_close(segments, i);
			return status;
		}
	}
	*ret = segments;
	return TRAWL_OK;
}

void
tw_view_close(struct tw_segment *segments, uint32_t count)
{
	if (!segments)
		return;
	for (uint32_t i = 0; i < count; i++)
		tw_segment_close(&segments[i]);
	tw_free(segments);
}
