/* often.h: which of many articles have a word often enough. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_OFTEN_H
#define MATCH_OFTEN_H

#include <stdint.h>

#define TW_OFTEN_GROUP 16	/* articles */
#define TW_OFTEN_GROUPS 64	/* looked at in one go */

/*
 * Of 64 groups of articles, those with an article whose frequency is at least
 * what the group's sum asks for: least[sum], which descends. As bits; and in
 * `ret`, for each such group, which articles these are, the lowest bit first.
 * The twin is for processors without vectors, and for tests.
 */
uint64_t tw_often_enough(
	const uint8_t freqs[TW_OFTEN_GROUPS * TW_OFTEN_GROUP],
	const uint8_t sums[TW_OFTEN_GROUPS], const uint8_t least[256],
	uint16_t ret[TW_OFTEN_GROUPS]);
uint64_t tw_often_enough_plain(
	const uint8_t freqs[TW_OFTEN_GROUPS * TW_OFTEN_GROUP],
	const uint8_t sums[TW_OFTEN_GROUPS], const uint8_t least[256],
	uint16_t ret[TW_OFTEN_GROUPS]);

#endif
