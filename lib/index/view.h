/* view.h: the segments that a snapshot sees, open for reading. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_VIEW_H
#define INDEX_VIEW_H

#include "index/segment.h"

/*
 * Opens `count` segments from the source: *ret is owned by the caller and
 * given back to tw_view_close. The source must outlive them. What an earlier
 * view of the same map (tw_txn_map) has read, `from`, is taken over; it can
 * only be closed then, whatever is returned. Without one it is NULL and 0.
 */
int tw_view_open(struct tw_source *source,
	const struct tw_segment_info *infos, uint32_t count,
	struct tw_segment *from, uint32_t from_count,
	struct tw_segment **ret, trawl_error *err) TW_MUST_USE;
void tw_view_close(struct tw_segment *segments, uint32_t count);

#endif
