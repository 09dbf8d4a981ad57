/* sums.c: running sums of numbers, as vectors. */
/* SPDX-License-Identifier: MIT */
#include "base/sums.h"

#include <string.h>

#include "base/cpu.h"

#ifdef TW_X86
#include <immintrin.h>
#define HAVE_AVX2
#endif

void
tw_sums_scalar(uint32_t *numbers, uint32_t count, uint32_t before)
{
	for (uint32_t i = 0; i < count; i++) {
		before += numbers[i];
		numbers[i] = before;
	}
}

#if defined(__has_builtin) && !defined(TW_NO_SIMD)
#if __has_builtin(__builtin_shufflevector)
#define HAVE_VECTORS
#endif
#endif

/*
 * Each vector is summed in itself first, so that one waits for the other with
 * a single addition.
 */
#ifdef HAVE_VECTORS
typedef uint32_t four __attribute__((vector_size(16)));

static void
sums_by_four(uint32_t *numbers, uint32_t count, uint32_t before)
{
	const four zero = {0};
	four last = {before, before, before, before};

	for (uint32_t i = 0; i < count; i += 4) {
		four v;

		memcpy(&v, numbers + i, sizeof(v));
		v += __builtin_shufflevector(v, zero, 4, 0, 1, 2);
		v += __builtin_shufflevector(v, zero, 4, 4, 0, 1);

		four sums = v + last;

		last += __builtin_shufflevector(v, v, 3, 3, 3, 3);
		memcpy(numbers + i, &sums, sizeof(sums));
	}
}
#else
#define sums_by_four tw_sums_scalar
#endif

#ifdef HAVE_AVX2
__attribute__((target("avx2"))) static void
sums_by_eight(uint32_t *numbers, uint32_t count, uint32_t before)
{
	const __m256i seventh = _mm256_set1_epi32(7);
	__m256i last = _mm256_set1_epi32((int)before);

	for (uint32_t i = 0; i < count; i += 8) {
		__m256i *p = (__m256i *)(void *)(numbers + i);
		__m256i v = _mm256_loadu_si256(p);

		v = _mm256_add_epi32(v, _mm256_slli_si256(v, 4));
		v = _mm256_add_epi32(v, _mm256_slli_si256(v, 8));
		v = _mm256_add_epi32(v, _mm256_shuffle_epi32(
			_mm256_permute2x128_si256(v, v, 8), 0xff));
		_mm256_storeu_si256(p, _mm256_add_epi32(v, last));
		last = _mm256_add_epi32(last,
			_mm256_permutevar8x32_epi32(v, seventh));
	}
}
#endif

void
tw_sums(uint32_t *numbers, uint32_t count, uint32_t before)
{
#ifdef HAVE_AVX2
	if (tw_cpu_has(TW_AVX2)) {
		sums_by_eight(numbers, count, before);
		return;
	}
#endif
	sums_by_four(numbers, count, before);
}
