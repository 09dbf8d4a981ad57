/* dates.h: a date as one number whose order is that of the calendar. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_DATES_H
#define INDEX_DATES_H

#include <stdint.h>

#include "base/str.h"

/*
 * year << 16 | month << 8 | day of "2019-12-17", "2019-12" or "2019", unknown
 * parts 0; 0 for any other text.
 */
uint32_t tw_date_pack(struct tw_str text);

#endif
