/* when.c: what a query says of dates: 2019, 2014..2019, last-month, 7d. */
/* SPDX-License-Identifier: MIT */
#include "query/when.h"

#include <string.h>

#include "base/dates.h"

#define TEXT_MAX 32
#define COUNT_MAX 9999

static uint32_t
year_of(uint32_t date)
{
	return date >> 16;
}

static uint32_t
month_of(uint32_t date)
{
	return date >> 8 & 255;
}

static struct tw_when
from_to(uint32_t from, uint32_t to)
{
	return (struct tw_when){from, to};
}

/* The month that lies `back` months before the date's; none before 0001. */
static uint32_t
months_before(uint32_t date, uint32_t back)
{
	uint32_t months = year_of(date) * 12 + month_of(date) - 1;
	uint32_t least = 12;

	months = months < least + back ? least : months - back;
	return tw_date_of(months / 12, months % 12 + 1, 0);
}

/* ------------------------------------------------------------------ */
/* Words.                                                               */

struct span_of_words {
	const char *words;
	struct tw_when (*when)(int32_t today);
};

static struct tw_when
on_day(int32_t day)
{
	return from_to(tw_date_of_days(day), tw_date_of_days(day));
}

static struct tw_when
on_day_before(int32_t today)
{
	return on_day(today - 1);
}

/* Of a day, its week from Monday to Sunday; 1970-01-01 was a Thursday. */
static struct tw_when
this_week(int32_t today)
{
	int32_t monday = today - ((today + 3) % 7 + 7) % 7;

	return from_to(tw_date_of_days(monday), tw_date_of_days(monday + 6));
}

static struct tw_when
last_week(int32_t today)
{
	return this_week(today - 7);
}

static struct tw_when
this_month(int32_t today)
{
	uint32_t month = months_before(tw_date_of_days(today), 0);

	return from_to(month, month);
}

static struct tw_when
last_month(int32_t today)
{
	uint32_t month = months_before(tw_date_of_days(today), 1);

	return from_to(month, month);
}

static struct tw_when
this_year(int32_t today)
{
	uint32_t year = tw_date_of(year_of(tw_date_of_days(today)), 0, 0);

	return from_to(year, year);
}

static struct tw_when
last_year(int32_t today)
{
	uint32_t year = tw_date_of(year_of(tw_date_of_days(today)) - 1, 0, 0);

	return from_to(year, year);
}

static const struct span_of_words spans[] = {
	{"today", on_day},
	{"yesterday", on_day_before},
	{"this-week", this_week},
	{"last-week", last_week},
	{"this-month", this_month},
	{"last-month", last_month},
	{"this-year", this_year},
	{"last-year", last_year},
};

static bool
read_words(const char *text, int32_t today, struct tw_when *ret)
{
	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		if (strcmp(text, spans[i].words) == 0) {
			*ret = spans[i].when(today);
			return true;
		}
	}
	return false;
}

/* ------------------------------------------------------------------ */
/* Numbers of days, weeks, months, years.                               */

/* 'd', 'w', 'm' or 'y' of "d", "days", "-days-ago", ...; 0 of others. */
static char
unit_of(const char *text)
{
	static const char *const units[] = {"day", "week", "month", "year"};

	if (text[0] && !text[1])
		return strchr("dwmy", text[0]) ? text[0] : 0;
	text += text[0] == '-';
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t n = strlen(units[i]);

		if (strncmp(text, units[i], n) != 0)
			continue;
		text += n;
		text += text[0] == 's';
		return strcmp(text, "") == 0 || strcmp(text, "-ago") == 0
			? units[i][0] : 0;
	}
	return 0;
}

/* The day that lies months before, or the last of its month. */
static uint32_t
day_months_before(uint32_t date, uint32_t back)
{
	uint32_t month = months_before(date, back);
	int32_t next = tw_date_days(months_before(month + (1U << 16), 11));
	uint32_t last = tw_date_of_days(next - 1) & 255;
	uint32_t day = date & 255;

	return month | (day < last ? day : last);
}

