/* hash.c: a 64-bit hash of bytes, the same on every machine. */
/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include "base/bytes.h"

/*
 * Folded multiplication, as in wyhash and its kin: two words of the input are
 * multiplied to 128 bits, whose halves are added without carry. The factors
 * go into the result too, so that a factor of zero does not swallow the
 * other. The secrets are digits of the golden ratio, pi, e and the square
 * root of two, made odd.
 */
#define SECRET_0 UINT64_C(0x9e3779b97f4a7c15)
#define SECRET_1 UINT64_C(0x243f6a8885a308d3)
#define SECRET_2 UINT64_C(0xb7e151628aed2a6b)
#define SECRET_3 UINT64_C(0x6a09e667f3bcc909)

static inline uint64_t
fold(uint64_t a, uint64_t b)
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

uint64_t
tw_hash64(const void *bytes, size_t n)
{
	const uint8_t *p = bytes;
	uint64_t hash = n * SECRET_0;
	uint64_t first = 0;
	uint64_t last = 0;
	size_t left = n;

	for (; left > 16; left -= 16, p += 16)
		hash = fold(tw_le64(p) ^ SECRET_1, tw_le64(p + 8) ^ hash);
	if (left >= 8) {
		first = tw_le64(p);
		last = tw_le64(p + left - 8);
	} else if (left >= 4) {
		first = tw_le32(p);
		last = tw_le32(p + left - 4);
	} else if (left > 0) {
		first = p[0] | (uint64_t)p[left / 2] << 8;
		last = p[left - 1];
	}
	hash = fold(first ^ SECRET_2, last ^ hash);
	return fold(hash ^ SECRET_3, SECRET_1);
}

uint64_t
tw_hash_pair(uint64_t a, uint64_t b)
{
	return fold(a ^ SECRET_0, b ^ SECRET_1);
}
