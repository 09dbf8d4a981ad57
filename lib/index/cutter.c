/* cutter.c: cuts bytes into words and what stands between them. */
/* SPDX-License-Identifier: MIT */
#include "index/cutter.h"

#include "index/book.h"
#include "text/wordbits.h"

#define WIDTH 64

/* ------------------------------------------------------------------ */
/* A byte at a time.                                                    */

static bool
is_ascii(char c)
{
	return (uint8_t)c < 0x80;
}

/* Characters of two bytes are letters of words here, as they mostly are. */
static const char *
word_end(const char *p, const char *end)
{
	while (p < end && tw_part_is_word((uint8_t)*p))
		p += is_ascii(*p) || end - p < 2 ? 1 : 2;
	return p;
}

static const char *
between_end(const char *p, const char *end)
{
	if (end - p > TW_PART_MAX)
		end = p + TW_PART_MAX;
	while (p < end && is_ascii(*p) && !tw_part_is_word((uint8_t)*p))
		p++;
	return p;
}

/* Behind a character of three bytes or four, or a byte of none. */
static const char *
character_end(const char *p, const char *end)
{
	uint8_t first = (uint8_t)*p;
	ptrdiff_t n = first < 0xe0 ? 1 : first < 0xf0 ? 3 : 4;

	return end - p < n ? end : p + n;
}

/* Cuts a word, of which there may be several parts; returns how many. */
static size_t
cut_word(struct tw_cutter *cutter, struct tw_cut *parts)
{
	const char *p = cutter->text.p + cutter->at;
	const char *end = cutter->text.p + cutter->text.n;
	size_t count = 0;

	if (end - p > (TW_CUTS_MOST / 2) * TW_PART_MAX)
		end = p + (TW_CUTS_MOST / 2) * TW_PART_MAX;
	end = word_end(p, end);
	cutter->at = (size_t)(end - cutter->text.p);
	while (p < end) {
		size_t left = (size_t)(end - p);
		size_t n = left < TW_PART_MAX ? left : TW_PART_MAX;

		parts[count++] = (struct tw_cut){p, (uint32_t)n,
			cutter->after_word};
		cutter->after_word = true;
		p += n;
	}
	return count;
}

/* Cuts what comes next, whatever it is; returns how many parts. */
static size_t
cut_any(struct tw_cutter *cutter, struct tw_cut *parts)
{
	const char *p = cutter->text.p + cutter->at;
	const char *end = cutter->text.p + cutter->text.n;

	if (tw_part_is_word((uint8_t)*p))
		return cut_word(cutter, parts);
	const char *to = is_ascii(*p) ? between_end(p, end) :
		character_end(p, end);
	bool is_told = !(cutter->after_word && *p == ' ' && to == p + 1 &&
		to < end && tw_part_is_word((uint8_t)*to));

	cutter->at = (size_t)(to - cutter->text.p);
	cutter->after_word = false;
	if (is_told)
		*parts = (struct tw_cut){p, (uint32_t)(to - p), false};
	return is_told;
}

/* ------------------------------------------------------------------ */
/* 64 bytes at a time.                                                  */

/*
 * Cuts ASCII up to where the last part begins that ends among the 64 bytes;
 * returns how many parts. Words and what is between them take turns: from a
 * bit where one begins to the next; without the single spaces.
 */
static size_t
cut_ascii(struct tw_cutter *cutter, struct tw_cut *parts)
{
	const char *p = cutter->text.p + cutter->at;
	size_t left = cutter->text.n - cutter->at;
	struct tw_word_bits bits = tw_word_bits_here(p);
	uint64_t word = bits.word;
	uint64_t turns = (word ^ word << 1) & ~UINT64_C(1);
	size_t count = 0;

	turns &= (bits.high & -bits.high) - 1;
	if (left < WIDTH)
		turns &= (UINT64_C(1) << left) - 1;
	if (turns == 0 || (word & 1 && cutter->after_word))
		return 0;
	unsigned last = 63 - (unsigned)__builtin_clzll(turns);
	uint64_t below = (UINT64_C(1) << last) - 1;
	uint64_t before = word << 1 | cutter->after_word;
	uint64_t spaces = bits.space & (turns & word) >> 1;
	uint64_t told = ~(spaces & before & below);
	uint64_t starts = (turns | 1) & below & told;
	uint64_t ends = turns & ~(~told << 1);

	for (; starts != 0; starts &= starts - 1, ends &= ends - 1) {
		unsigned from = (unsigned)__builtin_ctzll(starts);

		parts[count++] = (struct tw_cut){p + from,
			(uint32_t)__builtin_ctzll(ends) - from, false};
	}
	cutter->at += last;
	cutter->after_word = word >> (last - 1) & 1;
	return count;
}

size_t
tw_cut(struct tw_cutter *cutter, struct tw_cut parts[TW_CUTS_MOST])
{
	size_t count = 0;

	while (count <= TW_CUTS_MOST - WIDTH - 1 &&
		cutter->at < cutter->text.n) {
		size_t before = cutter->at;

		count += cut_ascii(cutter, parts + count);
		if (cutter->at == before)
			count += cut_any(cutter, parts + count);
	}
	return count;
}
