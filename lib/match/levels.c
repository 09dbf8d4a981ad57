/* levels.c: which groups and articles may reach a score. */
/* SPDX-License-Identifier: MIT */
#include "match/levels.h"

#include <string.h>

#include "base/bytes.h"
#include "base/cpu.h"

#ifdef TW_X86
#include <immintrin.h>
#define HAVE_AVX2
#define WIDE __attribute__((target("avx2,popcnt")))
#endif

#define WORDS (TW_LEVELS_WINDOW / 64)

/* ------------------------------------------------------------------ */
/* The portable twins.                                                  */

static inline uint8_t
add_saturated(uint8_t a, uint8_t b)
{
	unsigned sum = (unsigned)a + b;

	return (uint8_t)(sum < UINT8_MAX ? sum : UINT8_MAX);
}

uint32_t
tw_levels_above_plain(const uint8_t sums[TW_LEVELS_WINDOW], uint8_t least,
	uint64_t ret[WORDS])
{
	uint32_t count = 0;

	memset(ret, 0, WORDS * sizeof(*ret));
	for (uint32_t i = 0; i < TW_LEVELS_WINDOW; i++) {
		ret[i / 64] |= (uint64_t)(sums[i] >= least) << i % 64;
		count += sums[i] >= least;
	}
	return count;
}

uint8_t
tw_levels_most_plain(const uint8_t sums[TW_LEVELS_WINDOW])
{
	uint8_t most = 0;

	for (uint32_t i = 0; i < TW_LEVELS_WINDOW; i++)
		most = sums[i] > most ? sums[i] : most;
	return most;
}

/* Inlined into both twins: the instruction is there or is not. */
static inline void
get_ranks(const uint8_t *bits, const uint16_t *at, uint32_t count,
	uint32_t *ret)
{
	uint32_t before = 0;
	uint32_t word = count > 0 ? at[0] / 64u : 0;

	for (uint32_t i = 0; i < count; i++) {
		for (; word < at[i] / 64u; word++)
			before += (uint32_t)__builtin_popcountll(
				tw_le64(bits + 8 * word));
		ret[i] = before + (uint32_t)__builtin_popcountll(
			tw_le64(bits + 8 * word) &
			((UINT64_C(1) << at[i] % 64) - 1));
	}
}

void
tw_levels_ranks_plain(const uint8_t *bits, const uint16_t *at, uint32_t count,
	uint32_t *ret)
{
	get_ranks(bits, at, count, ret);
}

/* The bits of the 16 articles of a group. */
static inline uint32_t
bits_of(const uint8_t *bits, uint32_t group)
{
	return tw_le16(bits + 2 * group);
}

static uint32_t
narrow_group_plain(const struct tw_levels_window *window, uint32_t group)
{
	uint32_t ret = 0;

	for (uint32_t i = 0; i < TW_LEVELS_GROUP; i++) {
		uint8_t sum = window->extra[TW_LEVELS_GROUP * group + i];

		for (uint32_t n = 0; n < window->count; n++) {
			const struct tw_levels_list *list = &window->lists[n];

			if (bits_of(list->bits, group) >> i & 1)
				sum = add_saturated(sum, list->bounds[group]);
		}
		ret |= (uint32_t)(sum >= window->least) << i;
	}
	return ret;
}

bool
tw_levels_narrow_plain(const struct tw_levels_window *window,
	uint64_t ret[64])
{
	uint64_t any = 0;

	memset(ret, 0, 64 * sizeof(*ret));
	for (uint32_t word = 0; word < WORDS; word++)
		for (uint64_t bits = window->groups[word]; bits;
			bits &= bits - 1) {
			uint32_t group = 64 * word +
				(uint32_t)__builtin_ctzll(bits);

			uint32_t articles = narrow_group_plain(window, group);

			any |= articles;
			ret[group / 4] |= (uint64_t)articles << group % 4 * 16;
		}
	return any != 0;
}

/* ------------------------------------------------------------------ */
/* By vectors.                                                          */

#ifdef HAVE_AVX2
WIDE static uint32_t
above_wide(const uint8_t sums[TW_LEVELS_WINDOW], uint8_t least,
	uint64_t ret[WORDS])
{
	uint32_t count = 0;
	__m256i all = _mm256_set1_epi8((char)least);

	for (uint32_t i = 0; i < WORDS; i++) {
		const __m256i *p = (const __m256i *)(const void *)
			(sums + 64 * i);
		__m256i a = _mm256_loadu_si256(p);
		__m256i b = _mm256_loadu_si256(p + 1);
		uint32_t low = (uint32_t)_mm256_movemask_epi8(
			_mm256_cmpeq_epi8(_mm256_max_epu8(a, all), a));
		uint32_t high = (uint32_t)_mm256_movemask_epi8(
			_mm256_cmpeq_epi8(_mm256_max_epu8(b, all), b));

		ret[i] = (uint64_t)high << 32 | low;
		count += (uint32_t)__builtin_popcountll(ret[i]);
	}
	return count;
}

