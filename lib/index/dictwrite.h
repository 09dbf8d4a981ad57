/* dictwrite.h: writes the term dictionary, term by term. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_DICTWRITE_H
#define INDEX_DICTWRITE_H

#include "base/buf.h"
#include "index/dict.h"
#include "index/segment.h"
#include "store/stream.h"

struct tw_dict_writer {
	struct tw_stream_writer pages;
	struct tw_stream_writer first_keys;
	uint32_t terms;		/* all that were added */

	uint8_t key[TW_KEY_MAX];	/* the last one added */
	size_t key_size;
	uint32_t in_group;	/* terms of the present group */
	uint8_t group_key[TW_KEY_MAX];	/* its first */
	size_t group_key_size;
	struct tw_buf group_keys;
	struct tw_buf group_entries;

	uint32_t page_ordinal;	/* of the page's first term */
	uint32_t page_groups;
	struct tw_buf page_offsets;	/* le16 each, from the first group */
	struct tw_buf page;	/* groups */
	uint8_t page_key[TW_KEY_MAX];	/* the first of the page */
	size_t page_key_size;
};

/* Valid when zeroed; done frees whatever became of init. */
int tw_dict_writer_init(struct tw_dict_writer *dict, struct tw_sink *sink,
	uint32_t segment, trawl_error *err) TW_MUST_USE;
void tw_dict_writer_done(struct tw_dict_writer *dict);

/* Adds a term, which must be behind the last one. */
int tw_dict_writer_add(struct tw_dict_writer *dict, struct tw_str term,
	const struct tw_term *entry, trawl_error *err) TW_MUST_USE;

int tw_dict_writer_finish(struct tw_dict_writer *dict, trawl_error *err)
	TW_MUST_USE;

#endif
