/* segwriting.h: a segment being written, as its parts share it. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_SEGWRITING_H
#define INDEX_SEGWRITING_H

#include "index/dictwrite.h"
#include "index/lexwrite.h"
#include "index/listwrite.h"
#include "index/names.h"
#include "index/packer.h"
#include "index/segwrite.h"
#include "index/stored.h"

struct tw_segment_writer {
	struct tw_sink *sink;
	struct tw_segment_info info;
	uint64_t beside;	/* bytes of text in other segments */
	struct tw_stored_writer stored;
	struct tw_packer *packer;	/* of articles that are copied, or
					   NULL */
	size_t packer_memory;
	struct tw_names_writer names;
	struct tw_dict_writer dict;
	struct tw_list_writer list;
	struct tw_lexicon_writer lexicon;
	struct tw_stream_writer lengths;
	struct tw_stream_writer dates;
	struct tw_stream_writer sketches;
	struct tw_stream_writer title_keys;
	struct tw_stream_writer lines;
	struct tw_values_writer values;

	/* Kept until the end: postings ask for length bytes, ids are sorted. */
	struct tw_buf length_bytes[TW_FIELD_RANKED];
	struct tw_buf ids;

	char term[TW_KEY_MAX];	/* the present one */
	size_t term_size;
	struct tw_buf *kept;	/* the terms that ended, of a part (segpart.c);
				   else NULL */
};

/* TRAWL_EFULL if so many articles more are too many. */
int tw_segment_room(const struct tw_segment_writer *writer, uint32_t docs,
	trawl_error *err) TW_MUST_USE;

/* Stores an article that is copied, or all of a segment. */
int tw_segment_store(struct tw_segment_writer *writer,
	const struct tw_doc *doc, trawl_error *err) TW_MUST_USE;
int tw_segment_copy_stored(struct tw_segment_writer *writer,
	struct tw_segment *segment, trawl_error *err) TW_MUST_USE;

/* Frees what repacks, if anything does. */
void tw_segment_stop_repack(struct tw_segment_writer *writer);

/* An ended list: into the dictionary, or among those of a part. */
int tw_segment_add_entry(struct tw_segment_writer *writer, struct tw_str term,
	const struct tw_term *entry, trawl_error *err) TW_MUST_USE;
int tw_segment_keep_term(struct tw_segment_writer *writer, trawl_error *err)
	TW_MUST_USE;

/* The next article's, but not its values. */
int tw_segment_put_columns(struct tw_segment_writer *writer,
	const struct tw_columns *columns, trawl_error *err) TW_MUST_USE;

/* Puts title keys of those articles that had none when there was no other. */
int tw_segment_fill_titles(struct tw_segment_writer *writer,
	trawl_error *err) TW_MUST_USE;

#endif
