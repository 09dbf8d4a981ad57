/* dates.c: a date as one number whose order is that of the calendar. */
/* SPDX-License-Identifier: MIT */
#include "index/dates.h"

#include <stdbool.h>

/* Reads `digits` digits; false if there are others, or fewer. */
static bool
take_number(struct tw_str *text, size_t digits, uint32_t *ret)
{
	uint32_t number = 0;

	if (text->n < digits)
		return false;
	for (size_t i = 0; i < digits; i++) {
		if (text->p[i] < '0' || text->p[i] > '9')
			return false;
		number = 10 * number + (uint32_t)(text->p[i] - '0');
	}
	*text = tw_str(text->p + digits, text->n - digits);
	*ret = number;
	return true;
}

/* Reads "-" and a number from 1 to most. */
static bool
take_part(struct tw_str *text, uint32_t most, uint32_t *ret)
{
	if (text->n == 0 || text->p[0] != '-')
		return false;
	*text = tw_str(text->p + 1, text->n - 1);
	return take_number(text, 2, ret) && *ret >= 1 && *ret <= most;
}

uint32_t
tw_date_pack(struct tw_str text)
{
	uint32_t year;
	uint32_t month = 0;
	uint32_t day = 0;

	if (!take_number(&text, 4, &year))
		return 0;
	if (text.n > 0 && !take_part(&text, 12, &month))
		return 0;
	if (text.n > 0 && !take_part(&text, 31, &day))
		return 0;
	return text.n > 0 ? 0 : year << 16 | month << 8 | day;
}
