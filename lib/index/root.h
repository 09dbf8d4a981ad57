/* root.h: the root record: which segments there are, and what version. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_ROOT_H
#define INDEX_ROOT_H

#include "base/buf.h"
#include "index/format.h"
#include "index/ranking.h"
#include "store/store.h"

#define TW_SEGMENTS_MAX 200

struct tw_root {
	uint32_t format;
	uint32_t analysis;	/* TW_ANALYSIS_VERSION it was made with */
	uint64_t generation;	/* raised by each commit */
	uint32_t next_segment;	/* the number the next segment takes */
	char language[TW_LANGUAGE_ROOM];	/* NUL-terminated */
	struct tw_ranking ranking;
	uint32_t count;
	struct tw_segment_info segment[TW_SEGMENTS_MAX];
};

/*
 * Behind all segments, so that it shares a page with what each commit writes
 * besides: the newest segment and the seal.
 */
#define TW_ROOT_SEGMENT (UINT32_MAX - 1)
#define TW_ROOT_KEY ((struct tw_record_key){TW_ROOT_SEGMENT, 0, 0})

/*
 * Reads the root as of the transaction. TRAWL_ENOTINDEX if there is none,
 * TRAWL_EVERSION for another format, TRAWL_ECORRUPT.
 */
int tw_root_read(struct tw_txn *txn, struct tw_root *ret, trawl_error *err)
	TW_MUST_USE;
int tw_root_write(struct tw_txn *txn, const struct tw_root *root,
	trawl_error *err) TW_MUST_USE;

/* The record's payload: appended to `out`, and read from any bytes. */
void tw_root_encode(const struct tw_root *root, struct tw_buf *out);
int tw_root_decode(const uint8_t *p, size_t n, struct tw_root *ret,
	trawl_error *err) TW_MUST_USE;

/* Copies as many segments as there are: most have few. */
void tw_root_copy(struct tw_root *to, const struct tw_root *from);

/* Finds the segment with this number in the root; root->count if none. */
uint32_t tw_root_find(const struct tw_root *root, uint32_t segment);

#endif
