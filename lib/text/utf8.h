/* utf8.h: the gate through which all text comes in: UTF-8, checked once. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* True if the bytes are valid UTF-8 (Unicode 15, table 3-7) without NUL. */
bool tw_utf8_valid(struct tw_str text);

/* How many of the bytes, from the first on, are that. */
size_t tw_utf8_valid_bytes(struct tw_str text);

/*
 * Appends the text to `out` with U+FFFD in place of each maximal invalid
 * subpart (Unicode 15, section 3.9) and of each NUL; returns how many.
 */
uint64_t tw_utf8_clean(struct tw_str text, struct tw_buf *out);

/*
 * Decodes the character at p < end of valid UTF-8 and returns the byte behind
 * it. Bounded by `end` and total: invalid bytes give U+FFFD, one at a time.
 */
const char *tw_utf8_next_long(const char *p, const char *end, uint32_t *ret);

static inline const char *
tw_utf8_next(const char *p, const char *end, uint32_t *ret)
{
	uint8_t byte = (uint8_t)*p;

	if (byte >= 0x80)
		return tw_utf8_next_long(p, end, ret);
	*ret = byte;
	return p + 1;
}

/* Bytes of the character appended; buf may fail (sticky). */
void tw_utf8_add(struct tw_buf *buf, uint32_t character);

/* The largest n' <= n at which a character of the valid text ends. */
size_t tw_utf8_floor(struct tw_str text, size_t n);

#endif
