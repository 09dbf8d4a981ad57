/* hash.c: a 64-bit hash of bytes, the same on every machine. */
/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include "base/bytes.h"

/*
 * Words of the input are multiplied two by two, as in wyhash and its kin. The
 * secrets are digits of the golden ratio, pi, e and the square root of two,
 * made odd.
 */
#define SECRET_0 UINT64_C(0x9e3779b97f4a7c15)
#define SECRET_1 UINT64_C(0x243f6a8885a308d3)
#define SECRET_2 UINT64_C(0xb7e151628aed2a6b)
#define SECRET_3 UINT64_C(0x6a09e667f3bcc909)

uint64_t
tw_hash64(const void *bytes, size_t n)
{
	const uint8_t *p = bytes;
	uint64_t hash = n * SECRET_0;
	uint64_t first = 0;
	uint64_t last = 0;
	size_t left = n;

	for (; left > 16; left -= 16, p += 16)
		hash = tw_hash_fold(tw_le64(p) ^ SECRET_1,
			tw_le64(p + 8) ^ hash);
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
	hash = tw_hash_fold(first ^ SECRET_2, last ^ hash);
	return tw_hash_fold(hash ^ SECRET_3, SECRET_1);
}
