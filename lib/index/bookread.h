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

/* The bytes of a code that has a number, which may be above the book's count;
   0 if there is none. `left` is not 0. */
static inline size_t
tw_code_number(const uint8_t *code, size_t left, uint32_t *ret)
{
	uint32_t first = code[0];

	if (first < TW_CODE_TWO) {
		*ret = first;
		return 1;
	}
	if (first < TW_CODE_THREE) {
		if (left < 2)
			return 0;
		*ret = TW_BOOK_TWO + ((first - TW_CODE_TWO) << 8 | code[1]);
		return 2;
	}
	if (first >= TW_CODE_PART || left < 3)
		return 0;
	*ret = TW_BOOK_THREE + ((first - TW_CODE_THREE) << 16 |
		(uint32_t)code[1] << 8 | code[2]);
	return 3;
}

/* The same of one that tells a part as it is. */
static inline size_t
tw_code_told(const uint8_t *code, size_t left, struct tw_str *ret,
	bool *ret_glued)
{
	if (code[0] < TW_CODE_PART || code[0] > TW_CODE_GLUED || left < 2)
		return 0;
	size_t n = (size_t)code[1] + 1;

	if (n > TW_PART_MAX || n > left - 2)
		return 0;
	*ret = tw_str((const char *)code + 2, n);
	*ret_glued = code[0] == TW_CODE_GLUED;
	return 2 + n;
}

/* Bytes behind a text that are written over. */
#define TW_BOOK_SLACK 64

/* Puts the text of n bytes that the codes stand for. */
int tw_book_text(struct tw_book *book, struct tw_segment *segment,
	struct tw_str codes, char *text, size_t n, trawl_error *err)
	TW_MUST_USE;

#endif
