/* view.c: the segments that a snapshot sees, open for reading. */
/* SPDX-License-Identifier: MIT */
#include "index/view.h"

#include "base/alloc.h"

int
tw_view_open(struct tw_source *source, const struct tw_segment_info *infos,
	uint32_t count, struct tw_segment **ret, trawl_error *err)
{
	struct tw_segment *segments = tw_alloc_zeroed(count,
		sizeof(*segments));

	if (!segments)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		int status = tw_segment_open(&segments[i], source, &infos[i],
			err);

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

/* A segment keeps its number, and its place among the others. */
void
tw_view_take(struct tw_segment *segments, uint32_t count,
	struct tw_segment *from, uint32_t from_count)
{
	uint32_t next = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t k = next;

		while (k < from_count && from[k].info.segment !=
			segments[i].info.segment)
			k++;
		if (k == from_count)
			continue;
		tw_segment_take(&segments[i], &from[k]);
		next = k + 1;
	}
}
