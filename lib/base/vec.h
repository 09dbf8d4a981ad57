/* vec.h: vectors as wide as a tier of kernels has them. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_VEC_H
#define BASE_VEC_H

/*
 * For files of kernels (base/kernels.h) alone. What compilers' vectors can say
 * is said with them; here is the rest, for each tier in the way that is quick
 * there. All else is in terms of these, so a kernel is written once.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/bytes.h"
#include "base/kernels.h"

#if TW_TIER == TW_TIER_AVX2
#include <immintrin.h>
#define TW_VEC 32
#elif TW_TIER == TW_TIER_SSE41
#include <smmintrin.h>
#define TW_VEC 16
#else
#define TW_VEC 16
#if defined(__aarch64__) && !defined(TW_NO_SIMD)
#include <arm_neon.h>
#define TW_NEON
#endif
#endif

#define TW_OF_VEC(n) __attribute__((vector_size(n)))

typedef uint8_t tw_vec8 TW_OF_VEC(TW_VEC);
typedef uint16_t tw_vec16 TW_OF_VEC(TW_VEC);
typedef uint32_t tw_vec32 TW_OF_VEC(TW_VEC);
typedef int32_t tw_int32 TW_OF_VEC(TW_VEC);
typedef float tw_float TW_OF_VEC(TW_VEC);
typedef uint64_t tw_vec64 TW_OF_VEC(TW_VEC);

/* Four numbers, in any tier. */
typedef uint32_t tw_lanes TW_OF_VEC(16);

#define TW_KERNEL static inline __attribute__((always_inline))

/* shuffle(a, b, ...): elements by their numbers, those of b behind a's. */
#if defined(__clang__) || __GNUC__ >= 12
#define TW_SHUFFLE(type, a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define TW_SHUFFLE(type, a, b, ...) __builtin_shuffle(a, b, (type){__VA_ARGS__})
#endif

#define TW_VEC_FUNCTIONS(type, number) \
	TW_KERNEL type \
	type##_load(const void *p) \
	{ \
		type v; \
 \
		memcpy(&v, p, sizeof(v)); \
		return v; \
	} \
 \
	TW_KERNEL void \
	type##_store(void *p, type v) \
	{ \
		memcpy(p, &v, sizeof(v)); \
	} \
 \
	TW_KERNEL type \
	type##_all(number n) \
	{ \
		return n - (type){0}; \
	}

TW_VEC_FUNCTIONS(tw_vec8, uint8_t)
TW_VEC_FUNCTIONS(tw_vec32, uint32_t)
TW_VEC_FUNCTIONS(tw_int32, int32_t)
TW_VEC_FUNCTIONS(tw_float, float)
TW_VEC_FUNCTIONS(tw_lanes, uint32_t)

/* Words as they are stored, from words as they are loaded, and back. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define TW_LE_WORDS(v) (v)
#else
#define TW_LE_WORDS(v) \
	((v) >> 24 | ((v) >> 8 & 0xff00) | ((v) & 0xff00) << 8 | (v) << 24)
#endif

/* ------------------------------------------------------------------ */
/* Bytes.                                                               */

