/* chars.c: what a character is to the word it stands in. */
/* SPDX-License-Identifier: MIT */
#include "text/chars.h"

#include <stdbool.h>
#include <stddef.h>
#include <utf8proc.h>

struct range {
	uint32_t first;
	uint32_t last;
};

/*
 * Scripts in which a word has no mark at its end, and Hangul, whose words
 * take endings that no stemmer of ours knows. Their letters and marks count,
 * their digits do not.
 */
static const struct range unspaced[] = {
	{0x0E00, 0x0EFF},	/* Thai, Lao */
	{0x1000, 0x109F},	/* Myanmar */
	{0x1100, 0x11FF},	/* Hangul Jamo */
	{0x1780, 0x17FF},	/* Khmer */
	{0x19E0, 0x19FF},	/* Khmer symbols */
	{0x2E80, 0x2FDF},	/* Han radicals */
	{0x3005, 0x3007},	/* Han iteration, closing and zero */
	{0x3021, 0x3029},	/* Hangzhou numerals */
	{0x3031, 0x303C},	/* kana repeat, more Han */
	{0x3041, 0x30FF},	/* Hiragana, Katakana */
	{0x3105, 0x318F},	/* Bopomofo, compatibility Jamo */
	{0x31A0, 0x31BF},	/* Bopomofo */
	{0x31F0, 0x31FF},	/* Katakana */
	{0x3400, 0x4DBF},	/* Han */
	{0x4E00, 0x9FFF},	/* Han */
	{0xA960, 0xA97F},	/* Hangul Jamo */
	{0xA9E0, 0xA9FF},	/* Myanmar */
	{0xAA60, 0xAA7F},	/* Myanmar */
	{0xAC00, 0xD7FF},	/* Hangul */
	{0xF900, 0xFAFF},	/* Han */
	{0xFF66, 0xFFDC},	/* half-width Katakana and Hangul */
	{0x16FE0, 0x18CFF},	/* Tangut and others */
	{0x1AFF0, 0x1B2FF},	/* Kana, Nushu */
	{0x20000, 0x3FFFF},	/* Han */
};

static bool
is_unspaced(uint32_t c)
{
	size_t low = 0;
	size_t high = sizeof(unspaced) / sizeof(unspaced[0]);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c > unspaced[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof(unspaced) / sizeof(unspaced[0]) &&
		c >= unspaced[low].first;
}

/* Pictures, flags and skin tones; not the older signs such as (c). */
static bool
is_emoji(uint32_t c, const utf8proc_property_t *property)
{
	if (c < 0x2600)
		return false;
	switch (property->boundclass) {
	case UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC:
	case UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR:
		return true;
	default:
		return c >= 0x1F3FB && c <= 0x1F3FF;
	}
}

#define O TW_CHAR_OTHER
#define L TW_CHAR_LETTER
#define D TW_CHAR_DIGIT
#define S TW_CHAR_SIGN
#define N TW_CHAR_COUNT
#define ROW_N N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N

const uint8_t tw_char_bytes[256] = {
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, S, O, O, S, S, O, O, O, S, S, S, S, O,
	D, D, D, D, D, D, D, D, D, D, S, O, O, O, O, O,
	S, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, S,
	O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O,
	ROW_N, ROW_N, ROW_N, ROW_N, ROW_N, ROW_N, ROW_N, ROW_N,
};

static enum tw_char
number_kind(const utf8proc_property_t *property)
{
	return property->decomp_type == UTF8PROC_DECOMP_TYPE_SUB ?
		TW_CHAR_DIGIT : TW_CHAR_NUMBER;
}

enum tw_char
tw_char_kind(uint32_t c)
{
	c = tw_char_plain(c);
	if (c < 0x80)
		return (enum tw_char)tw_char_bytes[c];
	if (c == 0xB7)
		return TW_CHAR_SIGN;
	if (c == 0x640)		/* Arabic tatweel only stretches a word */
		return TW_CHAR_IGNORED;
	if (c > 0x10FFFF)
		return TW_CHAR_OTHER;
	const utf8proc_property_t *property =
		utf8proc_get_property((utf8proc_int32_t)c);

	if (property->ignorable)
		return TW_CHAR_IGNORED;
	if (is_emoji(c, property))
		return TW_CHAR_EMOJI;
	switch (property->category) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return TW_CHAR_MARK;
	case UTF8PROC_CATEGORY_ND:
		return TW_CHAR_DIGIT;
	case UTF8PROC_CATEGORY_NO:
		return number_kind(property);
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
		return is_unspaced(c) ? TW_CHAR_UNSPACED : TW_CHAR_LETTER;
	default:
		return TW_CHAR_OTHER;
	}
}

uint32_t
tw_char_plain(uint32_t c)
{
	if (c < 0x80)
		return c;
	if (c >= 0xFF01 && c <= 0xFF5E)	/* full width */
		return c - 0xFF01 + '!';
	switch (c) {
	case 0xB4:		/* acute accent, mistyped */
	case 0x2BB:		/* okina */
	case 0x2BC:		/* modifier apostrophe */
	case 0x5F3:		/* Hebrew geresh */
	case 0x5F4:		/* Hebrew gershayim */
	case 0x2018:
	case 0x2019:
	case 0x201B:
		return '\'';
	case 0x2010:		/* hyphen */
	case 0x2011:		/* no-break hyphen */
	case 0x2012:		/* figure dash */
	case 0x2013:		/* en dash */
	case 0x2212:		/* minus */
	case 0xFE63:
		return '-';
	case 0x2027:		/* hyphenation point */
		return 0xB7;
	case 0xFE52:
		return '.';
	case 0xFE60:
		return '&';
	case 0xFE6B:
		return '@';
	default:
		return c;
	}
}
