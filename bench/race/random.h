/* random.h: xoshiro256**, seeded by splitmix64 (Blackman, Vigna 2018). */
/* SPDX-License-Identifier: MIT */
#ifndef RACE_RANDOM_H
#define RACE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
};

static inline void
random_seed(struct random *random, uint64_t seed)
{
	for (size_t i = 0; i < 4; i++) {
		seed += 0x9e3779b97f4a7c15;
		uint64_t z = seed;
		z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
		z = (z ^ z >> 27) * 0x94d049bb133111eb;
		random->state[i] = z ^ z >> 31;
	}
}

static inline uint64_t
random_next(struct random *random)
{
	uint64_t *s = random->state;
	uint64_t five = s[1] * 5;
	uint64_t result = (five << 7 | five >> 57) * 9;
	uint64_t shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = s[3] << 45 | s[3] >> 19;
	return result;
}

/* 0 <= result < bound. */
static inline size_t
random_below(struct random *random, size_t bound)
{
	return (size_t)(((unsigned __int128)random_next(random) * bound) >> 64);
}

/* 0 <= result < 1. */
static inline double
random_unit(struct random *random)
{
	return (double)(random_next(random) >> 11) * 0x1p-53;
}

#endif
