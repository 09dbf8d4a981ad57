/* length.c: a length in one byte, exact to 40, then four significant bits. */
/* SPDX-License-Identifier: MIT */
#include "index/length.h"

/*
 * Lucene's SmallFloat: lengths below FREE are themselves; what is above it is
 * a number of at most three bits, or four bits of which the first is left
 * out, and their shift plus one: shift << 3 | bits.
 */
#define FREE 24

uint8_t
tw_length_encode(uint32_t length)
{
	if (length > INT32_MAX)
		length = INT32_MAX;
	if (length < FREE)
		return (uint8_t)length;

	uint32_t rest = length - FREE;

	if (rest < 8)
		return (uint8_t)length;
	unsigned shift = 28 - (unsigned)__builtin_clz(rest);

	return (uint8_t)(FREE + ((shift + 1) << 3 | (rest >> shift & 7)));
}

uint32_t
tw_length_decode(uint8_t byte)
{
	if (byte < FREE + 8)
		return byte;

	uint32_t code = (uint32_t)byte - FREE;

	return FREE + ((8 | (code & 7)) << ((code >> 3) - 1));
}

static uint32_t
rest_of(uint32_t length)
{
	return length - tw_length_decode(tw_length_encode(length));
}

uint32_t
tw_length_rests(uint32_t all, uint32_t title)
{
	return (rest_of(all) & ((1u << TW_LENGTH_REST) - 1)) |
		rest_of(title) << TW_LENGTH_REST;
}

void
tw_length_norms(const struct tw_ranking *ranking, uint64_t docs,
	uint64_t total_length, float norms[256])
{
	double k1 = tw_ranking_k1(ranking);
	double b = tw_ranking_b(ranking);
	double average = 1;

	if (docs > 0 && total_length > 0)
		average = (double)total_length / (double)docs;
	for (unsigned i = 0; i < 256; i++) {
		double length = (double)tw_length_decode((uint8_t)i);

		norms[i] = (float)(k1 * (1 - b + b * length / average));
	}
}
