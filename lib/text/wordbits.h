/* wordbits.h: what 64 bytes are, in place. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_WORDBITS_H
#define TEXT_WORDBITS_H

#include "base/bytes.h"
#include "text/plainwords.h"

#if defined(__SSE2__) && !defined(TW_NO_SIMD)
#include <emmintrin.h>
#endif

/*
 * tw_word_bits_here and tw_word_bits_slowly are tw_word_bits and its portable
 * twin, in place: bits that are not asked for cost nothing.
 */

/* The highest bits of eight bytes, side by side. */
static inline uint64_t
tw_highest_bits(uint64_t x)
{
	return (((x & TW_EACH(0x80)) >> 7) *
		UINT64_C(0x0102040810204080)) >> 56;
}

static inline struct tw_word_bits
tw_word_bits_slowly(const char p[64])
{
	struct tw_word_bits bits = {.word = 0};

	for (unsigned i = 0; i < 64; i += 8) {
		uint64_t x = tw_le64(p + i);
		uint64_t ascii = x & TW_EACH(0x7F);
		uint64_t lower = ascii | TW_EACH(0x20);
		uint64_t word = tw_bytes_between(lower, 'a', 'z') |
			tw_bytes_between(ascii, '0', '9');
		uint64_t blank = tw_bytes_between(ascii, 0, ' ');
		uint64_t hash = tw_bytes_between(ascii, '#', '#');
		uint64_t space = tw_bytes_between(ascii, ' ', ' ');

		bits.word |= tw_highest_bits(word & ~x) << i;
		bits.high |= tw_highest_bits(x) << i;
		bits.blank |= tw_highest_bits(blank & ~x) << i;
		bits.hash |= tw_highest_bits(hash & ~x) << i;
		bits.space |= tw_highest_bits(space & ~x) << i;
	}
	return bits;
}

#if defined(__SSE2__) && !defined(TW_NO_SIMD)

/* Whether bytes are from low to low + n, as numbers without a sign. */
static inline __m128i
tw_is_among(__m128i bytes, char low, char n)
{
	__m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(low));

	return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(n)), above);
}

static inline uint64_t
tw_bits_of(__m128i bytes, unsigned shift)
{
	return (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << shift;
}

static inline struct tw_word_bits
tw_word_bits_here(const char p[64])
{
	struct tw_word_bits bits = {.word = 0};

	for (unsigned i = 0; i < 64; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)
			(p + i));
		__m128i lower = _mm_or_si128(x, _mm_set1_epi8(0x20));
		__m128i word = _mm_or_si128(tw_is_among(lower, 'a', 25),
			tw_is_among(x, '0', 9));
		__m128i hash = _mm_cmpeq_epi8(x, _mm_set1_epi8('#'));
		__m128i space = _mm_cmpeq_epi8(x, _mm_set1_epi8(' '));

		bits.word |= tw_bits_of(word, i);
		bits.high |= tw_bits_of(x, i);
		bits.blank |= tw_bits_of(tw_is_among(x, 0, ' '), i);
		bits.hash |= tw_bits_of(hash, i);
		bits.space |= tw_bits_of(space, i);
	}
	return bits;
}

#else

static inline struct tw_word_bits
tw_word_bits_here(const char p[64])
{
	return tw_word_bits_slowly(p);
}

#endif

#endif
