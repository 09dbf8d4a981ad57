/* best.h: the best postings of a list, and a bound of all others. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BEST_H
#define INDEX_BEST_H

#include "index/block.h"
#include "index/corners.h"
#include "index/segment.h"

/*
 * Behind the block table of a list stand the postings that scored best when
 * it was written, best first, at equal scores the earlier article; then the
 * corners of all its other postings:
 *
 *   | article  | frequency | length | ... 16 times | corners: 32 times 2 |
 *   | (le32)   | (le24)    | byte   |              |                      |
 *
 * Whatever scores become: of two postings of equal frequency and length byte
 * the one that is not among the best has the later article.
 */
#define TW_BEST 16
#define TW_BEST_CORNERS 32
#define TW_BEST_SIZE (8 * TW_BEST + TW_CORNER_SIZE * TW_BEST_CORNERS)
#define TW_BEST_FREQ_MAX 0xffffffu	/* with more it is not kept */

struct tw_best_posting {
	uint32_t doc;
	uint32_t freq;
	uint8_t length;
};

struct tw_best {
	struct tw_best_posting postings[TW_BEST];
	uint32_t count;
	uint8_t corners[TW_CORNER_SIZE * TW_BEST_CORNERS];
};

/*
 * Those of a list with blocks. The bytes are a claim: articles are below the
 * segment's, no more is known.
 */
int tw_best_get(struct tw_segment *segment, const struct tw_term *term,
	struct tw_best *ret, trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */

/* Finds the best of a list that is being written. */
struct tw_best_finder {
	const float *norms;	/* of tw_length_norms */
	struct tw_best_posting postings[TW_BEST];
	float badness[TW_BEST];	/* of each; ascending */
	uint32_t count;
	struct tw_envelope rest;
};

void tw_best_begin(struct tw_best_finder *finder, const float norms[256]);

/* A block of it, with its length bytes and its corners. */
void tw_best_add(struct tw_best_finder *finder, const struct tw_block *block,
	const uint8_t lengths[TW_BLOCK],
	const uint8_t corners[TW_BLOCK_CORNERS_SIZE]);

void tw_best_put(const struct tw_best_finder *finder,
	uint8_t to[TW_BEST_SIZE]);

#endif
