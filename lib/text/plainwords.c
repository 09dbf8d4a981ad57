/* plainwords.c: words of ASCII letters and digits, 64 bytes at a time. */
/* SPDX-License-Identifier: MIT */
#include "text/plainwords.h"

#include <string.h>

#include "base/bytes.h"
#include "text/chars.h"

#if defined(__SSE2__) && !defined(TW_NO_SIMD)
#include <emmintrin.h>
#endif

#define WIDTH 64

/* ------------------------------------------------------------------ */
/* What 64 bytes are.                                                   */

/*
 * Eight bytes at a time, as the digits of a number: the highest bit of a byte
 * in the result says that it is from low to high; bytes in x are ASCII.
 */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static uint64_t
bytes_between(uint64_t x, uint8_t low, uint8_t high)
{
	return (x + EACH(0x80u - low)) & ~(x + EACH(0x7Fu - high)) & EACH(0x80);
}

/* The highest bits of eight bytes, side by side. */
static uint64_t
highest_bits(uint64_t x)
{
	return (((x & EACH(0x80)) >> 7) * UINT64_C(0x0102040810204080)) >> 56;
}

struct tw_word_bits
tw_word_bits_portable(const char p[WIDTH])
{
	struct tw_word_bits bits = {0, 0};

	for (unsigned i = 0; i < WIDTH; i += 8) {
		uint64_t x = tw_le64(p + i);
		uint64_t ascii = x & EACH(0x7F);
		uint64_t word = (bytes_between(ascii | EACH(0x20), 'a', 'z') |
			bytes_between(ascii, '0', '9')) & ~x;

		bits.word |= highest_bits(word) << i;
		bits.high |= highest_bits(x) << i;
	}
	return bits;
}

#if defined(__SSE2__) && !defined(TW_NO_SIMD)

/* Whether bytes are from low to low + n, as numbers without a sign. */
static inline __m128i
is_among(__m128i bytes, char low, char n)
{
	__m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(low));

	return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(n)), above);
}

struct tw_word_bits
tw_word_bits(const char p[WIDTH])
{
	struct tw_word_bits bits = {0, 0};

	for (unsigned i = 0; i < WIDTH; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)
			(p + i));
		__m128i lower = _mm_or_si128(x, _mm_set1_epi8(0x20));
		__m128i word = _mm_or_si128(is_among(lower, 'a', 25),
			is_among(x, '0', 9));

		bits.word |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << i;
		bits.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(x) << i;
	}
	return bits;
}

#else

struct tw_word_bits
tw_word_bits(const char p[WIDTH])
{
	return tw_word_bits_portable(p);
}

#endif

/* The bits of what is left of the text, at most 64 bytes. */
static struct tw_word_bits
bits_at(struct tw_str text, size_t i)
{
	char end[WIDTH] = {0};

	if (text.n - i >= WIDTH)
		return tw_word_bits(text.p + i);
	memcpy(end, text.p + i, text.n - i);
	return tw_word_bits(end);
}

/* ------------------------------------------------------------------ */
/* Words.                                                               */

bool
tw_word_ends_at(struct tw_str text, size_t i)
{
	uint8_t kind = tw_char_bytes[(uint8_t)text.p[i]];

	if (kind == TW_CHAR_SIGN && i + 1 < text.n && text.p[i] != '#')
		kind = tw_char_bytes[(uint8_t)text.p[i + 1]];
	return kind == TW_CHAR_OTHER;
}

bool
tw_word_is_prefix(char sign)
{
	return sign == '@' || sign == '#' || sign == '.';
}

struct scan {
	struct tw_str text;
	size_t base;		/* of the 64 bytes that are looked at */
	size_t floor;		/* the end of the word before */
	struct tw_str *words;
	size_t count;
	size_t most;
};

/* Whether nothing around the letters and digits belongs to them: mostly, there
   are blanks. */
static inline bool
is_plain(const struct scan *scan, size_t start, size_t end)
{
	const char *p = scan->text.p;

	if (start > scan->floor && p[start - 1] != ' ' &&
		tw_word_is_prefix(p[start - 1]))
		return false;
	return end == scan->text.n || p[end] == ' ' ||
		tw_word_ends_at(scan->text, end);
}

/*
 * Takes the plain words among the 64 bytes; returns how many bytes it has
 * done with, 0 if the next word is none.
 */
static size_t
take_words(struct scan *scan)
{
	struct tw_word_bits bits = bits_at(scan->text, scan->base);
	uint64_t left = bits.word | bits.high;

	while (left != 0) {
		unsigned first = (unsigned)__builtin_ctzll(left);
		uint64_t others = ~bits.word >> first;
		size_t start = scan->base + first;

		if (others == 0)	/* it goes on behind these bytes */
			return first;
		unsigned n = (unsigned)__builtin_ctzll(others);

		if (n == 0 || scan->count == scan->most ||
			!is_plain(scan, start, start + n))
			return 0;
		scan->words[scan->count++] = tw_str(scan->text.p + start, n);
		scan->floor = start + n;
		left &= ~UINT64_C(0) << (first + n);
	}
	return WIDTH;
}

size_t
tw_word_plain(struct tw_str text, size_t *at, struct tw_str *words,
	size_t most)
{
	struct scan scan = {text, *at, *at, words, 0, most};

	while (scan.base < text.n) {
		size_t done = take_words(&scan);

		if (done == 0)
			break;
		scan.base += done;
	}
	*at = scan.floor;
	return scan.count;
}
