/* names.h: the ids of articles, apart from all else that is stored. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_NAMES_H
#define INDEX_NAMES_H

#include "base/buf.h"
#include "index/segment.h"
#include "store/stream.h"

/*
 * NAMES has the ids in groups of TW_NAMES_GROUP articles; each group lies in
 * one record. An id begins with bytes of the one before it in its group:
 *
 *   byte s | r << 4; if s = 15: varint shared - 15; if r = 15: varint
 *   rest - 15; rest bytes
 *
 * NAMES_INDEX has the offset (le64) of each group but the first, which is 0.
 */
#define TW_NAMES_ENTRY 8

/* Bytes of NAMES_INDEX for so many articles. */
static inline uint64_t
tw_names_index_bytes(uint64_t docs)
{
	return docs > 0 ? (docs - 1) / TW_NAMES_GROUP * TW_NAMES_ENTRY : 0;
}

struct tw_names_writer {
	struct tw_stream_writer groups;
	struct tw_stream_writer index;
	struct tw_buf group;		/* the present one */
	uint32_t count;			/* of ids in all */
	size_t last_size;
	char last[TW_ID_MAX];		/* id */
};

/* Valid when zeroed; done frees whatever became of init. */
int tw_names_writer_init(struct tw_names_writer *names, struct tw_sink *sink,
	uint32_t segment, trawl_error *err) TW_MUST_USE;
void tw_names_writer_done(struct tw_names_writer *names);

/* The id of the next article: at most TW_ID_MAX bytes. */
int tw_names_writer_add(struct tw_names_writer *names, struct tw_str id,
	trawl_error *err) TW_MUST_USE;
int tw_names_writer_finish(struct tw_names_writer *names, trawl_error *err)
	TW_MUST_USE;

/* What tw_segment_id has read. */
void tw_names_free(struct tw_names *names);

#endif
