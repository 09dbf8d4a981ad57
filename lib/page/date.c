/* date.c: calendar dates as pages write them. */
/* SPDX-License-Identifier: MIT */
#include "page/date.h"

#include <stdio.h>

#include "page/calendar.h"
#include "page/at.h"
#include "page/plain.h"
#include "text/utf8.h"

/*
 * A date is one of
 *
 *   year-month-day [time]    2019-12-17T10:00:00Z, 2019/12/17
 *   year month-name day      2019. december 17.; 2019/dec/17
 *   day month-name year      17th of December, 2019; 17-Dec-2019
 *   month-name day year      December 17th, 2019
 *   month-name year          December 2019
 *   day.month.year           17.12.2019, 17/12/2019 where it is clear; 17.12.19
 *
 * with a weekday before it or not. Each reader below takes a cursor by value,
 * moves it over what it knows and gives it back only when all was there.
 */
static const char *const day_suffixes[] = {
	"st", "nd", "rd", "th", "er", "\xc2\xba", "\xc2\xaa", ":e", ":a",
	"."};
static const char *const day_joints[] = {
	"of", "de", "del", "den", "i", "ab"};
static const char *const year_joints[] = {"de", "del", "of", "do", "di"};

/* One of the words, a space behind it, in any case. */
static void
skip_joint(struct tw_at *at, const char *const *words, size_t count)
{
	char plain[8];
	size_t n = tw_plain_word(tw_at_rest(*at));
	size_t used = n < 8 ? tw_plain(tw_str(at->p, n), plain, 8) : 0;

	for (size_t i = 0; i < count; i++) {
		struct tw_at next = {at->p + n, at->end};

		if (!tw_str_equal(tw_str(plain, used), tw_str_of(words[i])))
			continue;
		tw_at_space(&next);
		if (next.p > at->p + n)
			*at = next;
		return;
	}
}

static bool
read_year(struct tw_at *at, unsigned *ret)
{
	unsigned year;
	struct tw_at next = *at;

	if (!tw_at_number(&next, 4, 4, &year) || year < 1000
		|| year > 2999)
		return false;
	*at = next;
	*ret = year;
	return true;
}

static bool
make(unsigned year, unsigned month, unsigned day, struct tw_date *ret)
{
	if (month < 1 || month > 12 || day > tw_month_days(year, month))
		return false;
	ret->year = (uint16_t)year;
	ret->month = (uint8_t)month;
	ret->day = (uint8_t)day;
	return true;
}

/* A month's name, with "d'" before it and a full stop behind it or not. */
static bool
read_month(struct tw_at *at, unsigned *ret)
{
	struct tw_at next = *at;

	if (!tw_at_text(&next, "d'")
		&& !tw_at_text(&next, "d\xe2\x80\x99"))
		next = *at;

	size_t n = tw_month_read(tw_at_rest(next), ret);

	if (n == 0)
		return false;
	next.p += n;
	tw_at_byte(&next, '.');
	*at = next;
	return true;
}

/* A day of the month, with what languages hang on it. */
static bool
read_day(struct tw_at *at, unsigned *ret)
{
	struct tw_at next = *at;

	if (!tw_at_number(&next, 1, 2, ret) || *ret < 1 || *ret > 31)
		return false;
	for (size_t i = 0; i < sizeof(day_suffixes) / sizeof(*day_suffixes);
		i++) {
		if (tw_at_text(&next, day_suffixes[i]))
			break;
	}
	*at = next;
	return true;
}

/* "-12-17" behind the year; the two separators are the same. */
static bool
read_iso_rest(struct tw_at *at, unsigned year, struct tw_date *ret)
{
	struct tw_at next = *at;
	unsigned month;
	unsigned day;
	char separator = next.p < next.end ? *next.p : '\0';

	if (separator != '-' && separator != '/' && separator != '.')
		return false;
	next.p++;
	if (!tw_at_number(&next, 1, 2, &month) || !tw_at_byte(&next, separator)
		|| !tw_at_number(&next, 1, 2, &day) || day == 0
		|| !make(year, month, day, ret))
		return false;
	tw_at_time(&next);
	if (!tw_at_word_end(next))
		return false;
	*at = next;
	return true;
}

