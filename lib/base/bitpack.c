/* bitpack.c: bit packing four numbers at once, a kernel for each width. */
/* SPDX-License-Identifier: MIT */
#include "base/bitpack.h"

#include <assert.h>
#include <string.h>

#include "base/bitpack_wide.h"
#include "base/cpu.h"

unsigned
tw_pack_width(const uint32_t *numbers, size_t n)
{
	uint32_t all = 0;

	for (size_t i = 0; i < n; i++)
		all |= numbers[i];
	return all > 0 ? 32 - (unsigned)__builtin_clz(all) : 0;
}

#ifdef TW_HAVE_VECTORS

/*
 * Written with the compilers' own vectors: SSE2 on x86-64, NEON on ARM. Where
 * there is AVX2, bitpack_avx2.c unpacks.
 *
 * A kernel is one of the functions below with all its 32 rows written out and
 * its width known to the compiler, which drops every test that stands in it.
 */
#define KERNEL static inline __attribute__((always_inline))

#define ROWS_8(ROW, r) \
	ROW(r) ROW(r + 1) ROW(r + 2) ROW(r + 3) \
	ROW(r + 4) ROW(r + 5) ROW(r + 6) ROW(r + 7)
#define ROWS(ROW) ROWS_8(ROW, 0) ROWS_8(ROW, 8) ROWS_8(ROW, 16) ROWS_8(ROW, 24)

#define WIDTHS(WIDTH) \
	WIDTH(0) WIDTH(1) WIDTH(2) WIDTH(3) WIDTH(4) WIDTH(5) WIDTH(6) \
	WIDTH(7) WIDTH(8) WIDTH(9) WIDTH(10) WIDTH(11) WIDTH(12) WIDTH(13) \
	WIDTH(14) WIDTH(15) WIDTH(16) WIDTH(17) WIDTH(18) WIDTH(19) \
	WIDTH(20) WIDTH(21) WIDTH(22) WIDTH(23) WIDTH(24) WIDTH(25) \
	WIDTH(26) WIDTH(27) WIDTH(28) WIDTH(29) WIDTH(30) WIDTH(31) WIDTH(32)

#define WIDTH_COUNT 33

typedef uint32_t row __attribute__((vector_size(16)));

KERNEL row
load(const void *p, unsigned i)
{
	row v;

	memcpy(&v, (const char *)p + i * sizeof(v), sizeof(v));
	return v;
}

KERNEL void
store(void *p, unsigned i, row v)
{
	memcpy((char *)p + i * sizeof(v), &v, sizeof(v));
}

/* The row whose bits begin at bit r * width of each lane. */
KERNEL row
unpack_row(const uint8_t *packed, unsigned width, unsigned r)
{
	unsigned word = r * width / 32;
	unsigned bit = r * width % 32;
	row v = load(packed, word) >> bit;

	if (bit + width > 32)
		v |= load(packed, word + 1) << (32 - bit);
	if (bit + width != 32)
		v &= (UINT32_C(1) << width) - 1;
	return v;
}

KERNEL void
unpack(const uint8_t *restrict packed, unsigned width,
	uint32_t *restrict numbers)
{
#define ROW(r) store(numbers, r, unpack_row(packed, width, r));
	ROWS(ROW)
#undef ROW
}

/* {a, b, c, d} becomes {a, a + b, a + b + c, a + b + c + d}. */
KERNEL row
running_sum(row v)
{
	const row zero = {0};

	v += __builtin_shufflevector(v, zero, 4, 0, 1, 2);
	v += __builtin_shufflevector(v, zero, 4, 4, 0, 1);
	return v;
}

KERNEL void
unpack_ascending(const uint8_t *restrict packed, unsigned width,
	uint32_t before, uint32_t *restrict numbers)
{
	row last = {before, before, before, before};
#define ROW(r) \
	{ \
		row v = running_sum(unpack_row(packed, width, r) + 1) + last; \
 \
		last = __builtin_shufflevector(v, v, 3, 3, 3, 3); \
		store(numbers, r, v); \
	}
	ROWS(ROW)
#undef ROW
}

/* Adds row r to the word that is being filled; stores the word once full. */
KERNEL row
pack_row(row filling, row v, unsigned width, unsigned r, uint8_t *packed)
{
	const row zero = {0};
	unsigned word = r * width / 32;
	unsigned bit = r * width % 32;

	filling |= v << bit;
	if (bit + width < 32)
		return filling;
	store(packed, word, filling);
	return bit + width > 32 ? v >> (32 - bit) : zero;
}

KERNEL void
pack(const uint32_t *restrict numbers, unsigned width,
	uint8_t *restrict packed)
{
	row word = {0};
#define ROW(r) word = pack_row(word, load(numbers, r), width, r, packed);
	ROWS(ROW)
#undef ROW
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

typedef void pack_fn(const uint32_t *, uint8_t *);
typedef void unpack_fn(const uint8_t *, uint32_t *);
typedef void unpack_ascending_fn(const uint8_t *, uint32_t, uint32_t *);

#define WIDTH(w) pack_##w,
static pack_fn *const pack_kernels[WIDTH_COUNT] = {WIDTHS(WIDTH)};
#undef WIDTH

#define WIDTH(w) unpack_##w,
static unpack_fn *const unpack_kernels[WIDTH_COUNT] = {WIDTHS(WIDTH)};
#undef WIDTH

#define WIDTH(w) unpack_ascending_##w,
static unpack_ascending_fn *const unpack_ascending_kernels[WIDTH_COUNT] = {
	WIDTHS(WIDTH)
};
#undef WIDTH

void
tw_pack(const uint32_t numbers[TW_BLOCK], unsigned width, uint8_t *packed)
{
	assert(tw_pack_width(numbers, TW_BLOCK) <= width && width <= 32);
	pack_kernels[width](numbers, packed);
}

void
tw_unpack_four(const uint8_t *packed, unsigned width,
	uint32_t numbers[TW_BLOCK])
{
	unpack_kernels[width](packed, numbers);
}

void
tw_unpack_ascending_four(const uint8_t *packed, unsigned width,
	uint32_t before, uint32_t numbers[TW_BLOCK])
{
	unpack_ascending_kernels[width](packed, before, numbers);
}

#else

void
tw_pack(const uint32_t numbers[TW_BLOCK], unsigned width, uint8_t *packed)
{
	tw_pack_scalar(numbers, width, packed);
}

#define tw_unpack_four tw_unpack_scalar
#define tw_unpack_ascending_four tw_unpack_ascending_scalar

#endif

void
tw_unpack(const uint8_t *packed, unsigned width, uint32_t numbers[TW_BLOCK])
{
	assert(width <= 32);
#ifdef TW_HAVE_AVX2
	if (tw_cpu_has(TW_AVX2)) {
		tw_unpack_avx2(packed, width, numbers);
		return;
	}
#endif
	tw_unpack_four(packed, width, numbers);
}

void
tw_unpack_ascending(const uint8_t *packed, unsigned width, uint32_t before,
	uint32_t numbers[TW_BLOCK])
{
	assert(width <= 32);
#ifdef TW_HAVE_AVX2
	if (tw_cpu_has(TW_AVX2)) {
		tw_unpack_ascending_avx2(packed, width, before, numbers);
		return;
	}
#endif
	tw_unpack_ascending_four(packed, width, before, numbers);
}
