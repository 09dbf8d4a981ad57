/* groupsums.c: adds up the bounds of groups of articles, list by list. */
/* SPDX-License-Identifier: MIT */
#include "match/groupsums.h"

#include <stdbool.h>

#include "base/cpu.h"

#ifdef TW_X86
#include <immintrin.h>
#define HAVE_AVX2
#define WIDE __attribute__((target("avx2")))
#endif

/* `meets`: a sum of 0 stays so, and what adds 0 makes it 0. */
static inline void
add_each(uint8_t *sums, const uint8_t *levels, size_t bytes, unsigned shift,
	const uint8_t table[16], bool meets)
{
	size_t count = 2 * bytes << shift;

	for (size_t i = 0; i < count; i++) {
		size_t group = i >> shift;
		unsigned added =
			table[levels[group / 2] >> group % 2 * 4 & 15];
		unsigned sum = sums[i] + added;

		if (meets && (sums[i] == 0 || added == 0))
			sum = 0;
		sums[i] = (uint8_t)(sum < UINT8_MAX ? sum : UINT8_MAX);
	}
}

void
tw_groupsums_add_plain(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16])
{
	add_each(sums, levels, bytes, shift, table, false);
}

void
tw_groupsums_meet_plain(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16])
{
	add_each(sums, levels, bytes, shift, table, true);
}

uint64_t
tw_groupsums_above_plain(const uint8_t sums[64], uint8_t least)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < 64; i++)
		bits |= (uint64_t)(sums[i] >= least) << i;
	return bits;
}

/* ------------------------------------------------------------------ */

#ifdef HAVE_AVX2
WIDE static inline void
add_to(uint8_t *sums, __m256i added, bool meets)
{
	__m256i zero = _mm256_setzero_si256();
	__m256i sum = _mm256_loadu_si256((const __m256i *)(void *)sums);
	__m256i total = _mm256_adds_epu8(sum, added);

	if (meets)
		total = _mm256_andnot_si256(_mm256_or_si256(
			_mm256_cmpeq_epi8(sum, zero),
			_mm256_cmpeq_epi8(added, zero)), total);
	_mm256_storeu_si256((__m256i *)(void *)sums, total);
}

/* Each of 16 bytes twice. */
WIDE static inline __m256i
twice(__m128i bytes)
{
	return _mm256_set_m128i(_mm_unpackhi_epi8(bytes, bytes),
		_mm_unpacklo_epi8(bytes, bytes));
}

/* What 32 groups add, to 32 << shift sums. */
WIDE static inline void
add_groups(uint8_t *sums, __m256i added, unsigned shift, bool meets)
{
	if (shift == 0) {
		add_to(sums, added, meets);
		return;
	}
	__m256i low = twice(_mm256_castsi256_si128(added));
	__m256i high = twice(_mm256_extracti128_si256(added, 1));
	if (shift == 1) {
		add_to(sums, low, meets);
		add_to(sums + 32, high, meets);
		return;
	}
	add_to(sums, twice(_mm256_castsi256_si128(low)), meets);
	add_to(sums + 32, twice(_mm256_extracti128_si256(low, 1)), meets);
	add_to(sums + 64, twice(_mm256_castsi256_si128(high)), meets);
	add_to(sums + 96, twice(_mm256_extracti128_si256(high, 1)), meets);
}

WIDE static inline void
add_each_wide(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16], bool meets)
{
	const __m128i four_bits = _mm_set1_epi8(15);
	__m256i values = _mm256_broadcastsi128_si256(
		_mm_loadu_si128((const __m128i *)(const void *)table));

	for (size_t i = 0; i < bytes; i += 16) {
		__m128i pairs = _mm_loadu_si128(
			(const __m128i *)(const void *)(levels + i));
		__m128i even = _mm_and_si128(pairs, four_bits);
		__m128i odd = _mm_and_si128(_mm_srli_epi16(pairs, 4),
			four_bits);
		__m256i in_order = _mm256_set_m128i(
			_mm_unpackhi_epi8(even, odd),
			_mm_unpacklo_epi8(even, odd));

		add_groups(sums + (2 * i << shift),
			_mm256_shuffle_epi8(values, in_order), shift, meets);
	}
}

WIDE static void
add_wide(uint8_t *sums, const uint8_t *levels, size_t bytes, unsigned shift,
	const uint8_t table[16])
{
	add_each_wide(sums, levels, bytes, shift, table, false);
}

WIDE static void
meet_wide(uint8_t *sums, const uint8_t *levels, size_t bytes, unsigned shift,
	const uint8_t table[16])
{
	add_each_wide(sums, levels, bytes, shift, table, true);
}

WIDE static inline uint64_t
above_32(const uint8_t *sums, __m256i least)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)sums);

	return (uint32_t)_mm256_movemask_epi8(
		_mm256_cmpeq_epi8(_mm256_max_epu8(v, least), v));
}

WIDE static uint64_t
above_wide(const uint8_t sums[64], uint8_t least)
{
	__m256i all = _mm256_set1_epi8((char)least);

	return above_32(sums, all) | above_32(sums + 32, all) << 32;
}

#define CHOOSE(wide, plain) \
	(tw_cpu_has(TW_AVX2) ? (wide) : (plain))
#else
#define CHOOSE(wide, plain) (plain)
#endif

void
tw_groupsums_add(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16])
{
	CHOOSE(add_wide, tw_groupsums_add_plain)(sums, levels, bytes, shift,
		table);
}

void
tw_groupsums_meet(uint8_t *sums, const uint8_t *levels, size_t bytes,
	unsigned shift, const uint8_t table[16])
{
	CHOOSE(meet_wide, tw_groupsums_meet_plain)(sums, levels, bytes, shift,
		table);
}

uint64_t
tw_groupsums_above(const uint8_t sums[64], uint8_t least)
{
	return CHOOSE(above_wide, tw_groupsums_above_plain)(sums, least);
}
