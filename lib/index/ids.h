/* ids.h: articles by the hash of their id. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_IDS_H
#define INDEX_IDS_H

#include "base/buf.h"
#include "base/str.h"
#include "store/stream.h"

#define TW_ID_ENTRY 12		/* le64 hash of the id, le32 article */

/* Entries as they are on disk, not yet sorted. */
void tw_ids_add(struct tw_buf *ids, struct tw_str id, uint32_t doc);

/* Sorts them by hash, then by article. O(n log n). */
void tw_ids_sort(struct tw_buf *ids);

#endif
