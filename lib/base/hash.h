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

/* The same of two numbers, for tables in memory: each bit counts. */
uint64_t tw_hash_pair(uint64_t a, uint64_t b);

#endif
