/* listwrite.h: writes posting lists, one after another. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LISTWRITE_H
#define INDEX_LISTWRITE_H

#include "index/best.h"
#include "index/bounds.h"
#include "store/stream.h"

/* The list being written, and the streams that lists go to. */
struct tw_list_writer {
	struct tw_stream_writer postings;
	struct tw_stream_writer blocks;
	struct tw_stream_writer positions;
	struct tw_stream_writer bitmaps;
	struct tw_stream_writer bounds;

	struct tw_term term;	/* of the list: what is known of it so far */
	struct tw_block block;	/* postings that are not yet written */
	uint32_t before;	/* the article before the block */
	uint64_t positions_from;	/* where the block's positions begin: */
	uint32_t positions_skip;	/* the chunk, and gaps of it before */
	struct tw_best_finder best;
	uint32_t gaps[TW_BLOCK] __attribute__((aligned(16)));
	uint32_t gap_count;	/* not yet written */
	uint32_t docs_end;	/* of the segment */
	struct tw_buf docs;	/* uint32_t: all articles of its blocks */
	struct tw_buf impacts;	/* uint16_t: and those of its postings */
	uint8_t lengths[TW_BLOCK];	/* of the block's articles */
	struct tw_ranking ranking;	/* the usual if it is not set */
	struct tw_field_stats live;	/* of the field, and its */
	uint32_t average;	/* length */
	struct tw_bounds_norms norms;
	uint8_t inlined[TW_INLINE_MAX];
};

/* Valid when zeroed; done frees the streams whatever became of init. */
int tw_list_writer_init(struct tw_list_writer *list, struct tw_sink *sink,
	uint32_t segment, trawl_error *err) TW_MUST_USE;
void tw_list_writer_done(struct tw_list_writer *list);

/* All its articles are below docs_end; `live` are those of the field. */
void tw_list_begin(struct tw_list_writer *list, enum tw_index_field field,
	uint32_t docs_end, const struct tw_field_stats *live);

/* As tw_segment_add_posting; length is the article's length byte. */
int tw_list_add(struct tw_list_writer *list, uint32_t doc, uint32_t freq,
	uint32_t in_title, const uint32_t *positions, uint8_t length,
	trawl_error *err) TW_MUST_USE;

/*
 * Many postings at once, in three steps: the postings from..to - 1 of a block,
 * at most tw_list_room of them, with their articles' length bytes; all gaps
 * of their positions, in pieces; and the end of the run.
 */
uint32_t tw_list_room(const struct tw_list_writer *list);
void tw_list_add_run(struct tw_list_writer *list,
	const struct tw_block *block, uint32_t from, uint32_t to,
	const uint8_t *lengths);
int tw_list_add_gaps(struct tw_list_writer *list, const uint32_t *gaps,
	uint32_t count, trawl_error *err) TW_MUST_USE;
int tw_list_end_run(struct tw_list_writer *list, trawl_error *err)
	TW_MUST_USE;

/*
 * Ends the list: list->term is then its dictionary entry (without ordinal),
 * its inlined part borrowed until the next list begins.
 */
int tw_list_end(struct tw_list_writer *list, trawl_error *err) TW_MUST_USE;

/* Ends the streams. */
int tw_list_writer_finish(struct tw_list_writer *list, trawl_error *err)
	TW_MUST_USE;

#endif
