/* calendar.h: names of months and weekdays in many languages. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_CALENDAR_H
#define PAGE_CALENDAR_H

#include "base/str.h"

/*
 * Reads the name of a month (1 to 12), whole or as it is usually cut short,
 * in any case, with or without accents, at the beginning of the text.
 * Returns the bytes read, 0 if there is none.
 */
size_t tw_month_read(struct tw_str text, unsigned *ret_month);

/*
 * The same for a weekday. Some short names mean several days: bit 0 of
 * *ret_days is Monday, bit 6 Sunday.
 */
size_t tw_weekday_read(struct tw_str text, unsigned *ret_days);

/* 0 if there is no such month. */
unsigned tw_month_days(unsigned year, unsigned month);

/* 0 is Monday, 6 Sunday; of the Gregorian calendar. */
unsigned tw_weekday(unsigned year, unsigned month, unsigned day);

#endif
