/* bookwrite.h: finds the parts of texts, makes a book, and codes of them. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BOOKWRITE_H
#define INDEX_BOOKWRITE_H

#include "base/buf.h"
#include "index/book.h"
#include "index/cutter.h"
#include "store/stream.h"

/*
 * Texts are cut first, into numbers of parts, which are counted; when all are,
 * the parts are ordered, and the numbers become codes. Valid when zeroed.
 */
struct tw_book_writer {
	struct tw_part_slot *slots;
	uint32_t room;
	uint32_t count;		/* of slots that are taken */
	uint64_t cut;		/* bytes of text */
	struct tw_buf parts;	/* struct tw_part, by number */
	struct tw_buf texts;	/* of the parts, on end */
	uint32_t *codes;	/* of the parts, once they are ordered */
	uint32_t *order;	/* their numbers */
	uint32_t size;		/* parts of the book */
};

void tw_book_writer_done(struct tw_book_writer *book);

/* Bytes held, and needed to order the parts; how many more may be needed at
   once, and by how many bytes of text, as texts are. */
struct tw_book_size {
	size_t bytes;
	size_t growth;
	uint64_t text;
};
struct tw_book_size tw_book_writer_size(const struct tw_book_writer *book);

/* Appends the numbers of the text's parts, in two bytes or six each. Behind
   the text TW_CUT_SLACK bytes may be read. */
int tw_book_cut(struct tw_book_writer *book, struct tw_str text,
	struct tw_buf *numbers, trawl_error *err) TW_MUST_USE;

/* Appends the text that was cut into these numbers. */
void tw_book_join(const struct tw_book_writer *book, struct tw_str numbers,
	struct tw_buf *text);

/* Orders the parts; nothing is cut any more. */
int tw_book_order(struct tw_book_writer *book, trawl_error *err) TW_MUST_USE;

/* Appends codes for numbers. */
void tw_book_code(const struct tw_book_writer *book, struct tw_str numbers,
	struct tw_buf *codes);

/* Puts the book into STORED; *ret is where. */
int tw_book_write(struct tw_book_writer *book,
	struct tw_stream_writer *stream, uint64_t *ret, trawl_error *err)
	TW_MUST_USE;

/* The same for a book of `count` parts that a function tells, twice each. */
typedef int tw_book_part_fn(void *context, uint32_t number,
	struct tw_str *ret, trawl_error *err);
int tw_book_put(struct tw_stream_writer *stream, uint32_t count,
	tw_book_part_fn *fn, void *context, uint64_t *ret, trawl_error *err)
	TW_MUST_USE;

#endif
