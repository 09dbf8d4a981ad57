/* four.h: four numbers as a vector, on any machine. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_FOUR_H
#define MATCH_FOUR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint32_t tw_four __attribute__((vector_size(16)));
typedef int32_t tw_four_bits __attribute__((vector_size(16)));
typedef uint64_t tw_four_halves __attribute__((vector_size(16)));

static inline tw_four
tw_four_load(const uint32_t *p)
{
	tw_four v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline tw_four
tw_four_all(uint32_t x)
{
	return (tw_four){x, x, x, x};
}

static inline bool
tw_four_any(tw_four_bits v)
{
	tw_four_halves halves = (tw_four_halves)v;

	return (halves[0] | halves[1]) != 0;
}

/* The first `count` <= 4 of the places. */
static inline tw_four_bits
tw_four_first(uint32_t count)
{
	const tw_four_bits place = {0, 1, 2, 3};
	int32_t n = (int32_t)count;

	return place < (tw_four_bits){n, n, n, n};
}

/* The first `count` numbers, 1 to 4; in other places the first again. */
static inline tw_four
tw_four_repeat(tw_four v, uint32_t count)
{
	tw_four is_there = (tw_four)tw_four_first(count);

	return (v & is_there) | (tw_four_all(v[0]) & ~is_there);
}

/* Whether a number of `a` is one of `b`. */
static inline bool
tw_four_meet(tw_four a, tw_four b)
{
	tw_four one = {b[1], b[2], b[3], b[0]};
	tw_four two = {b[2], b[3], b[0], b[1]};
	tw_four three = {b[3], b[0], b[1], b[2]};

	return tw_four_any((a == b) | (a == one) | (a == two) | (a == three));
}

#endif
