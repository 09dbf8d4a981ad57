/* recency.c: how long it takes until an article counts less. */
/* SPDX-License-Identifier: MIT */
#include "recency.h"

#define COUNT_MAX 36500

/* Of a unit at the end of the text; 0: there is no such one. */
static uint32_t
days_of(const char *unit, size_t length)
{
	if (length == 0)
		return 1;
	if (length > 1)
		return 0;
	switch (*unit) {
	case 'd':
		return 1;
	case 'w':
		return 7;
	case 'y':
		return 365;
	default:
		return 0;
	}
}

bool
read_days(const char *text, size_t length, uint32_t *ret)
{
	uint32_t count = 0;
	size_t i = 0;

	for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
		count = 10 * count + (uint32_t)(text[i] - '0');
		if (count > COUNT_MAX)
			return false;
	}
	uint32_t days = count * days_of(text + i, length - i);

	if (days == 0)
		return false;
	*ret = days;
	return true;
}
