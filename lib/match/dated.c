/* dated.c: which articles are of the dates asked for, and how they order. */
/* SPDX-License-Identifier: MIT */
#include "match/dated.h"

#include <math.h>
#include <string.h>

#include "base/bytes.h"

#define DATE_MAX (9999 << 16 | 12 << 8 | 31)

static struct tw_span
span_from(int32_t low, int32_t high)
{
	return (struct tw_span){false, low, low, low, high};
}

struct tw_span
tw_dated_span(const struct tw_dated *dated)
{
	struct tw_span span = span_from(1, DATE_MAX);

	span.all = !dated->filters;
	if (dated->after > 0) {
		span.low = (int32_t)dated->after;
		span.month = (int32_t)(dated->after & ~0xffu);
		span.year = (int32_t)(dated->after & ~0xffffu);
	}
	if (dated->before > 0) {
		span.high = (int32_t)dated->before;
		if ((dated->before & 0xffff) == 0)
			span.high |= 0xffff;
		else if ((dated->before & 0xff) == 0)
			span.high |= 0xff;
	}
	return span;
}

bool
tw_dated_is_empty(const struct tw_dated *dated)
{
	struct tw_span span = tw_dated_span(dated);

	return dated->filters && span.high < span.low;
}

static bool
is_within(const struct tw_span *span, int32_t date)
{
	return span->all || ((date >= span->low || date == span->month ||
		date == span->year) && date <= span->high);
}

bool
tw_dated_has(const struct tw_dated *dated, uint32_t date)
{
	struct tw_span span = tw_dated_span(dated);

	return is_within(&span, (int32_t)date);
}

/* ------------------------------------------------------------------ */

typedef int32_t four __attribute__((vector_size(16)));
static inline four
all_four(int32_t n)
{
	return (four){n, n, n, n};
}

static inline four
four_dates(const uint8_t *p)
{
	return (four){(int32_t)tw_le32(p), (int32_t)tw_le32(p + 4),
		(int32_t)tw_le32(p + 8), (int32_t)tw_le32(p + 12)};
}

#define FEW 4			/* that are looked at one by one */

uint64_t
tw_dates_within(const uint8_t dates[64 * 4], const struct tw_span *span,
	uint64_t bits)
{
	if (span->all)
		return bits;
	if (__builtin_popcountll(bits) > FEW)
		return bits & TW_BEST_OF(tw_dated)->within(dates, span);
	for (uint64_t left = bits; left; left &= left - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(left);

		if (!is_within(span, (int32_t)tw_le32(dates + (size_t)i * 4)))
			bits &= ~(UINT64_C(1) << i);
	}
	return bits;
}

static inline four
choose(four mask, four a, four b)
{
	return (mask & a) | (~mask & b);
}

/* A damaged date, which is negative, becomes the highest. */
struct tw_date_group
tw_date_group_of(const uint8_t dates[64 * 4])
{
	four low = all_four(INT32_MAX);
	four high = {0};
	struct tw_date_group group = {UINT32_MAX, 0};

	for (size_t i = 0; i < 64 * 4; i += 16) {
		four d = four_dates(dates + i);
		four some = choose(d < 0, all_four(INT32_MAX), d);
		four date = choose(some == 0, all_four(INT32_MAX), some);

		low = choose(date < low, date, low);
		high = choose(some > high, some, high);
	}
	for (int i = 0; i < 4; i++) {
		uint32_t least = (uint32_t)low[i];

		if (least < group.low && least < INT32_MAX)
			group.low = least;
		if ((uint32_t)high[i] > group.high)
			group.high = (uint32_t)high[i];
	}
	return group;
}

/* ------------------------------------------------------------------ */
/* Order. The bits of positive floats order as the floats do.           */

static float
float_of(uint32_t bits)
{
	float number;

	memcpy(&number, &bits, sizeof(number));
	return number;
}

static int32_t
bits_of(float number)
{
	int32_t bits;

	memcpy(&bits, &number, sizeof(bits));
	return bits;
}

float
tw_dated_key(const struct tw_dated *dated, uint32_t date)
{
	if (date > DATE_MAX)
		date = 0;
	if (dated->order == TW_NEWEST_FIRST)
		return float_of(date);
	return date > 0 ? -float_of(date) : -INFINITY;
}

struct tw_span
tw_dated_above(const struct tw_dated *dated, float least)
{
	struct tw_span span = span_from(1, least < 0 ? bits_of(-least) : 0);

	if (dated->order == TW_NEWEST_FIRST && least > 0)
		span = span_from(bits_of(least), DATE_MAX);
	else if (dated->order == TW_NEWEST_FIRST)
		span.all = true;
	span.all |= least == -INFINITY;
	return span;
}

/* ------------------------------------------------------------------ */

int
tw_dates_go_to(struct tw_dates *dates, uint64_t offset, const uint8_t **ret,
	trawl_error *err)
{
	int status = tw_stream_at(dates->stream, offset, &dates->p,
		&dates->left, err);
	size_t n = sizeof(dates->room);

	dates->offset = offset;
	*ret = dates->p;
	if (status != TRAWL_OK || dates->left >= n)
		return status;
	*ret = dates->room;
	memset(dates->room, 0, n);
	if (dates->stream->length - offset < n)
		n = (size_t)(dates->stream->length - offset);
	return tw_stream_copy(dates->stream, offset, dates->room, n, err);
}
