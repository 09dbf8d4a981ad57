/* when.h: what a query says of dates: 2019, 2014..2019, last-month, 7d. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_WHEN_H
#define QUERY_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "query/tree.h"

/* From and to, both inclusive, as those of a node of kind DATES. */
struct tw_when {
	uint32_t from;
	uint32_t to;
};

/*
 * Reads what stands behind date:, since: or before:
 *
 *   2019  2019-12  2019-12-17  2019/12/17
 *   today  yesterday
 *   this-week  last-week  this-month  last-month  this-year  last-year
 *   7d  7-days  2w  6-months-ago  1y      from then until today
 *   2014..2019  2014..  ..2019            between any two of the above
 *
 * A space or _ serves as the -. Weeks begin on Monday. since: takes the
 * beginning of it and all that follows, before: all until the day before it.
 * `today` is the number of a day (base/dates.h). False if it is none of this,
 * or if it ends before it begins.
 */
bool tw_when_read(struct tw_str text, enum tw_query_field field,
	int32_t today, struct tw_when *ret);

/* Appends it such that it reads as the same behind date: on any day. */
void tw_when_print(struct tw_when when, struct tw_buf *out);

#endif
