/* hash.h: a 64-bit hash of bytes, the same on every machine. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * Fit for the disk: the same bytes have the same hash whatever the byte order
 * and the word size. Not fit against an adversary who wants collisions.
 * O(n).
 */
uint64_t tw_hash64(const void *p, size_t n);

/*
 * Folded multiplication: two numbers are multiplied to 128 bits, whose halves
 * are added without carry. They go into the result too, so that a factor of
 * zero does not swallow the other.
 */
static inline uint64_t
tw_hash_fold(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	unsigned __int128 product = (unsigned __int128)a * b;

	return a ^ b ^ (uint64_t)product ^ (uint64_t)(product >> 64);
#else
	uint64_t a_low = (uint32_t)a, a_high = a >> 32;
	uint64_t b_low = (uint32_t)b, b_high = b >> 32;
	uint64_t low = a_low * b_low;
	uint64_t middle = a_high * b_low + (low >> 32);
	uint64_t other = a_low * b_high + (uint32_t)middle;
	uint64_t high = a_high * b_high + (middle >> 32) + (other >> 32);

	return a ^ b ^ ((other << 32) | (uint32_t)low) ^ high;
#endif
}

#endif