/* "年12月17日" behind the year. */
static bool
read_han_rest(struct tw_at *at, unsigned year, struct tw_date *ret)
{
	struct tw_at next = *at;
	unsigned month;
	unsigned day;

	if (!tw_at_text(&next, "年") || !tw_at_number(&next, 1, 2, &month)
		|| !tw_at_text(&next, "月") || !tw_at_number(&next, 1, 2, &day)
		|| !tw_at_text(&next, "日") || day == 0
		|| !make(year, month, day, ret))
		return false;
	*at = next;
	return true;
}

/* " december 17." behind the year, and "/dec/17". */
static bool
read_year_name_rest(struct tw_at *at, unsigned year, struct tw_date *ret)
{
	struct tw_at next = *at;
	unsigned month;
	unsigned day;

	bool path = tw_at_byte(&next, '/');

	if (!path)
		tw_at_byte(&next, '.');
	tw_at_space(&next);
	if (tw_at_text(&next, "m."))
		tw_at_space(&next);
	if (!read_month(&next, &month) || (path && !tw_at_byte(&next, '/')))
		return false;
	tw_at_space(&next);
	if (!read_day(&next, &day) || !make(year, month, day, ret)
		|| !tw_at_word_end(next))
		return false;
	*at = next;
	return true;
}

/* What begins with a year; `value`: less than a day is enough. */
static bool
read_from_year(struct tw_at *at, bool value, struct tw_date *ret)
{
	struct tw_at next = *at;
	unsigned year;
	unsigned month;

	if (!read_year(&next, &year))
		return false;
	*at = next;
	if (read_iso_rest(at, year, ret) || read_han_rest(at, year, ret)
		|| read_year_name_rest(at, year, ret))
		return true;
	if (!value)
		return false;
	if (tw_at_byte(&next, '-') && tw_at_number(&next, 2, 2, &month)
		&& tw_at_word_end(next) && make(year, month, 0, ret)) {
		*at = next;
		return true;
	}
	next = *at;
	ret->year = (uint16_t)year;
	ret->month = 0;
	ret->day = 0;
	/* A wrong month does not make the year right. */
	return tw_at_word_end(*at) && !((tw_at_byte(&next, '-')
		|| tw_at_byte(&next, '/')) && tw_at_digit(next.p, next.end));
}

/* "20191217", only as a value. */
static bool
read_compact(struct tw_at *at, struct tw_date *ret)
{
	struct tw_at next = *at;
	unsigned number;

	if (!tw_at_number(&next, 8, 8, &number) || number < 19000000
		|| number > 29991231 || number % 100 == 0
		|| !make(number / 10000, number / 100 % 100, number % 100,
			ret))
		return false;
	tw_at_compact_time(&next);
	if (!tw_at_word_end(next))
		return false;
	*at = next;
	return true;
}

/* A year behind a month's name, with what may stand between. */
static bool
read_year_behind(struct tw_at *at, unsigned *ret)
{
	struct tw_at next = *at;

	if (!tw_at_byte(&next, ','))
		tw_at_byte(&next, '-');
	tw_at_space(&next);
	skip_joint(&next, year_joints,
		sizeof(year_joints) / sizeof(*year_joints));
	if (!read_year(&next, ret) || !tw_at_word_end(next))
		return false;
	*at = next;
	return true;
}

/* "17th of December, 2019" */
static bool
read_day_name_year(struct tw_at *at, struct tw_date *ret)
{
	struct tw_at next = *at;
	unsigned day;
	unsigned month;
	unsigned year;

	if (!read_day(&next, &day))
		return false;
	if (!tw_at_byte(&next, '-'))
		tw_at_space(&next);
	skip_joint(&next, day_joints, sizeof(day_joints) / sizeof(*day_joints));
	if (!read_month(&next, &month) || !read_year_behind(&next, &year)
		|| !make(year, month, day, ret))
		return false;
	*at = next;
	return true;
}

