/* block.h: the bytes of a block of postings, packed or as varints. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BLOCK_H
#define INDEX_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "index/format.h"

struct tw_block {
	uint32_t docs[TW_BLOCK] __attribute__((aligned(32)));
	uint32_t freqs[TW_BLOCK] __attribute__((aligned(32)));
	uint32_t in_title[TW_BLOCK] __attribute__((aligned(32)));
	uint32_t count;
};

/*
 * A full block of 128 postings:
 *
 *   0        1         2          3
 *   | width: | width:  | width:   | packed  | packed    | packed   |
 *   | gaps   | freq - 1| in_title | gaps    | freq - 1  | in_title |
 *
 * Gaps are those of tw_unpack_ascending; in_title is all 0 in lists of the
 * title field. A last block, or a whole list, of fewer postings:
 *
 *   for each posting:     varint gap << 1 | (freq == 1), [varint freq - 2]
 *   then, in lists of ALL, for each posting with freq >= TW_TITLE_WEIGHT:
 *                         varint in_title
 */
#define TW_BLOCK_HEAD 3
#define TW_BLOCK_MAX (TW_BLOCK_HEAD + TW_BLOCK * (4 + 4 + 4))
#define TW_TAIL_MAX ((TW_BLOCK - 1) * (5 + 4 + 4))
#define TW_POSTINGS_MAX \
	(TW_TAIL_MAX > TW_BLOCK_MAX ? TW_TAIL_MAX : TW_BLOCK_MAX)

/*
 * The block table of a list with full blocks, an entry for each block, the
 * last one too. Position gaps are counted from the beginning of a chunk
 * (chunk.h): of the one at this offset, `gaps` belong to earlier blocks.
 *
 *   0         4              8               12        14      15      16
 *   | last    | postings:    | positions:    | highest | lowest| gaps  |
 *   | article | offset from  | offset from   | freq    | length|       |
 *   | (le32)  | the list's   | the list's    | (le16,  | byte  |       |
 *   |         | (le32)       | (le32)        | 65535: ?)       |       |
 */
#define TW_BLOCK_ENTRY 16

/* `before` is the article before the first, UINT32_MAX for none. */
size_t tw_block_put_full(const struct tw_block *block, uint32_t before,
	uint8_t to[TW_BLOCK_MAX]);
size_t tw_block_put_tail(const struct tw_block *block, uint32_t before,
	enum tw_index_field field, uint8_t to[TW_TAIL_MAX]);

/* The bytes of a full block by its head; 0 if it is damaged. */
size_t tw_block_size(const uint8_t head[TW_BLOCK_HEAD]);

/*
 * Reads a last block of `count` < 128 postings; returns the byte behind them,
 * or NULL if they are damaged: cut short, not ascending, not below
 * `docs_end`, or with more in the title than there are.
 */
const uint8_t *tw_block_get_tail(const uint8_t *p, const uint8_t *end,
	uint32_t before, uint32_t docs_end, enum tw_index_field field,
	struct tw_block *block, uint32_t count);

#endif
