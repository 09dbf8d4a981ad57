/* often.c: which of many articles have a word often enough. */
/* SPDX-License-Identifier: MIT */
#include "match/often.h"

#include <stdbool.h>

#include "base/cpu.h"

#ifdef TW_X86
#include <immintrin.h>
#endif

uint64_t
tw_often_enough_plain(
	const uint8_t freqs[TW_OFTEN_GROUPS * TW_OFTEN_GROUP],
	const uint8_t sums[TW_OFTEN_GROUPS], const uint8_t least[256],
	uint16_t ret[TW_OFTEN_GROUPS])
{
	uint64_t groups = 0;

	for (uint32_t i = 0; i < TW_OFTEN_GROUPS; i++) {
		const uint8_t *group = freqs + TW_OFTEN_GROUP * i;
		unsigned bits = 0;

		for (unsigned n = 0; n < TW_OFTEN_GROUP; n++)
			bits |= (unsigned)(group[n] >= least[sums[i]]) << n;
		ret[i] = (uint16_t)bits;
		groups |= (uint64_t)(bits != 0) << i;
	}
	return groups;
}

#ifdef TW_X86

/* Of 32 numbers those that are not 0. */
__attribute__((target("avx2"))) static inline uint64_t
not_zero(const uint16_t numbers[32])
{
	const __m256i *p = (const void *)numbers;
	__m256i none = _mm256_setzero_si256();
	__m256i zeros = _mm256_packs_epi16(
		_mm256_cmpeq_epi16(_mm256_loadu_si256(p), none),
		_mm256_cmpeq_epi16(_mm256_loadu_si256(p + 1), none));

	zeros = _mm256_permute4x64_epi64(zeros, _MM_SHUFFLE(3, 1, 2, 0));
	return (uint32_t)~_mm256_movemask_epi8(zeros);
}

__attribute__((target("avx2"))) static inline uint8_t
greatest(__m256i v)
{
	__m128i m = _mm_max_epu8(_mm256_castsi256_si128(v),
		_mm256_extracti128_si256(v, 1));

	m = _mm_max_epu8(m, _mm_srli_si128(m, 8));
	m = _mm_max_epu8(m, _mm_srli_si128(m, 4));
	m = _mm_max_epu8(m, _mm_srli_si128(m, 2));
	m = _mm_max_epu8(m, _mm_srli_si128(m, 1));
	return (uint8_t)_mm_cvtsi128_si32(m);
}

/* Whether the greatest frequency is below what the greatest sum asks for. */
__attribute__((target("avx2"))) static inline bool
none_is_enough(const uint8_t *freqs, const uint8_t *sums,
	const uint8_t least[256])
{
	const __m256i *p = (const void *)freqs;
	const __m256i *s = (const void *)sums;
	__m256i most = _mm256_loadu_si256(p);

	for (uint32_t i = 1; i < TW_OFTEN_GROUPS / 2; i++)
		most = _mm256_max_epu8(most, _mm256_loadu_si256(p + i));
	return greatest(most) < least[greatest(_mm256_max_epu8(
		_mm256_loadu_si256(s), _mm256_loadu_si256(s + 1)))];
}

__attribute__((target("avx2"))) static uint64_t
enough_by_group(const uint8_t *freqs, const uint8_t *sums,
	const uint8_t least[256], uint16_t ret[TW_OFTEN_GROUPS])
{
	if (none_is_enough(freqs, sums, least))
		return 0;
	for (uint32_t i = 0; i < TW_OFTEN_GROUPS; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(
			freqs + TW_OFTEN_GROUP * i));
		__m128i all = _mm_set1_epi8((char)least[sums[i]]);

		ret[i] = (uint16_t)_mm_movemask_epi8(
			_mm_cmpeq_epi8(_mm_max_epu8(v, all), v));
	}
	return not_zero(ret) | not_zero(ret + 32) << 32;
}

uint64_t
tw_often_enough(const uint8_t freqs[TW_OFTEN_GROUPS * TW_OFTEN_GROUP],
	const uint8_t sums[TW_OFTEN_GROUPS], const uint8_t least[256],
	uint16_t ret[TW_OFTEN_GROUPS])
{
	return tw_cpu_has(TW_AVX2)
		? enough_by_group(freqs, sums, least, ret)
		: tw_often_enough_plain(freqs, sums, least, ret);
}

#else

uint64_t
tw_often_enough(const uint8_t freqs[TW_OFTEN_GROUPS * TW_OFTEN_GROUP],
	const uint8_t sums[TW_OFTEN_GROUPS], const uint8_t least[256],
	uint16_t ret[TW_OFTEN_GROUPS])
{
	return tw_often_enough_plain(freqs, sums, least, ret);
}

#endif
