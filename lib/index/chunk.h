/* chunk.h: position gaps of a list, in chunks of 128. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CHUNK_H
#define INDEX_CHUNK_H

#include "index/patched.h"

/*
 * A full chunk has 128 gaps:
 *
 *   0           1          2
 *   | width + 1 | outliers | packed gaps and outliers (patched.h) |
 *
 * The last one of a list, if it is not full, has 1 to 127:
 *
 *   0           1          2
 *   | 255       | gaps     | varints ... |
 *
 * No chunk lies in two records of the stream: a byte 0 where one should begin
 * says that it begins in the next record.
 */
#define TW_CHUNK_PADDING 0
#define TW_CHUNK_LAST 255
#define TW_CHUNK_HEAD 2
#define TW_CHUNK_MAX (TW_CHUNK_HEAD + 127 * 5)
#define TW_CHUNK_AHEAD 1024	/* none is longer, however it was packed */

/* Writes a chunk of 1 to 128 gaps; returns its bytes. */
size_t tw_chunk_put(const uint32_t *gaps, uint32_t count,
	uint8_t to[TW_CHUNK_MAX]);

/* The bytes of a full chunk; 0 if it is none or does not end in `left`. */
size_t tw_chunk_size(const uint8_t *p, size_t left);

/*
 * Unpacks the chunk at p, in whose record there are `left` bytes, behind
 * which TW_PACK_SLACK more may be read. False if it is damaged. `gaps` is
 * aligned to 16 bytes.
 */
bool tw_chunk_get(const uint8_t *p, size_t left, uint32_t gaps[TW_BLOCK],
	uint32_t *ret_count);

/* Varints alone, at most 127 of them: at most 5 bytes each. */
size_t tw_chunk_put_varints(const uint32_t *gaps, uint32_t count,
	uint8_t *to);
bool tw_chunk_get_varints(const uint8_t *p, const uint8_t *end,
	uint32_t count, uint32_t gaps[TW_BLOCK]);

#endif