static bool
read_count(const char *text, int32_t today, struct tw_when *ret)
{
	uint32_t now = tw_date_of_days(today);
	uint32_t count = 0;

	if (*text < '0' || *text > '9')
		return false;
	for (; *text >= '0' && *text <= '9'; text++) {
		count = 10 * count + (uint32_t)(*text - '0');
		if (count > COUNT_MAX)
			return false;
	}
	ret->to = now;
	switch (unit_of(text)) {
	case 'd':
		ret->from = tw_date_of_days(today - (int32_t)count);
		return true;
	case 'w':
		ret->from = tw_date_of_days(today - 7 * (int32_t)count);
		return true;
	case 'm':
		ret->from = day_months_before(now, count);
		return true;
	case 'y':
		ret->from = day_months_before(now, 12 * count);
		return true;
	default:
		return false;
	}
}

/* ------------------------------------------------------------------ */
/* One time, and two with dots between them.                            */

static bool
read_date(const char *text, struct tw_when *ret)
{
	uint32_t date = tw_date_pack(tw_str_of(text));

	*ret = from_to(date, date);
	return date >= tw_date_of(1, 0, 0);
}

static bool
read_one(struct tw_str text, int32_t today, struct tw_when *ret)
{
	char plain[TEXT_MAX];

	if (text.n >= sizeof(plain))
		return false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		plain[i] = c == ' ' || c == '_' || c == '/' ? '-' : c;
	}
	plain[text.n] = 0;
	return strlen(plain) == text.n && (read_date(plain, ret) ||
		read_words(plain, today, ret) ||
		read_count(plain, today, ret));
}

/* A date as wide as given, just before the first day of the other one. */
static uint32_t
date_before(uint32_t date)
{
	if (month_of(date) == 0)
		return date - (1U << 16);
	if ((date & 255) == 0)
		return months_before(date, 1);
	return tw_date_of_days(tw_date_days(date) - 1);
}

static bool
read_range(struct tw_str text, size_t dots, int32_t today,
	struct tw_when *ret)
{
	struct tw_str first = tw_str(text.p, dots);
	struct tw_str last = tw_str(text.p + dots + 2, text.n - dots - 2);
	struct tw_when from = {0};
	struct tw_when to = {0};

	if (first.n == 0 && last.n == 0)
		return false;
	if ((first.n > 0 && !read_one(first, today, &from)) ||
		(last.n > 0 && !read_one(last, today, &to)))
		return false;
	*ret = from_to(from.from, to.to);
	return true;
}

/* The first day of what may be a month or year, and of the one behind it. */
static int32_t
days_behind(uint32_t date)
{
	if (month_of(date) == 0)
		return tw_date_days(date + (1U << 16));
	if ((date & 255) == 0)
		return tw_date_days(months_before(date + (1U << 16), 11));
	return tw_date_days(date) + 1;
}

bool
tw_when_read(struct tw_str text, enum tw_query_field field, int32_t today,
	struct tw_when *ret)
{
	struct tw_when when = {0};

	for (size_t i = 0; field == TW_QUERY_DATE && i + 1 < text.n; i++) {
		if (text.p[i] != '.' || text.p[i + 1] != '.')
			continue;
		if (!read_range(text, i, today, &when) || (when.from &&
			when.to &&
			tw_date_days(when.from) >= days_behind(when.to)))
			return false;
		*ret = when;
		return true;
	}
	if (!read_one(text, today, &when))
		return false;
	if (field == TW_QUERY_SINCE)
		when.to = 0;
	if (field == TW_QUERY_BEFORE)
		when = from_to(0, date_before(when.from));
	*ret = when;
	return field != TW_QUERY_BEFORE || when.to >= tw_date_of(1, 0, 0);
}

/* ------------------------------------------------------------------ */

static void
print_date(uint32_t date, struct tw_buf *out)
{
	tw_buf_addf(out, "%04u", (unsigned)year_of(date));
	if (month_of(date))
		tw_buf_addf(out, "-%02u", (unsigned)month_of(date));
	if (date & 255)
		tw_buf_addf(out, "-%02u", (unsigned)(date & 255));
}

void
tw_when_print(struct tw_when when, struct tw_buf *out)
{
	if (when.from)
		print_date(when.from, out);
	if (when.from == when.to)
		return;
	tw_buf_addf(out, "..");
	if (when.to)
		print_date(when.to, out);
}
