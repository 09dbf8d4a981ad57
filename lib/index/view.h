/* view.h: the segments that a snapshot sees, open for reading. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_VIEW_H
#define INDEX_VIEW_H

#include "index/segment.h"

/*
 * Opens `count` segments from the source: *ret is owned by the caller and
 * given back to tw_view_close. The source must outlive them.
 */
int tw_view_open(struct tw_source *source,
	const struct tw_segment_info *infos, uint32_t count,
	struct tw_segment **ret, trawl_error *err) TW_MUST_USE;
void tw_view_close(struct tw_segment *segments, uint32_t count);

/*
 * Lets a view take over what an earlier one of the same map has read
 * (tw_segment_take), which can only be closed then.
 */
void tw_view_take(struct tw_segment *segments, uint32_t count,
	struct tw_segment *from, uint32_t from_count);

#endif