/* Bit i is that of byte i, which is 0 or 255. */
TW_KERNEL uint32_t
tw_mask8(tw_vec8 v)
{
#if TW_TIER == TW_TIER_AVX2
	return (uint32_t)_mm256_movemask_epi8((__m256i)v);
#elif TW_TIER == TW_TIER_SSE41
	return (uint32_t)_mm_movemask_epi8((__m128i)v);
#elif defined(TW_NEON)
	static const uint8x16_t bit = {1, 2, 4, 8, 16, 32, 64, 128,
		1, 2, 4, 8, 16, 32, 64, 128};
	uint8x16_t bits = vandq_u8((uint8x16_t)v, bit);

	return vaddv_u8(vget_low_u8(bits)) |
		(uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
#else
	/* The product has bit 8 * i of a word as its bit 56 + i. */
	const uint64_t lowest = 0x0101010101010101;
	const uint64_t gather = 0x0102040810204080;
	uint64_t words[2];

	memcpy(words, &v, sizeof(words));
	return (uint32_t)((TW_LE64(words[0]) & lowest) * gather >> 56 |
		(TW_LE64(words[1]) & lowest) * gather >> 56 << 8);
#endif
}

/* What is too much becomes 255. */
TW_KERNEL tw_vec8
tw_add8(tw_vec8 a, tw_vec8 b)
{
#if TW_TIER == TW_TIER_AVX2
	return (tw_vec8)_mm256_adds_epu8((__m256i)a, (__m256i)b);
#elif TW_TIER == TW_TIER_SSE41
	return (tw_vec8)_mm_adds_epu8((__m128i)a, (__m128i)b);
#else
	tw_vec8 sum = a + b;

	return sum | (tw_vec8)(sum < a);
#endif
}

TW_KERNEL tw_vec8
tw_max8(tw_vec8 a, tw_vec8 b)
{
#if TW_TIER == TW_TIER_AVX2
	return (tw_vec8)_mm256_max_epu8((__m256i)a, (__m256i)b);
#elif TW_TIER == TW_TIER_SSE41
	return (tw_vec8)_mm_max_epu8((__m128i)a, (__m128i)b);
#else
	tw_vec8 is = (tw_vec8)(a > b);

	return (a & is) | (b & ~is);
#endif
}

TW_KERNEL tw_vec8
tw_min8(tw_vec8 a, tw_vec8 b)
{
#if TW_TIER == TW_TIER_AVX2
	return (tw_vec8)_mm256_min_epu8((__m256i)a, (__m256i)b);
#elif TW_TIER == TW_TIER_SSE41
	return (tw_vec8)_mm_min_epu8((__m128i)a, (__m128i)b);
#else
	return a + b - tw_max8(a, b);
#endif
}

/* 255 where a is at least b. */
TW_KERNEL tw_vec8
tw_is_least8(tw_vec8 a, tw_vec8 b)
{
#if TW_TIER == TW_TIER_AVX2
	return (tw_vec8)_mm256_cmpeq_epi8((__m256i)a,
		_mm256_max_epu8((__m256i)a, (__m256i)b));
#elif TW_TIER == TW_TIER_SSE41
	return (tw_vec8)_mm_cmpeq_epi8((__m128i)a,
		_mm_max_epu8((__m128i)a, (__m128i)b));
#else
	return (tw_vec8)(a >= b);
#endif
}

/* Bytes of a table by their numbers, which are below 16. */
struct tw_table {
	tw_vec8 bytes;
};

TW_KERNEL struct tw_table
tw_table_of(const uint8_t bytes[16])
{
	struct tw_table table;

	for (size_t i = 0; i < TW_VEC; i += 16)
		memcpy((char *)&table + i, bytes, 16);
	return table;
}

/* Of the lower 16 places one table, of those above, if there are, another. */
TW_KERNEL struct tw_table
tw_tables_of(const uint8_t lower[16], const uint8_t upper[16])
{
#if TW_TIER == TW_TIER_AVX2
	return (struct tw_table){(tw_vec8)_mm256_set_m128i(
		_mm_loadu_si128((const __m128i *)(const void *)upper),
		_mm_loadu_si128((const __m128i *)(const void *)lower))};
#else
	(void)upper;
	return tw_table_of(lower);
#endif
}

TW_KERNEL tw_vec8
tw_look_up(const struct tw_table *table, tw_vec8 at)
{
#if TW_TIER == TW_TIER_AVX2
	return (tw_vec8)_mm256_shuffle_epi8((__m256i)table->bytes,
		(__m256i)at);
#elif TW_TIER == TW_TIER_SSE41
	return (tw_vec8)_mm_shuffle_epi8((__m128i)table->bytes, (__m128i)at);
#elif defined(TW_NEON)
	return (tw_vec8)vqtbl1q_u8((uint8x16_t)table->bytes, (uint8x16_t)at);
#else
	tw_vec8 found;

	for (size_t i = 0; i < TW_VEC; i++)
		((uint8_t *)&found)[i] =
			((const uint8_t *)&table->bytes)[((uint8_t *)&at)[i]];
	return found;
#endif
}

/* TW_VEC numbers of 4 bits from half as many bytes, the lower first. */
TW_KERNEL tw_vec8
tw_nibbles(const uint8_t *p)
{
#if TW_TIER == TW_TIER_AVX2
	tw_vec16 pairs = (tw_vec16)_mm256_cvtepu8_epi16(
		_mm_loadu_si128((const __m128i *)(const void *)p));
#else
	const tw_vec8 zero = {0};
	uint64_t bytes;

	memcpy(&bytes, p, sizeof(bytes));
	tw_vec8 v = (tw_vec8)(tw_vec64){bytes, 0};
	tw_vec16 pairs = (tw_vec16)TW_SHUFFLE(tw_vec8, v, zero, 0, 16, 1, 17,
		2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
#endif
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	pairs |= pairs << 4;
#else
	pairs |= pairs >> 12;
#endif
	return (tw_vec8)pairs & 15;
}

/* Each of the lower bytes twice, and each of the upper. */
TW_KERNEL tw_vec8
tw_lower_twice(tw_vec8 v)
{
#if TW_VEC == 32
	return TW_SHUFFLE(tw_vec8, v, v, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
		6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14,
		15, 15);
#else
	return TW_SHUFFLE(tw_vec8, v, v, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
		6, 6, 7, 7);
#endif
}

TW_KERNEL tw_vec8
tw_upper_twice(tw_vec8 v)
{
#if TW_VEC == 32
	return TW_SHUFFLE(tw_vec8, v, v, 16, 16, 17, 17, 18, 18, 19, 19, 20,
		20, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 26, 26, 27, 27, 28,
		28, 29, 29, 30, 30, 31, 31);
#else
	return TW_SHUFFLE(tw_vec8, v, v, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12,
		13, 13, 14, 14, 15, 15);
#endif
}

#define TW_EIGHT(n) n, n, n, n, n, n, n, n
#define TW_BITS 1, 2, 4, 8, 16, 32, 64, 128

/* 255 for each of TW_VEC bits that is set, the lowest first. */
TW_KERNEL tw_vec8
tw_spread_bits(uint32_t bits)
{
#if TW_VEC == 32
	const tw_vec8 bit = {TW_BITS, TW_BITS, TW_BITS, TW_BITS};
	tw_vec8 v = (tw_vec8)tw_vec32_all(bits);

	v = TW_SHUFFLE(tw_vec8, v, v, TW_EIGHT(0), TW_EIGHT(1), TW_EIGHT(18),
		TW_EIGHT(19));
#else
	const tw_vec8 bit = {TW_BITS, TW_BITS};
	const uint64_t each = 0x0101010101010101;
	tw_vec8 v = (tw_vec8)(tw_vec64){(bits & 255) * each,
		(bits >> 8) * each};
#endif
	return (tw_vec8)((v & bit) == bit);
}

/* Each of TW_VEC / 16 bytes 16 times; 4 may be read. */
TW_KERNEL tw_vec8
tw_spread_bytes(const uint8_t *p)
{
#if TW_TIER == TW_TIER_AVX2
	const tw_vec8 at = {TW_EIGHT(0), TW_EIGHT(0), TW_EIGHT(1), TW_EIGHT(1)};

	return (tw_vec8)_mm256_shuffle_epi8(_mm256_set1_epi32(
		(int32_t)tw_le32(p)), (__m256i)at);
#else
	return tw_vec8_all(p[0]);
#endif
}

/* The first 16 times and, where there is room, the second. */
TW_KERNEL tw_vec8
tw_spread_two(uint8_t first, uint8_t second)
{
#if TW_TIER == TW_TIER_AVX2
	const tw_vec8 at = {TW_EIGHT(0), TW_EIGHT(0), TW_EIGHT(1), TW_EIGHT(1)};

	return (tw_vec8)_mm256_shuffle_epi8(_mm256_set1_epi16((int16_t)(
		first | second << 8)), (__m256i)at);
#else
	(void)second;
	return tw_vec8_all(first);
#endif
}

/* ------------------------------------------------------------------ */
/* Words of 32 bits.                                                    */

TW_KERNEL tw_float
tw_float_max(tw_float a, tw_float b)
{
#if TW_TIER == TW_TIER_AVX2
	return (tw_float)_mm256_max_ps((__m256)a, (__m256)b);
#elif TW_TIER == TW_TIER_SSE41
	return (tw_float)_mm_max_ps((__m128)a, (__m128)b);
#else
	tw_int32 is = a > b;

	return (tw_float)((is & (tw_int32)a) | (~is & (tw_int32)b));
#endif
}

/* Whether one of its words, which are 0 or -1, is not 0. */
TW_KERNEL bool
tw_is_any32(tw_int32 is)
{
#if TW_TIER == TW_TIER_AVX2
	return _mm256_movemask_ps((__m256)is) != 0;
#elif TW_TIER == TW_TIER_SSE41
	return _mm_movemask_ps((__m128)is) != 0;
#else
	tw_vec64 words = (tw_vec64)is;

	return (words[0] | words[1]) != 0;
#endif
}

/* As many words as four vectors have. */
struct tw_is_32 {
	tw_int32 a, b, c, d;
};

/* Bit i is that of word i, which is 0 or -1. */
TW_KERNEL uint32_t
tw_mask32(struct tw_is_32 is)
{
#if TW_TIER == TW_TIER_AVX2
#define SIGNS(v) (uint32_t)_mm256_movemask_ps((__m256)(v))
	return SIGNS(is.a) | SIGNS(is.b) << 8 | SIGNS(is.c) << 16 |
		SIGNS(is.d) << 24;
#undef SIGNS
#elif TW_TIER == TW_TIER_SSE41
#define SIGNS(v) (uint32_t)_mm_movemask_ps((__m128)(v))
	return SIGNS(is.a) | SIGNS(is.b) << 4 | SIGNS(is.c) << 8 |
		SIGNS(is.d) << 12;
#undef SIGNS
#else
	/* Each of the four of a vector has its own bit: or is a sum. */
	const tw_int32 bit = {1, 2, 4, 8};
	tw_vec64 sum = (tw_vec64)((is.a & bit) | (is.b & bit << 4) |
		(is.c & bit << 8) | (is.d & bit << 12));
	uint64_t half = sum[0] | sum[1];

	return (half | half >> 32) & 0xffff;
#endif
}

#if TW_TIER == TW_TIER_AVX2
/*
 * Words at distances, in bytes, from p: the one tier with an instruction for
 * it. Elsewhere what would need it is better done number by number.
 */
TW_KERNEL tw_vec32
tw_fetch(const void *p, tw_vec32 distances)
{
	return (tw_vec32)_mm256_i32gather_epi32(p, (__m256i)distances, 1);
}

/* The highest bit of each word. */
TW_KERNEL uint32_t
tw_highest(tw_vec32 v)
{
	return (uint32_t)_mm256_movemask_ps((__m256)v);
}
#endif

/* Each word becomes the sum of itself and all before it. */
TW_KERNEL tw_vec32
tw_running_sum(tw_vec32 v)
{
#if TW_TIER == TW_TIER_AVX2
	v += (tw_vec32)_mm256_slli_si256((__m256i)v, 4);
	v += (tw_vec32)_mm256_slli_si256((__m256i)v, 8);
	__m256i low = _mm256_permute2x128_si256((__m256i)v, (__m256i)v, 0x08);
	return v + (tw_vec32)_mm256_shuffle_epi32(low, 0xff);
#else
	const tw_vec32 zero = {0};

	v += TW_SHUFFLE(tw_vec32, v, zero, 4, 0, 1, 2);
	v += TW_SHUFFLE(tw_vec32, v, zero, 4, 4, 0, 1);
	return v;
#endif
}

/* The last word in each place. */
TW_KERNEL tw_vec32
tw_all_last(tw_vec32 v)
{
#if TW_VEC == 32
	return TW_SHUFFLE(tw_vec32, v, v, 7, 7, 7, 7, 7, 7, 7, 7);
#else
	return TW_SHUFFLE(tw_vec32, v, v, 3, 3, 3, 3);
#endif
}

#endif
