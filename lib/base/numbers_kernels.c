/* numbers_kernels.c: arrays of numbers, a vector at a time. */
/* SPDX-License-Identifier: MIT */
#include "base/numbers.h"

#include <stdbool.h>

#include "base/vec.h"

#define EACH (TW_VEC / 4)	/* numbers of a vector */

static uint64_t
above(const uint32_t numbers[64], int32_t least)
{
	tw_int32 all = tw_int32_all(least);
	uint64_t bits = 0;

#define IS(n) (tw_int32_load(numbers + i + (n) * EACH) >= all)
	for (uint32_t i = 0; i < 64; i += 4 * EACH)
		bits |= (uint64_t)tw_mask32((struct tw_is_32){
			IS(0), IS(1), IS(2), IS(3)}) << i;
#undef IS
	return bits;
}

static uint64_t
scores_above(const float scores[64], float least)
{
	tw_float all = tw_float_all(least);
	uint64_t bits = 0;

#define IS(n) (tw_float_load(scores + i + (n) * EACH) >= all)
	for (uint32_t i = 0; i < 64; i += 4 * EACH)
		bits |= (uint64_t)tw_mask32((struct tw_is_32){
			IS(0), IS(1), IS(2), IS(3)}) << i;
#undef IS
	return bits;
}

/* Whether one of 64 is. */
TW_KERNEL bool
is_any_above(const float scores[64], tw_float least)
{
	tw_float most = tw_float_load(scores);

	for (uint32_t i = EACH; i < 64; i += EACH)
		most = tw_float_max(most, tw_float_load(scores + i));
	return tw_is_any32(most >= least);
}

static uint32_t
scores_find(const float *scores, uint32_t count, float least, uint16_t *ret)
{
	tw_float all = tw_float_all(least);
	uint32_t found = 0;

	for (uint32_t i = 0; i < count; i += 64) {
		if (!is_any_above(scores + i, all))
			continue;
		for (uint64_t bits = scores_above(scores + i, least); bits;
			bits &= bits - 1)
			ret[found++] = (uint16_t)(i +
				(uint32_t)__builtin_ctzll(bits));
	}
	return found;
}

/*
 * Each vector is summed in itself first, so that one waits for the other with
 * a single addition.
 */
static void
sums(uint32_t *numbers, uint32_t count, uint32_t before)
{
	tw_vec32 last = tw_vec32_all(before);

	for (uint32_t i = 0; i < count; i += EACH) {
		tw_vec32 v = tw_running_sum(tw_vec32_load(numbers + i));

		tw_vec32_store(numbers + i, v + last);
		last += tw_all_last(v);
	}
}

/* By an instruction, in the tiers that have it. */
static uint64_t
count_bits(const uint64_t *words, size_t count)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += (uint64_t)__builtin_popcountll(words[i]);
	return sum;
}

/*
 * The numbers of four vectors at a time are held against each that there is:
 * so a vector of counts needs no sum across it.
 */
static void
ranks(const int32_t *numbers, uint32_t count, uint32_t *ret)
{
	for (uint32_t i = 0; i < count; i += 4 * EACH) {
		tw_int32 a = tw_int32_load(numbers + i);
		tw_int32 b = tw_int32_load(numbers + i + EACH);
		tw_int32 c = tw_int32_load(numbers + i + 2 * EACH);
		tw_int32 d = tw_int32_load(numbers + i + 3 * EACH);
		tw_int32 lower[4] = {{0}};

		for (uint32_t j = 0; j < count; j++) {
			tw_int32 other = tw_int32_all(numbers[j]);

			/* What is true is -1. */
			lower[0] -= (tw_int32)(other < a);
			lower[1] -= (tw_int32)(other < b);
			lower[2] -= (tw_int32)(other < c);
			lower[3] -= (tw_int32)(other < d);
		}
		for (uint32_t j = 0; j < 4; j++)
			tw_int32_store(ret + i + j * EACH, lower[j]);
	}
}

const struct tw_numbers_kernels TW_OF_TIER(tw_numbers) = {
	.above = above,
	.scores_above = scores_above,
	.scores_find = scores_find,
	.sums = sums,
	.count_bits = count_bits,
	.ranks = ranks,
};
