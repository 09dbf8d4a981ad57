/* siphash.c: a hash that nobody can guess who has not the key. */
/* SPDX-License-Identifier: MIT */
#include "serve/siphash.h"

struct state {
	uint64_t v0, v1, v2, v3;
};

static uint64_t
turn(uint64_t word, int bits)
{
	return word << bits | word >> (64 - bits);
}

static void
mix(struct state *s, int rounds)
{
	while (rounds-- > 0) {
		s->v0 += s->v1;
		s->v1 = turn(s->v1, 13) ^ s->v0;
		s->v0 = turn(s->v0, 32);
		s->v2 += s->v3;
		s->v3 = turn(s->v3, 16) ^ s->v2;
		s->v0 += s->v3;
		s->v3 = turn(s->v3, 21) ^ s->v0;
		s->v2 += s->v1;
		s->v1 = turn(s->v1, 17) ^ s->v2;
		s->v2 = turn(s->v2, 32);
	}
}

static uint64_t
little_endian(const uint8_t *p, size_t length)
{
	uint64_t word = 0;

	for (size_t i = 0; i < length; i++)
		word |= (uint64_t)p[i] << (8 * i);
	return word;
}

static void
take(struct state *s, uint64_t word)
{
	s->v3 ^= word;
	mix(s, 2);
	s->v0 ^= word;
}

uint64_t
siphash(const uint8_t key[SIPHASH_KEY], const void *bytes, size_t length)
{
	const uint8_t *p = bytes;
	uint64_t first = little_endian(key, 8);
	uint64_t second = little_endian(key + 8, 8);
	struct state s = {
		first ^ UINT64_C(0x736f6d6570736575),
		second ^ UINT64_C(0x646f72616e646f6d),
		first ^ UINT64_C(0x6c7967656e657261),
		second ^ UINT64_C(0x7465646279746573),
	};
	size_t at = 0;

	for (; length - at >= 8; at += 8)
		take(&s, little_endian(p + at, 8));
	take(&s, little_endian(p + at, length - at) | (uint64_t)length << 56);
	s.v2 ^= 0xff;
	mix(&s, 4);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}
