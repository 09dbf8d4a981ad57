/* groupsums.h: adds up the bounds of groups of articles, list by list. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_GROUPSUMS_H
#define MATCH_GROUPSUMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/kernels.h"

/*
 * Levels are those of index/bounds.h; sums are bytes, one for each 16 articles.
 */
#define TW_SUM_GROUP 16		/* articles of a sum */

/*
 * Adds to each sum what the table says of its level; what is too much becomes
 * 255. Each of the bytes, a multiple of 16, has two levels, each of which goes
 * to 1 << shift <= 4 sums.
 */
void tw_groupsums_add(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16]);

/*
 * The same for articles that all lists have: a sum that is 0 stays so, and a
 * sum whose level the table has as 0 becomes 0.
 */
void tw_groupsums_meet(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16]);

/* Which of 64 sums are at least `least`, as bits. */
uint64_t tw_groupsums_above(const uint8_t sums[64], uint8_t least);

typedef void tw_groupsums_fn(uint8_t *sums, const uint8_t *levels,
	size_t bytes, unsigned shift, const uint8_t table[16]);

struct tw_groupsums_kernels {
	tw_groupsums_fn *add;
	tw_groupsums_fn *meet;
	uint64_t (*above)(const uint8_t sums[64], uint8_t least);
};
TW_KERNELS(tw_groupsums);

#endif
