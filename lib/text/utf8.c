/* utf8.c: the gate through which all text comes in: UTF-8, checked once. */
/* SPDX-License-Identifier: MIT */
#include "text/utf8.h"

#include <string.h>

#include "base/bytes.h"

#define REPLACEMENT 0xFFFD

/* What must follow a first byte: Unicode 15, table 3-7. */
struct shape {
	size_t more;		/* continuation bytes; 0: no first byte */
	uint8_t low;		/* bounds of the first of them */
	uint8_t high;
};

static struct shape
shape_of(uint8_t first)
{
	if (first < 0xC2 || first > 0xF4)
		return (struct shape){0, 0, 0};
	if (first < 0xE0)
		return (struct shape){1, 0x80, 0xBF};
	if (first < 0xF0)
		return (struct shape){2, first == 0xE0 ? 0xA0 : 0x80,
			first == 0xED ? 0x9F : 0xBF};
	return (struct shape){3, first == 0xF0 ? 0x90 : 0x80,
		first == 0xF4 ? 0x8F : 0xBF};
}

/*
 * The length of the character at p < end, which is not ASCII; *ret_valid is
 * false if it is none, the length then that of the maximal subpart.
 */
static size_t
sequence(const uint8_t *p, const uint8_t *end, bool *ret_valid)
{
	struct shape shape = shape_of(p[0]);
	size_t n = 1;

	while (n <= shape.more && p + n < end && p[n] >= shape.low &&
		p[n] <= shape.high) {
		shape.low = 0x80;
		shape.high = 0xBF;
		n++;
	}
	*ret_valid = shape.more > 0 && n == shape.more + 1;
	return n;
}

/* The length of the valid character of two or three bytes at p, 0 for any
   other: what most text beyond ASCII is made of, told in few steps. */
static inline size_t
common(const uint8_t *p, const uint8_t *end)
{
	if (p[0] < 0xC2 || end - p < 3 || (p[1] & 0xC0) != 0x80)
		return 0;
	if (p[0] < 0xE0)
		return 2;
	/* What begins with E0 or ED is not always valid. */
	return p[0] < 0xF0 && p[0] != 0xE0 && p[0] != 0xED
		&& (p[2] & 0xC0) == 0x80 ? 3 : 0;
}

/* True if the eight bytes are ASCII and none is NUL. */
static bool
plain(const uint8_t *p)
{
	uint64_t v = tw_le64(p);

	return (((v - 0x0101010101010101) | v) & 0x8080808080808080) == 0;
}

/* The same for 64 bytes, as vectors if the compiler can: bytes but NUL and
   those over 127 are above 0 as signed numbers. */
static bool
plain_64(const uint8_t *p)
{
	unsigned other = 0;

	for (size_t i = 0; i < 64; i++)
		other |= (int8_t)p[i] <= 0;
	return other == 0;
}

/* Bytes of valid text at p. */
static size_t
valid_length(const uint8_t *p, const uint8_t *end)
{
	const uint8_t *at = p;

	while (at < end) {
		bool valid = *at != 0;
		size_t n = 1;

		if (*at >= 0x80) {
			n = common(at, end);
			if (n == 0)
				n = sequence(at, end, &valid);
		} else if (end - at >= 64 && plain_64(at)) {
			n = 64;
		} else if (end - at >= 8 && plain(at)) {
			n = 8;
		}
		if (!valid)
			break;
		at += n;
	}
	return (size_t)(at - p);
}

size_t
tw_utf8_valid_bytes(struct tw_str text)
{
	const uint8_t *p = (const uint8_t *)text.p;

	return text.n == 0 ? 0 : valid_length(p, p + text.n);
}

bool
tw_utf8_valid(struct tw_str text)
{
	return tw_utf8_valid_bytes(text) == text.n;
}

uint64_t
tw_utf8_clean(struct tw_str text, struct tw_buf *out)
{
	uint64_t replaced = 0;

	if (text.n == 0)
		return 0;
	const uint8_t *p = (const uint8_t *)text.p;
	const uint8_t *end = p + text.n;

	for (;;) {
		size_t n = valid_length(p, end);
		bool valid;

		tw_buf_add(out, p, n);
		p += n;
		if (p == end)
			return replaced;
		p += *p == 0 ? 1 : sequence(p, end, &valid);
		tw_utf8_add(out, REPLACEMENT);
		replaced++;
	}
}

const char *
tw_utf8_next_long(const char *p, const char *end, uint32_t *ret)
{
	const uint8_t *bytes = (const uint8_t *)p;
	bool valid = true;
	size_t n = common(bytes, (const uint8_t *)end);

	if (n == 0)
		n = sequence(bytes, (const uint8_t *)end, &valid);
	if (!valid) {
		*ret = REPLACEMENT;
		return p + 1;
	}
	uint32_t c = bytes[0] & (0xFFu >> (n + 1));

	for (size_t i = 1; i < n; i++)
		c = c << 6 | (bytes[i] & 0x3F);
	*ret = c;
	return p + n;
}

void
tw_utf8_add(struct tw_buf *buf, uint32_t c)
{
	char bytes[4];
	size_t n = 0;

	if (c < 0x80) {
		bytes[n++] = (char)c;
	} else if (c < 0x800) {
		bytes[n++] = (char)(0xC0 | c >> 6);
		bytes[n++] = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		bytes[n++] = (char)(0xE0 | c >> 12);
		bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
		bytes[n++] = (char)(0x80 | (c & 0x3F));
	} else {
		bytes[n++] = (char)(0xF0 | c >> 18);
		bytes[n++] = (char)(0x80 | (c >> 12 & 0x3F));
		bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
		bytes[n++] = (char)(0x80 | (c & 0x3F));
	}
	tw_buf_add(buf, bytes, n);
}

size_t
tw_utf8_floor(struct tw_str text, size_t n)
{
	if (n >= text.n)
		return text.n;
	while (n > 0 && ((uint8_t)text.p[n] & 0xC0) == 0x80)
		n--;
	return n;
}
