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
