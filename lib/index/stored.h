/* stored.h: articles as they were given, packed in blocks. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_STORED_H
#define INDEX_STORED_H

#include "index/bookwrite.h"
#include "index/doc.h"
#include "index/segment.h"
#include "store/stream.h"

/*
 * STORED is a run of blocks, which may straddle records:
 *
 *   0            4             8
 *   | bytes of   | bytes of    | zstd frame ... |
 *   | the frame  | its content |
 *   | (le32)     | (le32)      |
 *
 * or, in segments of much text, if the highest bit of the bytes of content
 * is set, codes of the parts of a book (book.h), which lies somewhere in the
 * stream, an article after another, each to be read by itself (coded.h):
 *
 *   0            4             8                   16
 *   | bytes      | bytes of    | offset of the     | table | codes ... |
 *   | behind 16  | its content | book (le64)       |       |           |
 *
 * The content is articles, one after another:
 *
 *   varint bytes of what follows; the URL, varint length + 1 and bytes, or 0
 *   if it is the id (names.h); for each of enum trawl_field behind it varint
 *   length and bytes of the field; then for each, from the id on, the same of
 *   its source; and, if it takes part in a template, the same of what was cut
 *   out of its text (template.h)
 *
 * STORED_INDEX has for each block (le32 first article, le64 offset).
 */
#define TW_STORED_HEAD 8
#define TW_STORED_HEAD_CODED 16
#define TW_STORED_CODED (UINT32_C(1) << 31)
#define TW_STORED_ENTRY 12

/*
 * Blocks with less content are unpacked by a merge and filled up; one that
 * ends a segment is not compressed before.
 */
#define TW_STORED_SMALL (TW_STORED_BLOCK / 2)

/* A block as it is packed. */
struct tw_stored_block {
	uint32_t first;		/* article, as they count where it lies */
	uint32_t count;		/* of articles */
	uint32_t raw_size;
	uint32_t size;		/* of the frame */
	const uint8_t *frame;	/* or the table and the codes */
	bool is_coded;
	uint64_t book;		/* where it lies, if the block is read */
};

struct tw_stored_writer {
	struct tw_stream_writer blocks;
	struct tw_stream_writer index;
	struct ZSTD_CCtx_s *context;
	struct tw_buf raw;	/* articles of the present block */
	struct tw_buf packed;
	size_t most;		/* content of a block; 0: TW_STORED_BLOCK */
	bool is_passing;	/* a merge comes soon: nothing is compressed */
	uint32_t first;		/* article of the block */
	uint32_t count;		/* articles added in all */
	uint64_t book;		/* of the coded blocks that are added next, */
	uint64_t book_before;	/* which was there */
	uint32_t book_segment;	/* in this one; 0: in none */
};

/* Valid when zeroed; done frees whatever became of init. */
int tw_stored_writer_init(struct tw_stored_writer *stored,
	struct tw_sink *sink, uint32_t segment, trawl_error *err) TW_MUST_USE;
void tw_stored_writer_done(struct tw_stored_writer *stored);
int tw_stored_writer_add(struct tw_stored_writer *stored,
	const struct tw_doc *doc, trawl_error *err) TW_MUST_USE;
/*
 * Packs articles without writing them: adds one to the present block, or, if
 * it does not belong there any more, says that this is full; and ends the
 * block, which is borrowed until the next one begins. `first` and `count` are
 * left to the caller. For a writer that nobody has initialised: a zeroed one.
 */
int tw_stored_pack(struct tw_stored_writer *stored, const struct tw_doc *doc,
	bool *ret_is_full, trawl_error *err) TW_MUST_USE;
int tw_stored_pack_end(struct tw_stored_writer *stored,
	struct tw_stored_block *ret, trawl_error *err) TW_MUST_USE;

/* Puts the book of the coded blocks that are added next: a new one, or one of
   a segment, unless it is there already. */
int tw_stored_writer_book(struct tw_stored_writer *stored,
	struct tw_book_writer *book, trawl_error *err) TW_MUST_USE;
int tw_stored_writer_copy_book(struct tw_stored_writer *stored,
	struct tw_segment *segment, uint64_t book, trawl_error *err)
	TW_MUST_USE;

/* Adds the articles of a block as it is packed. */
int tw_stored_writer_copy(struct tw_stored_writer *stored,
	const struct tw_stored_block *block, trawl_error *err) TW_MUST_USE;

/* Takes over the present block, of `count` articles, of such a writer. */
int tw_stored_writer_take(struct tw_stored_writer *stored,
	struct tw_stored_writer *from, uint32_t count, trawl_error *err)
	TW_MUST_USE;

int tw_stored_writer_finish(struct tw_stored_writer *stored,
	trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */

/*
 * Fields of a stored article, borrowed until the next call on the segment's
 * stored articles.
 */
int tw_stored_get(struct tw_segment *segment, uint32_t doc,
	struct tw_doc *ret, trawl_error *err) TW_MUST_USE;

/* Title and text alone, borrowed likewise: ids lie elsewhere. */
int tw_stored_get_text(struct tw_segment *segment, uint32_t doc,
	struct tw_str *ret_title, struct tw_str *ret_text, trawl_error *err)
	TW_MUST_USE;

/* The block with the article, borrowed likewise. */
int tw_stored_get_block(struct tw_segment *segment, uint32_t doc,
	struct tw_stored_block *ret, trawl_error *err) TW_MUST_USE;

/* An article of a coded block as its codes, borrowed likewise; TRAWL_END if
   its block has none. */
struct tw_stored_codes {
	struct tw_str codes;
	uint32_t size;			/* of the content that they give */
	struct tw_book *book;
};
int tw_stored_get_codes(struct tw_segment *segment, uint32_t doc,
	struct tw_stored_codes *ret, trawl_error *err) TW_MUST_USE;

/*
 * Reads the beginning of an article's content: the fields before its text,
 * borrowed, for which the id is there, and where the text lies. False if the
 * bytes end before it, or tell nonsense.
 */
bool tw_stored_get_head(struct tw_str content, struct tw_doc *doc,
	size_t *ret_text, uint32_t *ret_text_size);

/* Forgets what it knows of where records lie. */
void tw_stored_moved(struct tw_stored *stored);

void tw_stored_free(struct tw_stored *stored);

#endif
