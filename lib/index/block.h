/* block.h: the bytes of a block of postings, packed or as varints. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BLOCK_H
#define INDEX_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "index/corners.h"
#include "index/format.h"
#include "index/patched.h"

struct tw_block {
	uint32_t docs[TW_BLOCK] __attribute__((aligned(16)));
	uint32_t freqs[TW_BLOCK] __attribute__((aligned(16)));
	uint32_t in_title[TW_BLOCK] __attribute__((aligned(16)));
	uint32_t count;
};

/*
 * A full block of 128 postings:
 *
 *   0        1       2           3        4           5
 *   | width: | width | outliers: | width  | outliers: | packed | freq - 1,|
 *   | gaps   |  of freq - 1      |  of in_title       | gaps   | in_title |
 *
 * Gaps are those of tw_unpack_ascending, never patched: they are unpacked the
 * most. freq - 1 and in_title are as in patched.h; in lists of the title
 * field in_title is all 0. A last block, or a whole list, of fewer postings:
 *
 *   for each posting:     varint gap << 1 | (freq == 1), [varint freq - 2]
 *   then, in lists of ALL, for each posting with freq >= title_weight:
 *                         varint in_title
 */
#define TW_BLOCK_HEAD 5
#define TW_BLOCK_MAX (TW_BLOCK_HEAD + 3 * TW_PATCHED_MAX)
#define TW_POSTING_MAX (5 + 4 + 4)
#define TW_TAIL_MAX ((TW_BLOCK - 1) * TW_POSTING_MAX)
#define TW_BLOCK_AHEAD 4096	/* no block is longer, however it was packed */
#define TW_BLOCK_NEAR 512	/* hardly any full one is */
#define TW_POSTINGS_MAX \
	(TW_TAIL_MAX > TW_BLOCK_MAX ? TW_TAIL_MAX : TW_BLOCK_MAX)

/*
 * The block table of a list with full blocks, an entry for each block, the
 * last one too. Position gaps are counted from the beginning of a chunk
 * (chunk.h): of the one at this offset, `gaps` belong to earlier blocks.
 *
 *   0         4              8               12     15      16           24
 *   | last    | postings:    | positions:    | zero | gaps  | corners:   |
 *   | article | offset from  | offset from   |      |       | 4 times 2  |
 *   | (le32)  | the list's   | the list's    |      |       | bytes      |
 *   |         | (le32)       | (le32)        |      |       |            |
 *
 * Behind the last entry are the list's best postings (best.h).
 */
#define TW_BLOCK_ENTRY 24
#define TW_BLOCK_CORNERS 4
#define TW_BLOCK_CORNERS_AT 16
#define TW_BLOCK_CORNERS_SIZE (TW_CORNER_SIZE * TW_BLOCK_CORNERS)

/* `before` is the article before the first, UINT32_MAX for none. */
size_t tw_block_put_full(const struct tw_block *block, uint32_t before,
	uint8_t to[TW_BLOCK_MAX]);
size_t tw_block_put_tail(const struct tw_block *block, uint32_t before,
	enum tw_index_field field, uint32_t title_weight,
	uint8_t to[TW_TAIL_MAX]);

/*
 * Whether a full block with TW_BLOCK_HEAD bytes of head at p ends in the
 * `left` bytes there are. What follows asks for a good one.
 */
bool tw_block_is_good(const uint8_t *p, size_t left);

void tw_block_get_docs(const uint8_t *p, uint32_t before,
	uint32_t docs[TW_BLOCK]);
void tw_block_get_freqs(const uint8_t *p, uint32_t freqs[TW_BLOCK]);
/* The frequency of one posting alone. */
uint32_t tw_block_get_freq(const uint8_t *p, uint32_t place);
void tw_block_get_in_title(const uint8_t *p, uint32_t in_title[TW_BLOCK]);

/*
 * Reads a last block of `count` < 128 postings; returns the byte behind them,
 * or NULL if they are damaged: cut short, not ascending, not below
 * `docs_end`, or with more in the title than there are.
 */
const uint8_t *tw_block_get_tail(const uint8_t *p, const uint8_t *end,
	uint32_t before, uint32_t docs_end, enum tw_index_field field,
	uint32_t title_weight, struct tw_block *block, uint32_t count);

#endif
