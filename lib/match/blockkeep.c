/* blockkeep.c: which articles of a full block pass a test, 128 at once. */
/* SPDX-License-Identifier: MIT */
#include "match/blockkeep.h"

#include "base/bytes.h"
#include "base/cpu.h"

#ifdef TW_X86
#include <immintrin.h>
#define WIDE __attribute__((target("avx2")))
#endif

/* ------------------------------------------------------------------ */
/* The portable twins.                                                  */

bool
tw_keep_by_bits_plain(const uint32_t docs[TW_BLOCK], const uint8_t *bits,
	uint8_t keep[TW_KEEP_BYTES])
{
	uint32_t base = docs[0] - docs[0] % 8;
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		unsigned found = 0;

		for (uint32_t j = 0; j < 8; j++) {
			uint32_t at = docs[8 * i + j] - base;

			found |= ((unsigned)bits[at / 8] >> at % 8 & 1) << j;
		}
		keep[i] = (uint8_t)(keep[i] & found);
		any |= keep[i];
	}
	return any != 0;
}

bool
tw_keep_by_level_plain(const uint32_t docs[TW_BLOCK], const uint8_t *levels,
	unsigned shift, unsigned least, uint8_t keep[TW_KEEP_BYTES])
{
	uint32_t base = (docs[0] >> shift) / 2;
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		unsigned found = 0;

		for (uint32_t j = 0; j < 8; j++) {
			uint32_t group = docs[8 * i + j] >> shift;
			unsigned level = (unsigned)levels[group / 2 - base] >>
				group % 2 * 4 & 15;

			found |= (level >= least ? 1u : 0u) << j;
		}
		keep[i] = (uint8_t)(keep[i] & found);
		any |= keep[i];
	}
	return any != 0;
}

bool
tw_keep_frequent_plain(const struct tw_keep_frequent *test,
	uint8_t keep[TW_KEEP_BYTES])
{
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		unsigned found = 0;

		for (uint32_t j = 8 * i; j < 8 * i + 8; j++) {
			uint8_t length = test->lengths[test->docs[j] -
				test->docs[0]];

			found |= ((float)test->freqs[j] >= test->ratio *
					test->norm[length] ? 1u : 0u) << j % 8;
		}
		keep[i] = (uint8_t)(keep[i] & found);
		any |= keep[i];
	}
	return any != 0;
}

uint32_t
tw_keep_places(const uint8_t keep[TW_KEEP_BYTES], uint8_t ret[TW_BLOCK])
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < TW_BLOCK; i += 64)
		for (uint64_t bits = tw_le64(keep + i / 8); bits;
			bits &= bits - 1)
			ret[count++] = (uint8_t)(i +
				(uint32_t)__builtin_ctzll(bits));
	return count;
}

/* ------------------------------------------------------------------ */
/* Vectors of eight.                                                    */

#ifdef TW_X86
/* Four bytes from a table of bytes, at each of eight places. */
WIDE static inline __m256i
look_up(const uint8_t *table, __m256i places)
{
	return _mm256_i32gather_epi32((const int *)(const void *)table, places,
		1);
}

WIDE static inline __m256i
load(const uint32_t *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

/* The highest bits of eight numbers. */
WIDE static inline unsigned
bits_of(__m256i numbers)
{
	return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(numbers));
}

WIDE static bool
by_bits_wide(const uint32_t docs[TW_BLOCK], const uint8_t *bits,
	uint8_t keep[TW_KEEP_BYTES])
{
	const __m256i base = _mm256_set1_epi32((int)(docs[0] / 8));
	const __m256i seven = _mm256_set1_epi32(7);
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		__m256i v = load(docs + (size_t)8 * i);
		__m256i found = look_up(bits,
			_mm256_sub_epi32(_mm256_srli_epi32(v, 3), base));

		found = _mm256_srlv_epi32(found, _mm256_and_si256(v, seven));
		keep[i] = (uint8_t)(keep[i] &
			bits_of(_mm256_slli_epi32(found, 31)));
		any |= keep[i];
	}
	return any != 0;
}

WIDE static bool
by_level_wide(const uint32_t docs[TW_BLOCK], const uint8_t *levels,
	unsigned shift, unsigned least, uint8_t keep[TW_KEEP_BYTES])
{
	const __m256i base = _mm256_set1_epi32((int)((docs[0] >> shift) / 2));
	const __m256i one = _mm256_set1_epi32(1);
	const __m256i low = _mm256_set1_epi32(15);
	const __m256i below = _mm256_set1_epi32((int)least - 1);
	const __m128i n = _mm_cvtsi32_si128((int)shift);
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		__m256i group = _mm256_srl_epi32(load(docs + (size_t)8 * i),
			n);
		__m256i found = look_up(levels, _mm256_sub_epi32(
			_mm256_srli_epi32(group, 1), base));

		found = _mm256_and_si256(low, _mm256_srlv_epi32(found,
			_mm256_slli_epi32(_mm256_and_si256(group, one), 2)));
		keep[i] = (uint8_t)(keep[i] &
			bits_of(_mm256_cmpgt_epi32(found, below)));
		any |= keep[i];
	}
	return any != 0;
}

WIDE static bool
frequent_wide(const struct tw_keep_frequent *test, uint8_t keep[TW_KEEP_BYTES])
{
	const __m256i base = _mm256_set1_epi32((int)test->docs[0]);
	const __m256i byte = _mm256_set1_epi32(255);
	const __m256 ratio = _mm256_set1_ps(test->ratio);
	unsigned any = 0;

	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++) {
		size_t at = (size_t)8 * i;

		if (keep[i] == 0)
			continue;
		__m256i length = _mm256_and_si256(byte, look_up(test->lengths,
			_mm256_sub_epi32(load(test->docs + at), base)));
		__m256 norm = _mm256_i32gather_ps(test->norm, length, 4);
		__m256 freq = _mm256_cvtepi32_ps(load(test->freqs + at));

		keep[i] = (uint8_t)(keep[i] & (unsigned)_mm256_movemask_ps(
			_mm256_cmp_ps(freq, _mm256_mul_ps(ratio, norm),
				_CMP_GE_OQ)));
		any |= keep[i];
	}
	return any != 0;
}

#define CHOOSE(wide, plain) (tw_cpu_has(TW_AVX2) ? (wide) : (plain))
#else
#define CHOOSE(wide, plain) (plain)
#endif

bool
tw_keep_by_bits(const uint32_t docs[TW_BLOCK], const uint8_t *bits,
	uint8_t keep[TW_KEEP_BYTES])
{
	return CHOOSE(by_bits_wide, tw_keep_by_bits_plain)(docs, bits, keep);
}

bool
tw_keep_by_level(const uint32_t docs[TW_BLOCK], const uint8_t *levels,
	unsigned shift, unsigned least, uint8_t keep[TW_KEEP_BYTES])
{
	return CHOOSE(by_level_wide, tw_keep_by_level_plain)(docs, levels,
		shift, least, keep);
}

bool
tw_keep_frequent(const struct tw_keep_frequent *test,
	uint8_t keep[TW_KEEP_BYTES])
{
	return CHOOSE(frequent_wide, tw_keep_frequent_plain)(test, keep);
}
