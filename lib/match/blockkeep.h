/* blockkeep.h: which articles of a full block pass a test, 128 at once. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_BLOCKKEEP_H
#define MATCH_BLOCKKEEP_H

#include <stdbool.h>

#include "base/bitpack.h"

/*
 * A bit for each article, the lowest bit of a byte first. Each function clears
 * those of articles that do not pass, and returns whether one is left. Articles
 * ascend; of each table that they are looked up in, four bytes may be read
 * from that of the last one on.
 */
#define TW_KEEP_BYTES (TW_BLOCK / 8)

/* `bits` has the bit of article docs[0] in its first byte. */
bool tw_keep_by_bits(const uint32_t docs[TW_BLOCK], const uint8_t *bits,
	uint8_t keep[TW_KEEP_BYTES]);

/*
 * Those of a level of `least` or more: articles of the same doc >> shift share
 * one, half a byte, the lower half first; `levels` has that of docs[0] in its
 * first byte.
 */
bool tw_keep_by_level(const uint32_t docs[TW_BLOCK], const uint8_t *levels,
	unsigned shift, unsigned least, uint8_t keep[TW_KEEP_BYTES]);

/*
 * Those with freqs[i] >= ratio * norm[length]; `lengths` begins with the
 * length byte of docs[0].
 */
struct tw_keep_frequent {
	const uint32_t *docs;		/* 128 of them */
	const uint32_t *freqs;		/* as many, each below 2^31 */
	const uint8_t *lengths;
	const float *norm;		/* 256 */
	float ratio;
};
bool tw_keep_frequent(const struct tw_keep_frequent *test,
	uint8_t keep[TW_KEEP_BYTES]);

/* The places of the bits set, ascending; returns how many. */
uint32_t tw_keep_places(const uint8_t keep[TW_KEEP_BYTES],
	uint8_t ret[TW_BLOCK]);

struct tw_blockkeep_kernels {
	bool (*by_bits)(const uint32_t docs[TW_BLOCK], const uint8_t *bits,
		uint8_t keep[TW_KEEP_BYTES]);
	bool (*by_level)(const uint32_t docs[TW_BLOCK], const uint8_t *levels,
		unsigned shift, unsigned least, uint8_t keep[TW_KEEP_BYTES]);
	bool (*frequent)(const struct tw_keep_frequent *test,
		uint8_t keep[TW_KEEP_BYTES]);
};
TW_KERNELS_BUT_SSE41(tw_blockkeep);

#endif
