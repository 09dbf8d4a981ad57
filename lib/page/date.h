/* date.h: calendar dates as pages write them. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_DATE_H
#define PAGE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* A date known to the day, the month (day 0) or the year (month 0 too). */
struct tw_date {
	uint16_t year;
	uint8_t month;
	uint8_t day;
};

/* Which of 3/4/2025 is the day. */
enum tw_day_order {
	TW_ORDER_UNKNOWN,	/* 3.4.2025 begins with it; 3/4/2025 is no
				   date */
	TW_DAY_FIRST,
	TW_MONTH_FIRST,		/* between slashes and hyphens */
	TW_MONTH_FIRST_EVER	/* between full stops too */
};

/*
 * Reads the date that begins at the beginning of the text: ISO 8601, RFC 5322,
 * "Tuesday, 17 December 2019", "November 11th, 2014", "11.11.2014", month
 * names in the stemmers' languages. Returns the bytes read, 0 if there is no
 * date. A weekday that does not fit the date makes it none.
 */
size_t tw_date_read(struct tw_str text, struct tw_date *ret);

/* Finds the first date in the text. False if there is none. */
bool tw_date_find(struct tw_str text, struct tw_date *ret, size_t *ret_start,
	size_t *ret_end);

/* The same two where the order of day and month is told. */
size_t tw_date_read_by(struct tw_str text, enum tw_day_order order,
	struct tw_date *ret);
bool tw_date_find_by(struct tw_str text, enum tw_day_order order,
	struct tw_date *ret, size_t *ret_start, size_t *ret_end);

/* "2019-12-17", "2019-12" or "2019", NUL-terminated. */
void tw_date_print(struct tw_date date, char out[11]);

/* < 0, 0, > 0; an unknown part counts as its first. */
int tw_date_compare(struct tw_date a, struct tw_date b);

#endif
