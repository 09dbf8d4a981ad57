/* book.h: a text as codes of its parts, which stand in a book. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BOOK_H
#define INDEX_BOOK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Bytes are cut into parts: words, what stands between words, and characters
 * of scripts without spaces. A book has the parts that articles have twice or
 * more, the most frequent first, and a part is told by its number there, in
 * one byte, two or three. Others are told as they are. A single space between
 * two words is not told at all.
 *
 *   0 .. 191                   number 0 .. 191
 *   192 .. 239, byte           from 192 on
 *   240 .. 251, byte, byte     from 12480 on; the first byte is the highest
 *   252, byte n, n + 1 bytes   this part
 *   253, byte n, n + 1 bytes   the same, which goes on with the word before
 *
 * A book, in STORED:
 *
 *   0         4
 *   | count   | le32 for each group, its offset from  | groups ...
 *   | (le32)  | the book's                            |
 *
 * A group has 16 parts, the last one fewer, and lies in one record: 16 bytes,
 * how long each part is, 1 to TW_PART_MAX, or 0, and the parts' bytes.
 */
#define TW_PART_MAX 63
#define TW_BOOK_GROUP 16

#define TW_CODE_TWO 192		/* the least first byte of such codes */
#define TW_CODE_THREE 240
#define TW_CODE_PART 252
#define TW_CODE_GLUED 253

#define TW_BOOK_TWO (UINT32_C(192))	/* and the least numbers */
#define TW_BOOK_THREE (TW_BOOK_TWO + (48u << 8))
#define TW_BOOK_MOST (TW_BOOK_THREE + (12u << 16))

/* Whether a part that begins so is a word. */
static inline bool
tw_part_is_word(uint8_t first)
{
	return (uint8_t)((first | 0x20) - 'a') < 26 ||
		(uint8_t)(first - '0') < 10 || (first & 0xe0) == 0xc0;
}

#endif
