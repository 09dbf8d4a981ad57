/* bookread.h: gives back texts that are told as codes. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BOOKREAD_H
#define INDEX_BOOKREAD_H

#include "index/book.h"
#include "index/segment.h"

/*
 * The book at `offset` in the segment's STORED. Of its parts, those are read
 * that are met, from records that stay where they are as long as the book
 * lives.
 */
struct tw_book;

int tw_book_open(struct tw_segment *segment, uint64_t offset,
	struct tw_book **ret, trawl_error *err) TW_MUST_USE;
void tw_book_free(struct tw_book *book);

uint64_t tw_book_offset(const struct tw_book *book);
uint32_t tw_book_count(const struct tw_book *book);

/* A part by its number, which is below the count. */
int tw_book_part(struct tw_book *book, struct tw_segment *segment,
	uint32_t number, struct tw_str *ret, trawl_error *err) TW_MUST_USE;

/* Bytes behind a text that are written over. */
#define TW_BOOK_SLACK 64

/* Puts the text of n bytes that the codes stand for. */
int tw_book_text(struct tw_book *book, struct tw_segment *segment,
	struct tw_str codes, char *text, size_t n, trawl_error *err)
	TW_MUST_USE;

#endif
