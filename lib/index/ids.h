/* ids.h: articles by the hash of their id. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_IDS_H
#define INDEX_IDS_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"
#include "store/stream.h"

#define TW_ID_ENTRY 8		/* le32 hash of the id, le32 article */

/* The upper half of its hash; ids may have one in common. */
static inline uint32_t
tw_id_hash(struct tw_str id)
{
	return (uint32_t)(tw_hash64(id.p, id.n) >> 32);
}

/* Entries as they are on disk, not yet sorted. */
void tw_ids_add(struct tw_buf *ids, struct tw_str id, uint32_t doc);

/* Sorts them by hash; those of one hash stay as they are. O(n). */
int tw_ids_sort(struct tw_buf *ids, trawl_error *err) TW_MUST_USE;

#endif
