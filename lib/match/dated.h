/* dated.h: which articles are of the dates asked for, and how they order. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_DATED_H
#define MATCH_DATED_H

#include <stdbool.h>

#include "base/kernels.h"
#include "index/segment.h"
#include "match/recency.h"

enum tw_order {
	TW_BY_SCORE,
	TW_NEWEST_FIRST,
	TW_OLDEST_FIRST,
	TW_ORDER_COUNT,
	TW_UNORDERED = TW_ORDER_COUNT	/* seen, not kept (matches.h) */
};

/*
 * What is asked of dates, and what they do to scores; zeroed: nothing. Dates
 * are packed (base/dates.h), with 0 for a month or day that is not said; they
 * are inclusive and may be as wide as a year. An article whose date is as wide
 * is found if any day of it is asked for; one without a date is not, if
 * `filters`.
 */
struct tw_dated {
	bool filters;
	uint32_t after;		/* 0: since ever */
	uint32_t before;	/* 0: until ever */
	enum tw_order order;
	struct tw_recency recency;	/* by score; else unused */
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

/*
 * The dates from low to high, and of those below low the two that are as wide
 * as its month and its year; or all. Signed, as vectors compare: damaged
 * dates may be anything.
 */
struct tw_span {
	bool all;		/* those that are none, too */
	int32_t low;
	int32_t month;
	int32_t year;
	int32_t high;
};

/* The dates that are asked for. */
struct tw_span tw_dated_span(const struct tw_dated *dated);

/* The dates with a key of at least this, in an order by date. */
struct tw_span tw_dated_above(const struct tw_dated *dated, float least);

/* Which of 64 dates, le32 on end, are within, of those whose bit is set. */
uint64_t tw_dates_within(const uint8_t dates[64 * 4],
	const struct tw_span *span, uint64_t bits);

struct tw_dated_kernels {
	/* For a span that is not all. */
	uint64_t (*within)(const uint8_t dates[64 * 4],
		const struct tw_span *span);
};
TW_KERNELS(tw_dated);

/* The lowest and highest of 64 dates, le32 on end. */
struct tw_date_group tw_date_group_of(const uint8_t dates[64 * 4]);

/* Whether no date of the group is within; it is known. */
static inline bool
tw_span_misses(const struct tw_span *span, struct tw_date_group group)
{
	int32_t low = span->year < span->low ? span->year : span->low;

	return !span->all && ((int32_t)group.high < low ||
		group.low > (uint32_t)span->high);
}

/* A segment's dates, by as much of them as lies in one record. */
struct tw_dates {
	struct tw_stream *stream;
	const uint8_t *p;
	uint64_t offset;	/* of p in the stream */
	size_t left;		/* bytes from p on; 0 at first */
	uint8_t room[64 * 4];	/* of 64 dates that lie in two */
};

static inline void
tw_dates_open(struct tw_dates *dates, struct tw_segment *segment)
{
	dates->stream = &segment->stream[TW_STREAM_DATES];
	dates->left = 0;
	dates->offset = 0;
}

/* Part of tw_dates_at. */
int tw_dates_go_to(struct tw_dates *dates, uint64_t offset,
	const uint8_t **ret, trawl_error *err) TW_MUST_USE;

/*
 * The dates of 64 articles of the segment from a multiple of 64 on, 0 behind
 * the last one; borrowed until the next call. Bases ascend.
 */
static inline TW_MUST_USE int
tw_dates_at(struct tw_dates *dates, uint32_t base, const uint8_t **ret,
	trawl_error *err)
{
	uint64_t offset = (uint64_t)base * 4;

	if (dates->left < (size_t)64 * 4 ||
		offset - dates->offset > dates->left - (size_t)64 * 4)
		return tw_dates_go_to(dates, offset, ret, err);
	*ret = dates->p + (offset - dates->offset);
	return TRAWL_OK;
}

/* The same; notes in their group what they are. */
static inline TW_MUST_USE int
tw_dates_look(struct tw_dates *dates, uint32_t base,
	struct tw_date_group *group, const uint8_t **ret, trawl_error *err)
{
	int status = tw_dates_at(dates, base, ret, err);

	if (status == TRAWL_OK && group->low == 0)
		*group = tw_date_group_of(*ret);
	return status;
}

#endif