WIDE static void
ranks_wide(const uint8_t *bits, const uint16_t *at, uint32_t count,
	uint32_t *ret)
{
	get_ranks(bits, at, count, ret);
}

WIDE static uint8_t
most_wide(const uint8_t sums[TW_LEVELS_WINDOW])
{
	__m256i all = _mm256_setzero_si256();

	for (uint32_t i = 0; i < TW_LEVELS_WINDOW; i += 32)
		all = _mm256_max_epu8(all, _mm256_loadu_si256(
			(const __m256i *)(const void *)(sums + i)));
	__m128i most = _mm_max_epu8(_mm256_castsi256_si128(all),
		_mm256_extracti128_si256(all, 1));
	most = _mm_max_epu8(most, _mm_srli_si128(most, 8));
	most = _mm_max_epu8(most, _mm_srli_si128(most, 4));
	most = _mm_max_epu8(most, _mm_srli_si128(most, 2));
	most = _mm_max_epu8(most, _mm_srli_si128(most, 1));
	return (uint8_t)_mm_cvtsi128_si32(most);
}

/* A byte of ones for each of 16 bits. */
WIDE static inline __m128i
bytes_of(uint32_t bits)
{
	const __m128i bit = _mm_set1_epi64x((long long)0x8040201008040201);
	const __m128i place = _mm_set_epi8(1, 1, 1, 1, 1, 1, 1, 1,
		0, 0, 0, 0, 0, 0, 0, 0);
	__m128i all = _mm_shuffle_epi8(_mm_cvtsi32_si128((int)bits), place);

	return _mm_cmpeq_epi8(_mm_and_si128(all, bit), bit);
}

WIDE static inline uint32_t
narrow_group_wide(const struct tw_levels_window *window, uint32_t group)
{
	__m128i least = _mm_set1_epi8((char)window->least);
	__m128i sum = _mm_loadu_si128((const __m128i *)(const void *)
		(window->extra + TW_LEVELS_GROUP * group));

	for (uint32_t n = 0; n < window->count; n++) {
		const struct tw_levels_list *list = &window->lists[n];
		__m128i bound = _mm_set1_epi8((char)list->bounds[group]);

		sum = _mm_adds_epu8(sum, _mm_and_si128(bound,
			bytes_of(bits_of(list->bits, group))));
	}
	return (uint32_t)_mm_movemask_epi8(
		_mm_cmpeq_epi8(_mm_max_epu8(sum, least), sum));
}

WIDE static bool
narrow_wide(const struct tw_levels_window *window, uint64_t ret[64])
{
	uint64_t any = 0;

	memset(ret, 0, 64 * sizeof(*ret));
	for (uint32_t word = 0; word < WORDS; word++)
		for (uint64_t bits = window->groups[word]; bits;
			bits &= bits - 1) {
			uint32_t group = 64 * word +
				(uint32_t)__builtin_ctzll(bits);

			uint32_t articles = narrow_group_wide(window, group);

			any |= articles;
			ret[group / 4] |= (uint64_t)articles << group % 4 * 16;
		}
	return any != 0;
}

#define CHOOSE(wide, plain) \
	(tw_cpu_has(TW_AVX2) ? (wide) : (plain))
#else
#define CHOOSE(wide, plain) (plain)
#endif

uint32_t
tw_levels_above(const uint8_t sums[TW_LEVELS_WINDOW], uint8_t least,
	uint64_t ret[WORDS])
{
	return CHOOSE(above_wide, tw_levels_above_plain)(sums, least, ret);
}

void
tw_levels_ranks(const uint8_t *bits, const uint16_t *at, uint32_t count,
	uint32_t *ret)
{
	CHOOSE(ranks_wide, tw_levels_ranks_plain)(bits, at, count, ret);
}

uint8_t
tw_levels_most(const uint8_t sums[TW_LEVELS_WINDOW])
{
	return CHOOSE(most_wide, tw_levels_most_plain)(sums);
}

bool
tw_levels_narrow(const struct tw_levels_window *window, uint64_t ret[64])
{
	return CHOOSE(narrow_wide, tw_levels_narrow_plain)(window, ret);
}
