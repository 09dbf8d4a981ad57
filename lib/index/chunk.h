/* chunk.h: runs of up to 128 numbers packed, the outliers apart. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CHUNK_H
#define INDEX_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bitpack.h"
#include "base/status.h"

/*
 * A full chunk: 128 numbers at a width that most of them fit in; what the
 * others (the outliers) have above it is put in afterwards.
 *
 *   0           1          2                 2 + 16 * width
 *   | width + 1 | outliers | packed numbers  | (place, high byte) ... |
 *
 * A last chunk: 1 to 127 numbers as varints. A byte 0 where a chunk should
 * begin says that the next one begins in the next record of the stream.
 *
 *   0           1          2
 *   | 255       | numbers  | varints ...
 */
#define TW_CHUNK_PADDING 0
#define TW_CHUNK_LAST 255
#define TW_CHUNK_MAX (2 + 127 * 5)

/* Writes a chunk of 1 to 128 numbers; returns its bytes. */
size_t tw_chunk_put(const uint32_t *numbers, uint32_t count,
	uint8_t chunk[TW_CHUNK_MAX]);

/*
 * The bytes of a full chunk by its first two bytes, 0 if they are damaged or
 * it is not a full one.
 */
size_t tw_chunk_size(const uint8_t head[2]);

/*
 * Unpacks the chunk that begins at p and ends before `end`, behind which
 * TW_PACK_SLACK bytes may be read. False, and nothing useful in `numbers`,
 * if it is damaged. `numbers` is aligned to 16 bytes.
 */
bool tw_chunk_get(const uint8_t *p, const uint8_t *end,
	uint32_t numbers[TW_BLOCK], uint32_t *ret_count);

/* The varints alone, of at most 127 numbers: at most 5 bytes each. */
size_t tw_chunk_put_varints(const uint32_t *numbers, uint32_t count,
	uint8_t *to);
bool tw_chunk_get_varints(const uint8_t *p, const uint8_t *end,
	uint32_t count, uint32_t numbers[TW_BLOCK]);

#endif