/* "19" in "17.12.19", as strptime has it; not in "17.12.19.4". */
static bool
read_short_year(struct tw_at *at, const char *start, unsigned *ret)
{
	struct tw_at next = *at;

	if (at->p != start + 6 || !tw_at_number(&next, 2, 2, ret)
		|| !tw_at_word_end(next)
		|| (next.p + 1 < next.end && *next.p == '.'
			&& tw_at_digit(next.p + 1, next.end)))
		return false;
	*ret += *ret < 69 ? 2000 : 1900;
	*at = next;
	return true;
}

/* What is known of a text before its date is read. */
struct how {
	bool value;		/* it is one, and less than a day is enough */
	enum tw_day_order order;
};

/* The order of two numbers that may both be a month; UNKNOWN: none is told. */
static enum tw_day_order
order_of(char separator, enum tw_day_order told)
{
	if (separator == '.' && told != TW_MONTH_FIRST_EVER)
		return TW_DAY_FIRST;
	return told;
}

/*
 * "17.12.2019". With a slash or a hyphen the order of day and month is the
 * writer's country's: read only where one order is possible, or told.
 */
static bool
read_day_month_year(struct tw_at *at, struct how how, struct tw_date *ret)
{
	struct tw_at next = *at;
	unsigned first;
	unsigned second;
	unsigned year;

	if (!tw_at_number(&next, 1, 2, &first) || next.p >= next.end)
		return false;

	char separator = *next.p++;

	if (separator != '.' && separator != '/' && separator != '-')
		return false;
	if (separator == '.')
		tw_at_space(&next);
	if (!tw_at_number(&next, 1, 2, &second)
		|| !tw_at_byte(&next, separator))
		return false;
	if (separator == '.')
		tw_at_space(&next);
	if (!read_year(&next, &year) && (how.value || separator != '.'
		|| !read_short_year(&next, at->p, &year)))
		return false;
	if (!tw_at_word_end(next) || first == 0 || second == 0)
		return false;

	enum tw_day_order order = order_of(separator, how.order);

	if (order == TW_ORDER_UNKNOWN && first <= 12 && second <= 12
		&& first != second)
		return false;
	*at = next;
	if (first <= 12 && (order >= TW_MONTH_FIRST || second > 12))
		return make(year, first, second, ret);
	return make(year, second, first, ret);
}

/* "December 17th, 2019" and "December 2019" */
static bool
read_from_month(struct tw_at *at, struct tw_date *ret)
{
	struct tw_at next = *at;
	unsigned month;
	unsigned day;
	unsigned year;

	if (!read_month(&next, &month))
		return false;
	*at = next;
	tw_at_space(&next);
	if (read_day(&next, &day)) {
		tw_at_byte(&next, ',');
		tw_at_space(&next);
		if (read_year(&next, &year) && tw_at_word_end(next)
			&& make(year, month, day, ret)) {
			*at = next;
			return true;
		}
	}
	return read_year_behind(at, &year) && make(year, month, 0, ret);
}

static bool
read_plain_date(struct tw_at *at, struct how how, struct tw_date *ret)
{
	struct tw_at next = *at;

	if (!tw_at_digit(at->p, at->end))
		return read_from_month(at, ret);
	if ((how.value && read_compact(&next, ret))
		|| read_from_year(&next, how.value, ret)) {
		*at = next;
		return true;
	}
	next = *at;
	if (!read_day_name_year(&next, ret)) {
		next = *at;
		if (!read_day_month_year(&next, how, ret))
			return false;
	}
	*at = next;
	return true;
}

/*
 * Reads the date at the cursor and moves it there. *ret_wrong: there is one,
 * but on another weekday; the cursor is moved behind it all the same.
 */
static bool
read_date(struct tw_at *at, struct how how, struct tw_date *ret,
	bool *ret_wrong)
{
	struct tw_at next = *at;
	unsigned days;

	*ret_wrong = false;
	if (read_plain_date(&next, how, ret)) {
		*at = next;
		return true;
	}
	next = *at;

	size_t n = tw_weekday_read(tw_at_rest(next), &days);

	if (n == 0)
		return false;
	next.p += n;
	tw_at_byte(&next, '.');
	tw_at_byte(&next, ',');
	tw_at_space(&next);
	skip_joint(&next, day_joints, sizeof(day_joints) / sizeof(*day_joints));
	how.value = false;
	if (!read_plain_date(&next, how, ret))
		return false;
	*at = next;
	if (ret->day == 0)
		return true;
	*ret_wrong = (days >> tw_weekday(ret->year, ret->month, ret->day) & 1)
		== 0;
	return !*ret_wrong;
}

