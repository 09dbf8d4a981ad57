/* dates.c: a date as one number whose order is that of the calendar. */
/* SPDX-License-Identifier: MIT */
#include "base/dates.h"

#include <time.h>

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
	uint32_t date = tw_date_of(year, month, day);

	if (text.n > 0 || (day > 28 &&
		tw_date_of_days(tw_date_days(date)) != date))
		return 0;
	return date;
}

/*
 * Years are counted from March, so that the day a leap year adds is the last
 * of them, in eras of 400, which all have as many days.
 */
#define ERA_YEARS 400
#define ERA_DAYS 146097
#define MARCH_1_OF_YEAR_0 (-719468)

int32_t
tw_date_days(uint32_t date)
{
	int32_t month = (int32_t)(date >> 8 & 255);
	int32_t day = (int32_t)(date & 255);
	int32_t year = (int32_t)(date >> 16) - (month <= 2);

	month = month ? month : 1;
	day = day ? day : 1;
	int32_t era = (year < 0 ? year - (ERA_YEARS - 1) : year) / ERA_YEARS;
	int32_t of_era = year - era * ERA_YEARS;
	int32_t of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 +
		of_year + MARCH_1_OF_YEAR_0;
}

uint32_t
tw_date_of_days(int32_t days)
{
	int32_t from = days - MARCH_1_OF_YEAR_0;
	int32_t era = (from < 0 ? from - (ERA_DAYS - 1) : from) / ERA_DAYS;
	int32_t of_era = from - era * ERA_DAYS;
	int32_t year = (of_era - of_era / 1460 + of_era / 36524 -
		of_era / (ERA_DAYS - 1)) / 365;
	int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int32_t shifted = (5 * of_year + 2) / 153;
	int32_t day = of_year - (153 * shifted + 2) / 5 + 1;
	int32_t month = shifted < 10 ? shifted + 3 : shifted - 9;

	year += era * ERA_YEARS + (month <= 2);
	return tw_date_of((uint32_t)year, (uint32_t)month, (uint32_t)day);
}

int32_t
tw_today(void)
{
	return (int32_t)(time(NULL) / 86400);
}
