/* coded.h: articles of a block as codes, each to be found by itself. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CODED_H
#define INDEX_CODED_H

#include "index/bookwrite.h"

/*
 * What a coded block has behind its head: for each of its articles
 *
 *   varint bytes of its content; varint bytes of its codes (book.h)
 *
 * and then the codes of one article after another. The content is that of
 * stored.h, without the bytes that follow: each article is told from the
 * beginning, and can be read, or left out, without the others.
 */

/* ------------------------------------------------------------------ */
/* Writing.                                                             */

/*
 * Cuts a block's content, articles that say how long they are, into numbers
 * of parts: le32 bytes of content, le32 bytes of numbers, and these, an
 * article. Behind the content TW_CUT_SLACK bytes may be read.
 */
int tw_coded_cut(struct tw_book_writer *book, struct tw_str content,
	struct tw_buf *numbers, trawl_error *err) TW_MUST_USE;

/* The next article's numbers; false behind the last one. */
struct tw_coded_numbers {
	struct tw_str numbers;
	uint32_t content;	/* bytes */
};
bool tw_coded_next(struct tw_str *rest, struct tw_coded_numbers *ret);

/* Appends the article as it stood in the block's content. */
void tw_coded_join(const struct tw_book_writer *book,
	const struct tw_coded_numbers *article, struct tw_buf *content);

/* Appends its line of the table, and its codes. */
void tw_coded_put(const struct tw_book_writer *book,
	const struct tw_coded_numbers *article, struct tw_buf *table,
	struct tw_buf *codes);

/* ------------------------------------------------------------------ */
/* Reading.                                                             */

/*
 * Finds the codes of article `i` of `count`, and how many bytes of content
 * they give. False if what the table tells is not what the block has.
 */
bool tw_coded_find(struct tw_str block, uint32_t raw_size, uint32_t count,
	uint32_t i, struct tw_str *ret_codes, uint32_t *ret_size);

#endif
