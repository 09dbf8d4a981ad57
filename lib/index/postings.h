/* postings.h: walks and skips one posting list of one segment. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_POSTINGS_H
#define INDEX_POSTINGS_H

#include <stdbool.h>

#include "index/segment.h"

enum tw_term_kind {
	TW_TERM_INLINE,		/* postings and positions in the dictionary */
	TW_TERM_SHORT,		/* one varint run in POSTINGS: df < 128 */
	TW_TERM_BLOCKS,		/* packed blocks with a table in BLOCKS */
	TW_TERM_BITMAP		/* reserved for dense terms */
};

/*
 * The block table, one entry for each block, the unfilled last one too:
 *
 *   0         4              8               12        14      15      16
 *   | last    | postings:    | positions:    | highest | lowest| zero  |
 *   | article | offset from  | offset from   | freq    | length|       |
 *   | (le32)  | the list's   | the list's    | (le16,  | byte  |       |
 *   |         | (le32)       | (le32)        | 65535: ?)       |       |
 */
#define TW_BLOCK_ENTRY 16

/*
 * One list. Articles ascend, dead ones are among them: the caller leaves them
 * out. Valid after open until its segment closes; no memory of its own but
 * the position buffer. Damage ends the list (doc is TW_NO_DOC) and is told by
 * tw_postings_next and _seek.
 */
struct tw_postings {
	struct tw_segment *segment;
	struct tw_term term;
	uint32_t doc;		/* present article; TW_NO_DOC at the end */
	uint32_t freq;		/* its weighted frequency */
	uint32_t block;		/* number of the present block */
	uint32_t block_count;
	uint32_t in_block;	/* place in it */
	uint32_t block_size;	/* postings in it */
	uint32_t docs[TW_BLOCK] __attribute__((aligned(32)));
	uint32_t freqs[TW_BLOCK] __attribute__((aligned(32)));
	bool has_freqs;		/* of the present block */

	uint32_t positions_block;	/* block whose counts are unpacked */
	uint32_t in_title[TW_BLOCK];
	struct tw_buf positions;	/* uint32_t, of the present article */
};

/* Stands before the first posting: doc is undefined until next or seek. */
int tw_postings_open(struct tw_postings *postings, struct tw_segment *segment,
	const struct tw_term *term, trawl_error *err) TW_MUST_USE;
void tw_postings_close(struct tw_postings *postings);

/* The next posting; TRAWL_END behind the last. */
int tw_postings_next(struct tw_postings *postings, trawl_error *err)
	TW_MUST_USE;

/*
 * The first posting with doc >= target, never backwards; TRAWL_END if there
 * is none. Skips whole blocks by the table.
 */
int tw_postings_seek(struct tw_postings *postings, uint32_t target,
	trawl_error *err) TW_MUST_USE;

/*
 * Positions of the present posting, ascending, borrowed until the next call
 * on this list. The first *ret_in_title of them are in the title.
 */
int tw_postings_positions(struct tw_postings *postings,
	const uint32_t **ret_positions, uint32_t *ret_count,
	uint32_t *ret_in_title, trawl_error *err) TW_MUST_USE;

#endif
