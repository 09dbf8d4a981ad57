/* above.c: which of many numbers are great enough. */
/* SPDX-License-Identifier: MIT */
#include "base/above.h"

#include "base/cpu.h"

#ifdef TW_X86
#include <immintrin.h>
#define HAVE_AVX2
#endif

uint64_t
tw_numbers_above_plain(const uint32_t numbers[64], uint32_t least)
{
	uint64_t bits = 0;

	for (uint32_t i = 0; i < 64; i++)
		bits |= (uint64_t)(numbers[i] >= least) << i;
	return bits;
}

#ifdef HAVE_AVX2

__attribute__((target("avx2"))) static uint64_t
above_by_eight(const uint32_t numbers[64], uint32_t least)
{
	__m256i below = _mm256_set1_epi32((int32_t)(least - 1));
	uint64_t bits = 0;

	for (uint32_t i = 0; i < 64; i += 8) {
		__m256i v = _mm256_loadu_si256(
			(const __m256i *)(const void *)(numbers + i));
		int mask = _mm256_movemask_ps(_mm256_castsi256_ps(
			_mm256_cmpgt_epi32(v, below)));

		bits |= (uint64_t)(unsigned)mask << i;
	}
	return bits;
}

uint64_t
tw_numbers_above(const uint32_t numbers[64], uint32_t least)
{
	if (least > INT32_MAX)
		return 0;
	return tw_cpu_has(TW_AVX2) ? above_by_eight(numbers, least)
		: tw_numbers_above_plain(numbers, least);
}

#else

uint64_t
tw_numbers_above(const uint32_t numbers[64], uint32_t least)
{
	return tw_numbers_above_plain(numbers, least);
}

#endif
