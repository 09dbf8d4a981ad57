/* dice.h: random numbers for tests, the same in each run. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_DICE_H
#define TESTS_DICE_H

#include <stdint.h>

static inline uint32_t
dice(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (uint32_t)(((uint64_t)*seed * n) >> 32);
}

#endif
