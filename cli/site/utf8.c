/* utf8.c: the gate for text from the web: UTF-8, checked once. */
/* SPDX-License-Identifier: MIT */
#include "site/utf8.h"

#include <stdbool.h>
#include <string.h>

/* The bytes that a lead byte asks for; 0 if it is none. */
static size_t
bytes_wanted(uint8_t lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead < 0xE0)
		return 2;
	if (lead >= 0xE0 && lead < 0xF0)
		return 3;
	return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

uint32_t
utf8_point(const char *p, size_t length)
{
	static const uint8_t masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint32_t point = (uint8_t)p[0] & masks[length];

	for (size_t i = 1; i < length; i++)
		point = point << 6 | ((uint8_t)p[i] & 0x3F);
	return point;
}

size_t
utf8_length(const char *p, const char *end)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = bytes_wanted((uint8_t)*p);

	if (length == 0 || (size_t)(end - p) < length)
		return 0;
	for (size_t i = 1; i < length; i++)
		if (((uint8_t)p[i] & 0xC0) != 0x80)
			return 0;
	uint32_t point = utf8_point(p, length);
	bool is_surrogate = point >= 0xD800 && point < 0xE000;

	return point < least[length] || point > 0x10FFFF || is_surrogate ?
		0 : length;
}

void
clean_utf8(const char *p, size_t n, char *out)
{
	const char *end = p + n;

	while (p < end) {
		size_t length = *p ? utf8_length(p, end) : 0;

		if (length > 0) {
			memcpy(out, p, length);
			out += length;
			p += length;
		} else {
			memcpy(out, "\xEF\xBF\xBD", 3);
			out += 3;
			p++;
		}
	}
	*out = '\0';
}
