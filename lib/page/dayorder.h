/* dayorder.h: whether a page writes the day of a date before its month. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_DAYORDER_H
#define PAGE_DAYORDER_H

#include "page/pubdate.h"

/*
 * What the page itself tells: dates of numbers that can be read in one order
 * alone, or of which one reading is a date that is known already; else the
 * country of its language or, in English, of its address.
 */
enum tw_day_order tw_day_order_find(const struct tw_finder *finder,
	const struct tw_told_dates *known);

#endif