size_t
tw_date_read_by(struct tw_str text, enum tw_day_order order,
	struct tw_date *ret)
{
	struct tw_at at = {text.p, text.p + text.n};
	struct tw_date date;
	bool wrong;

	if (text.n == 0 || !read_date(&at, (struct how){true, order}, &date,
		&wrong))
		return 0;
	*ret = date;
	return (size_t)(at.p - text.p);
}

size_t
tw_date_read(struct tw_str text, struct tw_date *ret)
{
	return tw_date_read_by(text, TW_ORDER_UNKNOWN, ret);
}

/* True if a date may begin at p: not within a word or a longer number. */
static bool
may_begin(const char *begin, const char *p)
{
	if (p == begin)
		return true;

	unsigned char before = (unsigned char)p[-1];
	bool digit = before >= '0' && before <= '9';

	if (digit || ((before | 32) >= 'a' && (before | 32) <= 'z')
		|| before == '_')
		return false;
	/* A day before a month that could not be read with it: a range. */
	if (!tw_at_digit(p, p + 1))
		return before != ' ' || p - begin < 2
			|| !tw_at_digit(p - 2, p - 1);
	if (before != '-' && before != '/' && before != '.' && before != ':')
		return true;
	return p - begin < 2 || !tw_at_digit(p - 2, p - 1);
}

/* Furthest that a digit may be from the beginning of a date. */
#define DIGIT_WITHIN 60

bool
tw_date_find_by(struct tw_str text, enum tw_day_order order,
	struct tw_date *ret, size_t *ret_start, size_t *ret_end)
{
	struct how how = {false, order};
	const char *end = text.p + text.n;
	const char *digit = text.p;

	for (const char *p = text.p; p < end;) {
		uint32_t c;
		struct tw_at at = {p, end};
		struct tw_date date;
		bool wrong = false;
		const char *next = tw_utf8_next(p, end, &c);

		while (digit < end && (digit < p || !tw_at_digit(digit, end)))
			digit++;
		if (digit == end)
			return false;

		bool letter = tw_plain_is_letter(c);

		if (!letter && !tw_at_digit(p, end)) {
			p = next;
			continue;
		}
		if (digit - p <= DIGIT_WITHIN && may_begin(text.p, p)
			&& read_date(&at, how, &date, &wrong)) {
			*ret = date;
			*ret_start = (size_t)(p - text.p);
			*ret_end = (size_t)(at.p - text.p);
			return true;
		}
		if (wrong)
			p = at.p;
		else if (letter)
			p += tw_plain_word(tw_str(p, (size_t)(end - p)));
		else
			p = next;
	}
	return false;
}

bool
tw_date_find(struct tw_str text, struct tw_date *ret, size_t *ret_start,
	size_t *ret_end)
{
	return tw_date_find_by(text, TW_ORDER_UNKNOWN, ret, ret_start,
		ret_end);
}

/* The last digits of a number, and a NUL. */
static void
print_digits(char *out, size_t count, unsigned number)
{
	out[count] = '\0';
	for (; count > 0; number /= 10)
		out[--count] = (char)('0' + number % 10);
}

void
tw_date_print(struct tw_date date, char out[11])
{
	print_digits(out, 4, date.year);
	if (date.month != 0) {
		out[4] = '-';
		print_digits(out + 5, 2, date.month);
	}
	if (date.month != 0 && date.day != 0) {
		out[7] = '-';
		print_digits(out + 8, 2, date.day);
	}
}

int
tw_date_compare(struct tw_date a, struct tw_date b)
{
	unsigned left[3] = {a.year, a.month ? a.month : 1u, a.day ? a.day : 1u};
	unsigned right[3] = {b.year, b.month ? b.month : 1u,
		b.day ? b.day : 1u};

	for (int i = 0; i < 3; i++) {
		if (left[i] != right[i])
			return left[i] < right[i] ? -1 : 1;
	}
	return 0;
}
