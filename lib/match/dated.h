/* dated.h: which articles are of the dates asked for, and how they order. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_DATED_H
#define MATCH_DATED_H

#include <stdbool.h>

#include "index/segment.h"

enum tw_order {
	TW_BY_SCORE,
	TW_NEWEST_FIRST,
	TW_OLDEST_FIRST,
	TW_ORDER_COUNT
};

/*
 * What is asked of dates; zeroed: nothing. Dates are packed (index/dates.h),
 * with 0 for a month or day that is not said; they are inclusive and may be
 * as wide as a year. An article whose date is as wide is found if any day of
 * it is asked for; one without a date is not, if `filters`.
 */
struct tw_dated {
	bool filters;
	uint32_t after;		/* 0: since ever */
	uint32_t before;	/* 0: until ever */
	enum tw_order order;
};

/* True if no date at all can be asked for: before is before after. */
bool tw_dated_is_empty(const struct tw_dated *dated);

/* Whether an article of this date, 0 for none, is one of those asked for. */
bool tw_dated_has(const struct tw_dated *dated, uint32_t date);

/*
 * A date as a number to keep the highest of, such that ties are by arrival:
 * the article that the order has first has the highest, one without a date
 * the lowest. It is no score and must not be reckoned with.
 */
float tw_dated_key(const struct tw_dated *dated, uint32_t date);

/* Which of 64 dates, le32 on end, are asked for, as bits. */
uint64_t tw_dated_have(const struct tw_dated *dated,
	const uint8_t dates[64 * 4]);

/* Which of 64 dates have a key of at least this; maybe more of those that
   have no date. */
uint64_t tw_dated_above(const struct tw_dated *dated,
	const uint8_t dates[64 * 4], float least);

/*
 * The dates of 64 articles from a multiple of 64 on, those behind the last
 * article unset: in place, or in `room`.
 */
int tw_dates_of(struct tw_segment *segment, uint32_t base,
	uint8_t room[64 * 4], const uint8_t **ret, trawl_error *err)
	TW_MUST_USE;

#endif
