/* bitpack_avx2.c: unpacking eight numbers at once, where there is AVX2. */
/* SPDX-License-Identifier: MIT */
#include "base/bitpack_wide.h"

#ifdef TW_HAVE_AVX2

#include <immintrin.h>

/*
 * Rows of four follow each other, so two of them are eight numbers in order.
 * As in bitpack.c a kernel has its width known and its rows written out.
 */
#define WIDE __attribute__((target("avx2")))
#define KERNEL WIDE static inline __attribute__((always_inline))

#define PAIRS_4(PAIR, r) PAIR(r) PAIR(r + 2) PAIR(r + 4) PAIR(r + 6)
#define PAIRS(PAIR) PAIRS_4(PAIR, 0) PAIRS_4(PAIR, 8) PAIRS_4(PAIR, 16) \
	PAIRS_4(PAIR, 24)

#define WIDTHS_8(WIDTH, a, b, c, d, e, f, g, h) \
	WIDTH(a) WIDTH(b) WIDTH(c) WIDTH(d) WIDTH(e) WIDTH(f) WIDTH(g) WIDTH(h)
#define WIDTHS(WIDTH) \
	WIDTHS_8(WIDTH, 0, 1, 2, 3, 4, 5, 6, 7) \
	WIDTHS_8(WIDTH, 8, 9, 10, 11, 12, 13, 14, 15) \
	WIDTHS_8(WIDTH, 16, 17, 18, 19, 20, 21, 22, 23) \
	WIDTHS_8(WIDTH, 24, 25, 26, 27, 28, 29, 30, 31) WIDTH(32)

KERNEL __m128i
load_word(const uint8_t *packed, unsigned word)
{
	return _mm_loadu_si128((const __m128i *)(const void *)packed + word);
}

/* Words `a` and `b` of all lanes side by side. */
KERNEL __m256i
load_words(const uint8_t *packed, unsigned a, unsigned b)
{
	if (a == b)
		return _mm256_broadcastsi128_si256(load_word(packed, a));
	return _mm256_inserti128_si256(
		_mm256_castsi128_si256(load_word(packed, a)),
		load_word(packed, b), 1);
}

KERNEL __m256i
two_counts(unsigned a, unsigned b)
{
	return _mm256_set_epi32((int)b, (int)b, (int)b, (int)b, (int)a, (int)a,
		(int)a, (int)a);
}

/* Rows r and r + 1; see unpack_row in bitpack.c. */
KERNEL __m256i
unpack_pair(const uint8_t *packed, unsigned width, unsigned r)
{
	unsigned word = r * width / 32;
	unsigned next_word = (r + 1) * width / 32;
	unsigned bit = r * width % 32;
	unsigned next_bit = (r + 1) * width % 32;

	if (width == 0)
		return _mm256_setzero_si256();
	__m256i v = _mm256_srlv_epi32(load_words(packed, word, next_word),
		two_counts(bit, next_bit));
	/* What is shifted by 32 is 0, what is above the width is masked. */
	if (bit + width > 32 || next_bit + width > 32)
		v = _mm256_or_si256(v, _mm256_sllv_epi32(
			load_words(packed, word + 1, next_word + 1),
			two_counts(32 - bit, 32 - next_bit)));
	if (width < 32)
		v = _mm256_and_si256(v, _mm256_set1_epi32(
			(int)((UINT32_C(1) << width % 32) - 1)));
	return v;
}

KERNEL void
store_pair(uint32_t *numbers, unsigned r, __m256i v)
{
	_mm256_storeu_si256((__m256i *)(void *)(numbers + 4 * r), v);
}

KERNEL void
unpack(const uint8_t *restrict packed, unsigned width,
	uint32_t *restrict numbers)
{
#define PAIR(r) store_pair(numbers, r, unpack_pair(packed, width, r));
	PAIRS(PAIR)
#undef PAIR
}

/* Each becomes the sum of itself and all before it. */
KERNEL __m256i
running_sum(__m256i v)
{
	v = _mm256_add_epi32(v, _mm256_slli_si256(v, 4));
	v = _mm256_add_epi32(v, _mm256_slli_si256(v, 8));
	__m256i low = _mm256_permute2x128_si256(v, v, 0x08);
	return _mm256_add_epi32(v, _mm256_shuffle_epi32(low, 0xff));
}

KERNEL void
unpack_ascending(const uint8_t *restrict packed, unsigned width,
	uint32_t before, uint32_t *restrict numbers)
{
	const __m256i seventh = _mm256_set1_epi32(7);
	const __m256i one = _mm256_set1_epi32(1);
	__m256i last = _mm256_set1_epi32((int)before);
#define PAIR(r) \
	{ \
		__m256i v = running_sum(_mm256_add_epi32( \
			unpack_pair(packed, width, r), one)); \
 \
		store_pair(numbers, r, _mm256_add_epi32(v, last)); \
		last = _mm256_add_epi32(last, \
			_mm256_permutevar8x32_epi32(v, seventh)); \
	}
	PAIRS(PAIR)
#undef PAIR
}

#define WIDTH(w) \
	WIDE static void \
	unpack_##w(const uint8_t *packed, uint32_t *numbers) \
	{ \
		unpack(packed, w, numbers); \
	} \
 \
	WIDE static void \
	unpack_ascending_##w(const uint8_t *packed, uint32_t before, \
		uint32_t *numbers) \
	{ \
		unpack_ascending(packed, w, before, numbers); \
	}
WIDTHS(WIDTH)
#undef WIDTH

typedef void unpack_fn(const uint8_t *, uint32_t *);
typedef void unpack_ascending_fn(const uint8_t *, uint32_t, uint32_t *);

#define WIDTH(w) unpack_##w,
static unpack_fn *const unpack_kernels[] = {WIDTHS(WIDTH)};
#undef WIDTH

#define WIDTH(w) unpack_ascending_##w,
static unpack_ascending_fn *const unpack_ascending_kernels[] = {
	WIDTHS(WIDTH)
};
#undef WIDTH

void
tw_unpack_avx2(const uint8_t *packed, unsigned width,
	uint32_t numbers[TW_BLOCK])
{
	unpack_kernels[width](packed, numbers);
}

void
tw_unpack_ascending_avx2(const uint8_t *packed, unsigned width,
	uint32_t before, uint32_t numbers[TW_BLOCK])
{
	unpack_ascending_kernels[width](packed, before, numbers);
}

#else

/* ISO C has no empty file. */
typedef int tw_no_avx2;

#endif
