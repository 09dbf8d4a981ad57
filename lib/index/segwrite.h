/* segwrite.h: writes one segment, from sorted articles and terms. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_SEGWRITE_H
#define INDEX_SEGWRITE_H

#include "index/block.h"
#include "index/doc.h"
#include "index/format.h"
#include "index/segment.h"
#include "index/valueswrite.h"
#include "store/stream.h"
#include "text/written.h"

/*
 * Call order: all articles, by number from 0; then all terms, ascending by
 * (field, bytes), each with its postings by ascending article; then finish.
 * The inverter's flush and merges both write through this. Memory is bounded
 * (some 64 KiB a stream, 18 bytes an article at most) whatever the size.
 */
struct tw_segment_writer;
struct tw_book_writer;
struct tw_ranking;
struct tw_stored_block;
struct tw_stored_writer;

int tw_segment_writer_new(struct tw_sink *sink, uint32_t segment,
	struct tw_segment_writer **ret, trawl_error *err) TW_MUST_USE;
/* Ranks by these from now on, before the first term; else by the usual. */
void tw_segment_set_ranking(struct tw_segment_writer *writer,
	const struct tw_ranking *ranking);
void tw_segment_writer_free(struct tw_segment_writer *writer);

/*
 * The index has so many bytes of text beside the segment's; and its articles
 * will have so many, before any is packed. If these are few beside those, a
 * merge comes soon, and they are not compressed until then: the latter tells
 * whether.
 */
void tw_segment_set_beside(struct tw_segment_writer *writer, uint64_t bytes);
bool tw_segment_expect(struct tw_segment_writer *writer, uint64_t bytes);

/* As tw_values_writer_set, for articles that are added next. */
int tw_segment_set(struct tw_segment_writer *writer, enum tw_value_kind kind,
	struct tw_str lines, uint32_t *ret, trawl_error *err) TW_MUST_USE;

/* Exact lengths in content words: stop words and overlays not counted. */
struct tw_lengths {
	uint32_t all;		/* the title's, times its weight, + text */
	uint32_t title;
};

/*
 * Articles that are packed already: the book of their blocks, if these are
 * coded; the blocks, the last one perhaps before it is compressed; and each
 * article for all but what blocks hold, with its sets of values; NULL: with
 * the empty ones.
 */
struct tw_columns {
	struct tw_str id;
	uint32_t date;		/* of tw_date_pack */
	uint64_t sketch;	/* tw_sketch of the text */
	uint64_t title_key;	/* tw_title_key of the title */
	uint64_t text_bytes;	/* title and text */
	struct tw_lengths lengths;
};

struct tw_columns tw_columns_of(const struct tw_doc *doc,
	struct tw_lengths lengths);
int tw_segment_add_book(struct tw_segment_writer *writer,
	struct tw_book_writer *book, trawl_error *err) TW_MUST_USE;
int tw_segment_add_packed(struct tw_segment_writer *writer,
	const struct tw_stored_block *block, trawl_error *err) TW_MUST_USE;
int tw_segment_add_unpacked(struct tw_segment_writer *writer,
	struct tw_stored_writer *from, uint32_t count, trawl_error *err)
	TW_MUST_USE;
int tw_segment_add_columns(struct tw_segment_writer *writer,
	const struct tw_columns *columns,
	const uint32_t sets[TW_VALUES_COUNT], trawl_error *err) TW_MUST_USE;

/*
 * Articles of other segments that are added from here on to there are packed
 * anew, with a book of their own for each time that `memory` is full.
 */
int tw_segment_begin_repack(struct tw_segment_writer *writer, size_t memory,
	trawl_error *err) TW_MUST_USE;
int tw_segment_end_repack(struct tw_segment_writer *writer,
	trawl_error *err) TW_MUST_USE;

/* An article of another segment. */
int tw_segment_copy_doc(struct tw_segment_writer *writer,
	struct tw_values_copier *from, uint32_t doc, trawl_error *err)
	TW_MUST_USE;

/* All articles of another segment, of which none may be dead. */
int tw_segment_add_docs(struct tw_segment_writer *writer,
	struct tw_segment *segment, trawl_error *err) TW_MUST_USE;

int tw_segment_begin_term(struct tw_segment_writer *writer,
	enum tw_index_field field, struct tw_str term, trawl_error *err)
	TW_MUST_USE;

/*
 * freq is the weighted frequency: for ALL, the weight times the title's
 * occurrences (`in_title`) plus the text's; for TITLE, just the occurrences,
 * and in_title is equal to freq. Positions ascend; there are
 * freq - (weight - 1) * in_title of them for ALL, freq for TITLE;
 * the first in_title of them are the title's.
 */
int tw_segment_add_posting(struct tw_segment_writer *writer, uint32_t doc,
	uint32_t freq, uint32_t in_title, const uint32_t *positions,
	trawl_error *err) TW_MUST_USE;

/*
 * The same for many postings at once, whose positions are told by their gaps:
 * from the one before; of an article's first in the title, from 0, in the
 * text, from TW_TEXT_POSITION. next_gaps is asked for all of them: the next,
 * at most `most`, borrowed until the next call.
 */
typedef int tw_next_gaps_fn(void *context, uint64_t most,
	const uint32_t **ret, uint32_t *ret_count, trawl_error *err);
int tw_segment_add_postings(struct tw_segment_writer *writer,
	const struct tw_block *block, tw_next_gaps_fn *next_gaps,
	void *context, trawl_error *err) TW_MUST_USE;

/* How many gaps the postings from..to - 1 have. */
uint64_t tw_segment_gaps(const struct tw_block *block,
	enum tw_index_field field, uint32_t title_weight, uint32_t from,
	uint32_t to);

int tw_segment_end_term(struct tw_segment_writer *writer, trawl_error *err)
	TW_MUST_USE;

/* A word of the lexicon, at any time before the end: in the order of their
   bytes, 1 to TW_WORD_MAX of them, each once; count is at least 1. */
int tw_segment_add_word(struct tw_segment_writer *writer, struct tw_str word,
	uint32_t count, enum tw_word_form form, trawl_error *err) TW_MUST_USE;

/* An entry of lines.h, at any time before the end, in their order. */
int tw_segment_add_line(struct tw_segment_writer *writer, uint64_t key,
	uint32_t doc, trawl_error *err) TW_MUST_USE;

/* Puts all last records. The info has everything but dead articles (none). */
int tw_segment_finish(struct tw_segment_writer *writer,
	struct tw_segment_info *ret_info, trawl_error *err) TW_MUST_USE;

#endif
