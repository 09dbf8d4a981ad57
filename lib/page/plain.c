/* plain.c: text as it is compared with our tables of words. */
/* SPDX-License-Identifier: MIT */
#include "page/plain.h"

#include <utf8proc.h>

#include "text/utf8.h"

bool
tw_plain_is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0
		|| c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028
		|| c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000
		|| c == 0xfeff;
}

bool
tw_plain_is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 32) >= 'a' && (c | 32) <= 'z';
	if (c >= 0xc0 && c <= 0x24f)
		return c != 0xd7 && c != 0xf7;
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return true;
	default:
		return false;
	}
}

bool
tw_plain_is_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	return utf8proc_category((utf8proc_int32_t)c)
		== UTF8PROC_CATEGORY_LU;
}

bool
tw_plain_is_unspaced(uint32_t c)
{
	return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f)
		|| (c >= 0x1780 && c <= 0x17ff) || (c >= 0x3041 && c <= 0x30ff)
		|| (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff)
		|| (c >= 0xf900 && c <= 0xfaff)
		|| (c >= 0x20000 && c <= 0x3ffff);
}

static bool
is_accent(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x591 && c <= 0x5c7)
		|| c == 0xad || c == 0x200b || c == 0x200c || c == 0x200d;
}

/* The character in lower case and without accent; 0 if nothing stays. */
static uint32_t
plain_character(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (is_accent(c))
		return 0;
	if (c == 0x2018 || c == 0x2019 || c == 0x2bc)
		return '\'';
	if (c == 0x201c || c == 0x201d)
		return '"';
	if (c >= 0x2010 && c <= 0x2015)
		return '-';
	if (c == 0x131)
		return 'i';

	utf8proc_int32_t parts[8];
	utf8proc_int32_t lower = utf8proc_tolower((utf8proc_int32_t)c);
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(lower, parts, 8,
		UTF8PROC_DECOMPOSE, &boundary);

	if (n < 2 || n > 8 || !is_accent((uint32_t)parts[1]))
		return (uint32_t)lower;
	return (uint32_t)parts[0];
}

/* Writes the character; false if there is no room. */
static inline bool
put(uint32_t c, char *out, size_t room, size_t *used)
{
	if (c < 0x80 && *used < room) {
		out[(*used)++] = (char)c;
		return true;
	}

	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);

	if (n <= 0 || (size_t)n > room - *used)
		return false;
	memcpy(out + *used, bytes, (size_t)n);
	*used += (size_t)n;
	return true;
}

size_t
tw_plain(struct tw_str text, char *out, size_t room)
{
	const char *p = text.n ? text.p : "";
	const char *end = p + text.n;
	size_t used = 0;
	bool space = false;

	while (p < end) {
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		if (tw_plain_is_space(c)) {
			space = used > 0;
			continue;
		}
		c = plain_character(c);
		if (c == 0)
			continue;
		if (space && !put(' ', out, room, &used))
			break;
		space = false;
		if (!put(c, out, room, &used))
			break;
	}
	return used;
}

void
tw_plain_add(struct tw_buf *out, struct tw_str text)
{
	/* A character may grow (U+0130 does not: its dot is an accent), but
	   by less than half. */
	if (!tw_buf_reserve(out, text.n + text.n / 2 + 8))
		return;
	out->n += tw_plain(text, out->p + out->n, text.n + text.n / 2 + 8);
}

size_t
tw_plain_word(struct tw_str text)
{
	size_t n = 0;

	while (n < text.n) {
		uint32_t c;
		const char *next = tw_utf8_next(text.p + n, text.p + text.n,
			&c);

		if (!tw_plain_is_letter(c))
			break;
		n = (size_t)(next - text.p);
	}
	return n;
}

size_t
tw_plain_space(struct tw_str text)
{
	size_t n = 0;

	while (n < text.n) {
		uint32_t c;
		const char *next = tw_utf8_next(text.p + n, text.p + text.n,
			&c);

		if (!tw_plain_is_space(c))
			break;
		n = (size_t)(next - text.p);
	}
	return n;
}

struct tw_str
tw_plain_trim(struct tw_str text)
{
	size_t start = tw_plain_space(text);

	while (text.n > start) {
		size_t last = tw_utf8_floor(text, text.n - 1);
		uint32_t c;

		tw_utf8_next(text.p + last, text.p + text.n, &c);
		if (!tw_plain_is_space(c))
			break;
		text.n = last;
	}
	return text.n == 0 ? TW_STR("") : tw_str(text.p + start,
		text.n - start);
}
