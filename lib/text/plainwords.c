/* plainwords.c: words of ASCII letters and digits, 64 bytes at a time. */
/* SPDX-License-Identifier: MIT */
#include "text/plainwords.h"

#include <string.h>

#include "text/chars.h"
#include "text/wordbits.h"

#define WIDTH 64

/* ------------------------------------------------------------------ */
/* What 64 bytes are.                                                   */

struct tw_word_bits
tw_word_bits(const char p[WIDTH])
{
	return tw_word_bits_here(p);
}

struct tw_word_bits
tw_word_bits_portable(const char p[WIDTH])
{
	return tw_word_bits_slowly(p);
}

/* The bits of what is left of the text, at most 64 bytes; blanks behind it. */
static struct tw_word_bits
bits_at(struct tw_str text, size_t i)
{
	const char *p = text.p + i;
	char end[WIDTH];

	if (text.n - i < WIDTH) {
		memset(end, 0, sizeof(end));
		memcpy(end, p, text.n - i);
		p = end;
	}
	return tw_word_bits_here(p);
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

/* Of the first bytes behind words, those that do not surely end them. */
static uint64_t
unsure_ends(const struct scan *scan, const struct tw_word_bits *bits,
	uint64_t ends)
{
	uint64_t sure = bits->blank | (bits->blank >> 1 &
		~(bits->word | bits->high | bits->hash));
	uint64_t unsure = ends & ~sure;

	for (uint64_t left = unsure; left != 0; left &= left - 1) {
		size_t i = scan->base + (size_t)__builtin_ctzll(left);

		if (tw_word_ends_at(scan->text, i))
			unsure &= ~(left & -left);
	}
	return unsure;
}

/* Of the first bytes of words, those that a sign before may belong to. */
static uint64_t
signed_starts(const struct scan *scan, const struct tw_word_bits *bits,
	uint64_t starts)
{
	uint64_t signs = starts & ~(bits->blank << 1);

	for (uint64_t left = signs; left != 0; left &= left - 1) {
		size_t i = scan->base + (size_t)__builtin_ctzll(left);

		if (i == scan->floor ||
			!tw_word_is_prefix(scan->text.p[i - 1]))
			signs &= ~(left & -left);
	}
	return signs;
}

/* Adds a word for each end, as long as there is room; false if there is none
   for all. */
static bool
add_words(struct scan *scan, uint64_t starts, uint64_t ends)
{
	const char *p = scan->text.p + scan->base;
	struct tw_str *to = scan->words + scan->count;
	const struct tw_str *to_end = scan->words + scan->most;

	for (; ends != 0 && to < to_end; to++) {
		size_t start = (size_t)__builtin_ctzll(starts);
		size_t end = (size_t)__builtin_ctzll(ends);

		*to = tw_str(p + start, end - start);
		starts &= starts - 1;
		ends &= ends - 1;
	}
	scan->count = (size_t)(to - scan->words);
	if (scan->count > 0)
		scan->floor = (size_t)(to[-1].p + to[-1].n - scan->text.p);
	return ends == 0;
}

/*
 * Takes the plain words among the 64 bytes; returns how many bytes it has
 * done with, 0 if the next word is none or there is no room for it. Words
 * stand between the bits of `starts` and `ends`, in pairs; the last may go on
 * behind the 64 bytes.
 */
static size_t
take_words(struct scan *scan)
{
	struct tw_word_bits bits = bits_at(scan->text, scan->base);
	uint64_t starts = bits.word & ~(bits.word << 1);
	uint64_t ends = ~bits.word & bits.word << 1;
	uint64_t stops = bits.high | unsure_ends(scan, &bits, ends) |
		signed_starts(scan, &bits, starts);
	uint64_t before_stops = (stops & -stops) - 1;

	if (!add_words(scan, starts, ends & before_stops) || stops != 0)
		return 0;
	if (bits.word >> (WIDTH - 1) == 0)
		return WIDTH;
	return WIDTH - 1 - (size_t)__builtin_clzll(starts);
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
