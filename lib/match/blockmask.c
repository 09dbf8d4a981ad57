/* blockmask.c: which articles of a block others let pass, as bits. */
/* SPDX-License-Identifier: MIT */
#include "match/blockmask.h"

#include <string.h>

#include "base/cpu.h"

#ifdef TW_X86
#include <immintrin.h>
#define HAVE_AVX2
#define WIDE __attribute__((target("avx2")))
#endif

#define CLEAR(mask) memset(mask, 0, TW_MASK_WORDS * sizeof(*(mask)))

static inline uint64_t
has_bit(const uint8_t *bits, uint32_t at)
{
	return bits[at / 8] >> at % 8 & 1;
}

void
tw_mask_bits_plain(const uint32_t *docs, uint32_t count, const uint8_t *bits,
	uint32_t first, uint64_t ret[TW_MASK_WORDS])
{
	CLEAR(ret);
	for (uint32_t i = 0; i < count; i++)
		ret[i / 64] |= has_bit(bits, docs[i] - first) << i % 64;
}

void
tw_mask_sums_plain(const uint32_t *docs, uint32_t count, const uint8_t *sums,
	uint32_t least, uint64_t ret[TW_MASK_WORDS])
{
	CLEAR(ret);
	for (uint32_t i = 0; i < count; i++)
		ret[i / 64] |= (uint64_t)(sums[docs[i] / 16] >= least) <<
			i % 64;
}

/* ------------------------------------------------------------------ */

#ifdef HAVE_AVX2
WIDE static inline __m256i
load(const uint32_t *docs)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)docs);
}

/* The highest bit of each of eight numbers. */
WIDE static inline uint64_t
signs(__m256i v)
{
	return (uint64_t)(unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(v));
}

WIDE static void
bits_wide(const uint32_t *docs, uint32_t count, const uint8_t *bits,
	uint32_t first, uint64_t ret[TW_MASK_WORDS])
{
	const __m256i start = _mm256_set1_epi32((int)(first / 32));
	uint32_t i = 0;

	CLEAR(ret);
	for (; i + 8 <= count; i += 8) {
		__m256i v = load(docs + i);
		__m256i at = _mm256_sub_epi32(_mm256_srli_epi32(v, 5), start);
		__m256i word = _mm256_i32gather_epi32(
			(const int *)(const void *)bits, at, 4);

		/* Shifts of a variable take the lower five bits alone. */
		v = _mm256_sllv_epi32(word, _mm256_andnot_si256(v,
			_mm256_set1_epi32(31)));
		ret[i / 64] |= signs(v) << i % 64;
	}
	for (; i < count; i++)
		ret[i / 64] |= has_bit(bits, docs[i] - first) << i % 64;
}

WIDE static void
sums_wide(const uint32_t *docs, uint32_t count, const uint8_t *sums,
	uint32_t least, uint64_t ret[TW_MASK_WORDS])
{
	const __m256i below = _mm256_set1_epi32((int)least - 1);
	const __m256i byte = _mm256_set1_epi32(255);
	uint32_t i = 0;

	CLEAR(ret);
	for (; i + 8 <= count; i += 8) {
		__m256i group = _mm256_srli_epi32(load(docs + i), 4);
		__m256i sum = _mm256_and_si256(byte, _mm256_i32gather_epi32(
			(const int *)(const void *)sums, group, 1));

		ret[i / 64] |= signs(_mm256_cmpgt_epi32(sum, below)) << i % 64;
	}
	for (; i < count; i++)
		ret[i / 64] |= (uint64_t)(sums[docs[i] / 16] >= least) <<
			i % 64;
}
#endif

void
tw_mask_bits(const uint32_t *docs, uint32_t count, const uint8_t *bits,
	uint32_t first, uint64_t ret[TW_MASK_WORDS])
{
#ifdef HAVE_AVX2
	if (tw_cpu_has(TW_AVX2)) {
		bits_wide(docs, count, bits, first, ret);
		return;
	}
#endif
	tw_mask_bits_plain(docs, count, bits, first, ret);
}

void
tw_mask_sums(const uint32_t *docs, uint32_t count, const uint8_t *sums,
	uint32_t least, uint64_t ret[TW_MASK_WORDS])
{
#ifdef HAVE_AVX2
	if (tw_cpu_has(TW_AVX2)) {
		sums_wide(docs, count, sums, least, ret);
		return;
	}
#endif
	tw_mask_sums_plain(docs, count, sums, least, ret);
}
