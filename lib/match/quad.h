/* quad.h: four numbers as a vector, on any machine. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_QUAD_H
#define MATCH_QUAD_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint32_t tw_quad __attribute__((vector_size(16)));
typedef int32_t tw_quad_bits __attribute__((vector_size(16)));
typedef uint64_t tw_quad_halves __attribute__((vector_size(16)));

static inline tw_quad
tw_quad_load(const uint32_t *p)
{
	tw_quad v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline tw_quad
tw_quad_all(uint32_t x)
{
	return (tw_quad){x, x, x, x};
}

static inline bool
tw_quad_any(tw_quad_bits v)
{
	tw_quad_halves halves = (tw_quad_halves)v;

	return (halves[0] | halves[1]) != 0;
}

/* The first `count` <= 4 of the places. */
static inline tw_quad_bits
tw_quad_first(uint32_t count)
{
	const tw_quad_bits place = {0, 1, 2, 3};
	int32_t n = (int32_t)count;

	return place < (tw_quad_bits){n, n, n, n};
}

/* The first `count` numbers, 1 to 4; in other places the first again. */
static inline tw_quad
tw_quad_repeat(tw_quad v, uint32_t count)
{
	tw_quad is_there = (tw_quad)tw_quad_first(count);

	return (v & is_there) | (tw_quad_all(v[0]) & ~is_there);
}

/* Whether a number of `a` is one of `b`. */
static inline bool
tw_quad_meet(tw_quad a, tw_quad b)
{
	tw_quad one = {b[1], b[2], b[3], b[0]};
	tw_quad two = {b[2], b[3], b[0], b[1]};
	tw_quad three = {b[3], b[0], b[1], b[2]};

	return tw_quad_any((a == b) | (a == one) | (a == two) | (a == three));
}

#endif
