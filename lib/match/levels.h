/* levels.h: which groups and articles may reach a score. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_LEVELS_H
#define MATCH_LEVELS_H

#include <stddef.h>
#include <stdint.h>

#include "base/kernels.h"

/* Sums are those of match/groupsums.h. */
#define TW_LEVELS_GROUP 16	/* articles of a sum */
#define TW_LEVELS_WINDOW 256	/* sums of a window of 4,096 articles */

/* Which sums of a window are at least `least`, as bits, and how many. */
uint32_t tw_levels_above(const uint8_t sums[TW_LEVELS_WINDOW], uint8_t least,
	uint64_t ret[TW_LEVELS_WINDOW / 64]);

/*
 * How many of the bits before these places, which ascend, are set: counted
 * from the multiple of 64 that the first of them is behind.
 */
void tw_levels_ranks(const uint8_t *bits, const uint16_t *at, uint32_t count,
	uint32_t *ret);

/* The greatest sum of a window. */
uint8_t tw_levels_most(const uint8_t sums[TW_LEVELS_WINDOW]);

/*
 * A list in a window: which articles it has, two bytes a group, the lowest
 * bit first, and a bound for each group, behind which TW_LEVELS_SLACK may be
 * read.
 */
#define TW_LEVELS_SLACK 2
struct tw_levels_list {
	const uint8_t *bits;
	const uint8_t *bounds;
};

/*
 * Which articles of a window may reach `least`, and what they may: of the
 * groups whose bits are set, by what each has in `extra` and the bounds of the
 * lists that have it. How many.
 */
struct tw_levels_window {
	const uint64_t *groups;
	const struct tw_levels_list *lists;
	uint32_t count;
	const uint8_t *extra;	/* 4,096 */
	uint8_t least;
};
struct tw_levels_found {
	uint16_t at[4096];	/* ascending */
	uint8_t sums[4096];
};
uint32_t tw_levels_narrow(const struct tw_levels_window *window,
	struct tw_levels_found *ret);

struct tw_levels_kernels {
	uint32_t (*above)(const uint8_t sums[TW_LEVELS_WINDOW], uint8_t least,
		uint64_t ret[TW_LEVELS_WINDOW / 64]);
	void (*ranks)(const uint8_t *bits, const uint16_t *at, uint32_t count,
		uint32_t *ret);
	uint8_t (*most)(const uint8_t sums[TW_LEVELS_WINDOW]);
	uint32_t (*narrow)(const struct tw_levels_window *window,
		struct tw_levels_found *ret);
};
TW_KERNELS(tw_levels);

#endif
