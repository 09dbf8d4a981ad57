/* varint.c: numbers in as few bytes as they need, seven bits a byte. */
/* SPDX-License-Identifier: MIT */
#include "base/varint.h"

size_t
tw_varint_put(uint8_t p[TW_VARINT_MAX], uint64_t value)
{
	size_t n = 0;

	while (value >= 0x80) {
		p[n++] = (uint8_t)(value | 0x80);
		value >>= 7;
	}
	p[n++] = (uint8_t)value;
	return n;
}

const uint8_t *
tw_varint_get64_long(const uint8_t *p, const uint8_t *end, uint64_t *ret)
{
	uint64_t value = 0;

	for (unsigned shift = 0; p < end && shift < 64; shift += 7) {
		uint8_t byte = *p++;

		if (shift == 63 && byte > 1)
			return NULL;
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			*ret = value;
			return p;
		}
	}
	return NULL;
}

const uint8_t *
tw_varint_get32_long(const uint8_t *p, const uint8_t *end, uint32_t *ret)
{
	uint64_t value;
	const uint8_t *next = tw_varint_get64_long(p, end, &value);

	if (!next || value > UINT32_MAX)
		return NULL;
	*ret = (uint32_t)value;
	return next;
}
