/* dates.h: a date as one number whose order is that of the calendar. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_DATES_H
#define BASE_DATES_H

#include <stdint.h>

#include "base/str.h"

/*
 * year << 16 | month << 8 | day of "2019-12-17", "2019-12" or "2019", unknown
 * parts 0; 0 for any other text.
 */
uint32_t tw_date_pack(struct tw_str text);

/* The same of a year, a month and a day. */
static inline uint32_t
tw_date_of(uint32_t year, uint32_t month, uint32_t day)
{
	return year << 16 | month << 8 | day;
}

/*
 * Days between 1970-01-01 and a day of the Gregorian calendar, years 0 to
 * 9999, and back. A month or day that is not known counts as the first.
 */
int32_t tw_date_days(uint32_t date);
uint32_t tw_date_of_days(int32_t days);

/* The number of the present day, in UTC, as tw_date_days counts. */
int32_t tw_today(void);

#endif
