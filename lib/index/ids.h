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

struct tw_segment;

/* A place among a segment's entries: the first whose hash is not below `hash`.
   The beginning when zeroed. */
struct tw_id_place {
	uint64_t at;
	uint32_t hash;
};

/* Moves the place to a hash that is not below its own. O(1) as a rule, as
   hashes are as good as random; else O(log n). */
int tw_ids_seek(struct tw_segment *segment, uint32_t hash,
	struct tw_id_place *place, trawl_error *err) TW_MUST_USE;

/* The entry at n, which there is. */
int tw_ids_read(struct tw_segment *segment, uint64_t n, uint32_t *ret_hash,
	uint32_t *ret_doc, trawl_error *err) TW_MUST_USE;

/* Entries as they are on disk, not yet sorted. */
void tw_ids_add(struct tw_buf *ids, struct tw_str id, uint32_t doc);

/* Sorts them by hash; those of one hash stay as they are. O(n). */
int tw_ids_sort(struct tw_buf *ids, trawl_error *err) TW_MUST_USE;

#endif
