/* length.h: a length in one byte, exact to 40, then four significant bits. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LENGTH_H
#define INDEX_LENGTH_H

#include <stdint.h>

#include "index/ranking.h"

/*
 * The code of Lucene's SmallFloat.intToByte4 and byte4ToInt, rounding down,
 * so that another engine ranks alike. Monotone; tw_length_decode(encode(n))
 * <= n.
 */
uint8_t tw_length_encode(uint32_t length);
uint32_t tw_length_decode(uint8_t byte);

/*
 * What a length of all and one of a title have above those that their bytes
 * decode to, in one number: TW_LENGTH_REST bits and the others. Lengths of all
 * are at most 2^25, of a title TW_TITLE_MAX; of more, which only a damaged file
 * has, bits are lost.
 */
#define TW_LENGTH_REST 21
uint32_t tw_length_rests(uint32_t all, uint32_t title);

/*
 * What length makes of frequency in BM25 (match/bm25.h): for each length byte
 * k1 * (1 - b + b * length / average), the average being that of `docs`
 * articles with the lengths' sum `total_length`.
 */
void tw_length_norms(const struct tw_ranking *ranking, uint64_t docs,
	uint64_t total_length, float norms[256]);

#endif
