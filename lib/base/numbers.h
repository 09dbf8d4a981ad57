/* numbers.h: arrays of numbers as vectors: compared, summed, counted. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_NUMBERS_H
#define BASE_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/kernels.h"

/* Which of 64 numbers below 2 to the 31st are at least `least`, as bits. */
uint64_t tw_numbers_above(const uint32_t numbers[64], uint32_t least);

/* Which of 64 scores are. */
uint64_t tw_scores_above(const float scores[64], float least);

/*
 * The places of those of `count`, a multiple of 64 up to 65,536, ascending;
 * how many they are. Quick where they are few.
 */
uint32_t tw_scores_find(const float *scores, uint32_t count, float least,
	uint16_t *ret);

/*
 * numbers[i] becomes before + numbers[0] + ... + numbers[i], modulo 2^32. Up
 * to seven numbers behind the last are read and changed: sums are taken eight
 * at a time.
 */
void tw_sums(uint32_t *numbers, uint32_t count, uint32_t before);

/* How many bits of so many words are set. */
uint64_t tw_count_bits(const uint64_t *words, size_t count);

/*
 * How many of the numbers are lower than each: O(count^2), by vectors. Room for
 * 31 more is there behind either array.
 */
#define TW_RANKS_SLACK 31
void tw_ranks(const int32_t *numbers, uint32_t count, uint32_t *ret);

struct tw_numbers_kernels {
	uint64_t (*above)(const uint32_t numbers[64], int32_t least);
	uint64_t (*scores_above)(const float scores[64], float least);
	uint32_t (*scores_find)(const float *scores, uint32_t count,
		float least, uint16_t *ret);
	void (*sums)(uint32_t *numbers, uint32_t count, uint32_t before);
	uint64_t (*count_bits)(const uint64_t *words, size_t count);
	void (*ranks)(const int32_t *numbers, uint32_t count, uint32_t *ret);
};
TW_KERNELS(tw_numbers);

#endif
