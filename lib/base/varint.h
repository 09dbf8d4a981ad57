/* varint.h: numbers in as few bytes as they need, seven bits a byte. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_VARINT_H
#define BASE_VARINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TW_VARINT_MAX 10

/* Little-endian base 128 (LEB128), unsigned. Returns the bytes written. */
size_t tw_varint_put(uint8_t p[TW_VARINT_MAX], uint64_t value);

/* For numbers of any length; the inline functions below go here if long. */
const uint8_t *tw_varint_get64_long(const uint8_t *p, const uint8_t *end,
	uint64_t *ret);
const uint8_t *tw_varint_get32_long(const uint8_t *p, const uint8_t *end,
	uint32_t *ret);

/*
 * Reads one number that ends before `end`. Returns the byte behind it, or
 * NULL, and *ret untouched, if it is cut short or does not fit.
 */
static inline const uint8_t *
tw_varint_get64(const uint8_t *p, const uint8_t *end, uint64_t *ret)
{
	if (p >= end || *p >= 0x80)
		return tw_varint_get64_long(p, end, ret);
	*ret = *p;
	return p + 1;
}

static inline const uint8_t *
tw_varint_get32(const uint8_t *p, const uint8_t *end, uint32_t *ret)
{
	if (p >= end || *p >= 0x80)
		return tw_varint_get32_long(p, end, ret);
	*ret = *p;
	return p + 1;
}

#endif
