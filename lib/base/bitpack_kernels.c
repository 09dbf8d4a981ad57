/* bitpack_kernels.c: a block of packed numbers at once, for each width. */
/* SPDX-License-Identifier: MIT */
#include "base/bitpack.h"
#include "base/vec.h"

/*
 * A kernel is one of the functions below with all its 32 rows of four numbers
 * written out and its width known to the compiler, which drops every test that
 * stands in it. Rows follow each other, so two of them are eight numbers in
 * order: a vector has one row or two.
 */
#define STEPS_8(STEP, r) \
	STEP(r) STEP(r + 1) STEP(r + 2) STEP(r + 3) \
	STEP(r + 4) STEP(r + 5) STEP(r + 6) STEP(r + 7)
#define STEPS_16(STEP) STEPS_8(STEP, 0) STEPS_8(STEP, 8)
#define STEPS_32(STEP) STEPS_16(STEP) STEPS_8(STEP, 16) STEPS_8(STEP, 24)

#define WIDTHS_8(WIDTH, a, b, c, d, e, f, g, h) \
	WIDTH(a) WIDTH(b) WIDTH(c) WIDTH(d) WIDTH(e) WIDTH(f) WIDTH(g) WIDTH(h)
#define WIDTHS(WIDTH) \
	WIDTHS_8(WIDTH, 0, 1, 2, 3, 4, 5, 6, 7) \
	WIDTHS_8(WIDTH, 8, 9, 10, 11, 12, 13, 14, 15) \
	WIDTHS_8(WIDTH, 16, 17, 18, 19, 20, 21, 22, 23) \
	WIDTHS_8(WIDTH, 24, 25, 26, 27, 28, 29, 30, 31) WIDTH(32)

/* Word `i` of all lanes. */
TW_KERNEL tw_lanes
load_word(const uint8_t *packed, unsigned i)
{
	tw_lanes v = tw_lanes_load(packed + i * sizeof(v));

	return TW_LE_WORDS(v);
}

#if TW_VEC == 32
#define STEPS STEPS_16
#define EACH_ROW(first, second) \
	{first, first, first, first, second, second, second, second}

/* Words `a` and `b` of all lanes side by side. */
TW_KERNEL tw_vec32
load_words(const uint8_t *packed, unsigned a, unsigned b)
{
	if (a == b)
		return (tw_vec32)_mm256_broadcastsi128_si256(
			(__m128i)load_word(packed, a));
	return (tw_vec32)_mm256_set_m128i((__m128i)load_word(packed, b),
		(__m128i)load_word(packed, a));
}
#else
#define STEPS STEPS_32
#define EACH_ROW(first, second) {first, first, first, first}
#define load_words(packed, a, b) load_word(packed, a)
#endif

/*
 * The numbers that begin at bit r * width of each lane, and the next row if
 * the vector has two. A row that ends with its word takes nothing from the
 * next: what is or-ed to it then stands above its width, and is masked.
 */
TW_KERNEL tw_vec32
unpack_rows(const uint8_t *packed, unsigned width, unsigned r)
{
	unsigned word = r * width / 32;
	unsigned bit = r * width % 32;
	unsigned next_word = (r + 1) * width / 32;
	unsigned next_bit = (r + 1) * width % 32;

	(void)next_word;
	(void)next_bit;
	if (width == 0)
		return tw_vec32_all(0);
	const tw_vec32 right = EACH_ROW(bit, next_bit);
	const tw_vec32 left = EACH_ROW(bit > 0 ? 32 - bit : 31,
		next_bit > 0 ? 32 - next_bit : 31);
	tw_vec32 v = load_words(packed, word, next_word) >> right;

	if (bit + width > 32 || (TW_VEC > 16 && next_bit + width > 32))
		v |= load_words(packed, word + 1, next_word + 1) << left;
	return width < 32 ? v & ((UINT32_C(1) << width) - 1) : v;
}

TW_KERNEL void
unpack(const uint8_t *restrict packed, unsigned width,
	uint32_t *restrict numbers)
{
	const unsigned rows = TW_VEC / 16;
#define STEP(i) \
	tw_vec32_store(numbers + 4 * rows * (i), \
		unpack_rows(packed, width, rows * (i)));
	STEPS(STEP)
#undef STEP
}

TW_KERNEL void
unpack_ascending(const uint8_t *restrict packed, unsigned width,
	uint32_t before, uint32_t *restrict numbers)
{
	const unsigned rows = TW_VEC / 16;
	tw_vec32 last = tw_vec32_all(before);
#define STEP(i) \
	{ \
		tw_vec32 v = tw_running_sum( \
			unpack_rows(packed, width, rows * (i)) + 1); \
 \
		tw_vec32_store(numbers + 4 * rows * (i), v + last); \
		last += tw_all_last(v); \
	}
	STEPS(STEP)
#undef STEP
}

/* Adds row r to the word that is being filled; stores the word once full. */
TW_KERNEL tw_lanes
pack_row(tw_lanes filling, tw_lanes v, unsigned width, unsigned r,
	uint8_t *packed)
{
	const tw_lanes zero = {0};
	unsigned word = r * width / 32;
	unsigned bit = r * width % 32;

	filling |= v << bit;
	if (bit + width < 32)
		return filling;
	tw_lanes_store(packed + word * sizeof(v), TW_LE_WORDS(filling));
	return bit + width > 32 ? v >> (32 - bit) : zero;
}

TW_KERNEL void
pack(const uint32_t *restrict numbers, unsigned width,
	uint8_t *restrict packed)
{
	tw_lanes word = {0};
#define STEP(r) \
	word = pack_row(word, tw_lanes_load(numbers + 4 * (r)), width, r, \
		packed);
	STEPS_32(STEP)
#undef STEP
}

#define WIDTH(w) \
	static void \
	pack_##w(const uint32_t *numbers, uint8_t *packed) \
	{ \
		pack(numbers, w, packed); \
	} \
 \
	static void \
	unpack_##w(const uint8_t *packed, uint32_t *numbers) \
	{ \
		unpack(packed, w, numbers); \
	} \
 \
	static void \
	unpack_ascending_##w(const uint8_t *packed, uint32_t before, \
		uint32_t *numbers) \
	{ \
		unpack_ascending(packed, w, before, numbers); \
	}
WIDTHS(WIDTH)
#undef WIDTH

/* A sum without branches, which compilers make vectors of. */
static uint32_t
count_wider(const uint32_t *numbers, unsigned width)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < TW_BLOCK; i++)
		count += numbers[i] >> width > 0;
	return count;
}

#define PACK(w) pack_##w,
#define UNPACK(w) unpack_##w,
#define UNPACK_ASCENDING(w) unpack_ascending_##w,
const struct tw_bitpack_kernels TW_OF_TIER(tw_bitpack) = {
	.pack = {WIDTHS(PACK)},
	.unpack = {WIDTHS(UNPACK)},
	.unpack_ascending = {WIDTHS(UNPACK_ASCENDING)},
	.count_wider = count_wider,
};
