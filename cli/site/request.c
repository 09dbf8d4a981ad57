/* request.c: what a web request asks for, checked. */
/* SPDX-License-Identifier: MIT */
#include "site/request.h"

#include <stdio.h>
#include <string.h>

#include "facetnames.h"
#include "recency.h"
#include "site/utf8.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/*
 * Decodes up to `most` bytes and makes them UTF-8; a % that begins no code
 * stands for itself. False if there are more.
 */
static bool
decode(const char *p, size_t n, size_t most, char *out)
{
	char bytes[REQUEST_QUERY_MAX];
	size_t length = 0;

	for (size_t i = 0; i < n; i++) {
		char c = p[i] == '+' ? ' ' : p[i];

		if (p[i] == '%' && i + 2 < n && hex(p[i + 1]) >= 0 &&
			hex(p[i + 2]) >= 0) {
			c = (char)(hex(p[i + 1]) * 16 + hex(p[i + 2]));
			i += 2;
		}
		if (length == most)
			return false;
		bytes[length++] = c;
	}
	clean_utf8(bytes, length, out);
	return true;
}

bool
request_has_many_words(const char *text)
{
	size_t count = 0;

	for (;;) {
		text += strspn(text, " \t\r\n");
		if (!*text)
			return count > REQUEST_WORDS_MAX;
		count++;
		text += strcspn(text, " \t\r\n");
	}
}

/* Of a word or a pattern, as far as a look can tell. */
static bool
is_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9') || (uint8_t)c >= 0x80 || c == '*' ||
		c == '?';
}

/* b*r, ?ar and bar~, but not ba*, bar? or "b a r"~3. */
static bool
has_many_patterns(const char *text)
{
	size_t count = 0;

	for (const char *p = text; *p; p++)
		count += *p == '~' ? p > text && is_of_word(p[-1]) :
			(*p == '*' || *p == '?') && is_of_word(p[1]);
	return count > REQUEST_PATTERNS_MAX;
}

static bool
read_page(const char *p, size_t n, uint32_t *ret)
{
	uint32_t page = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9' || page > REQUEST_PAGE_MAX)
			return false;
		page = page * 10 + (uint32_t)(p[i] - '0');
	}
	if (n == 0 || page < 1 || page > REQUEST_PAGE_MAX)
		return false;
	*ret = page;
	return true;
}

static bool
is(const char *p, size_t n, const char *name)
{
	return n == strlen(name) && memcmp(p, name, n) == 0;
}

/* ------------------------------------------------------------------ */
/* Dates.                                                               */

static unsigned
number(const char *p, size_t n)
{
	unsigned value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (unsigned)(p[i] - '0');
	return value;
}

static unsigned
days_of_month(unsigned year, unsigned month)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31};
	bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && is_leap ? 29 : days[month - 1];
}

static void
write_day(unsigned year, unsigned month, unsigned day, char ret[11])
{
	char room[32];

	snprintf(room, sizeof(room), "%04u-%02u-%02u", year % 10000,
		month % 100, day % 100);
	memcpy(ret, room, 11);
}

/* 2019-12-17, 2019-12 or 2019: the first day of it, or the last. */
static bool
read_day(const char *p, size_t n, bool is_last, char ret[11])
{
	static const char form[] = "0000-00-00";

	if (n == 0) {
		ret[0] = '\0';
		return true;
	}
	if (n != 4 && n != 7 && n != 10)
		return false;
	for (size_t i = 0; i < n; i++)
		if (form[i] == '-' ? p[i] != '-' : p[i] < '0' || p[i] > '9')
			return false;
	unsigned year = number(p, 4);
	unsigned month = n > 4 ? number(p + 5, 2) : is_last ? 12 : 1;

	if (year < 1 || month < 1 || month > 12)
		return false;
	unsigned days = days_of_month(year, month);
	unsigned day = n > 7 ? number(p + 8, 2) : is_last ? days : 1;

	if (day < 1 || day > days)
		return false;
	write_day(year, month, day, ret);
	return true;
}

void
day_after(const char day[11], char ret[11])
{
	unsigned y = number(day, 4);
	unsigned m = number(day + 5, 2);
	unsigned d = number(day + 8, 2) + 1;

	if (d > days_of_month(y, m)) {
		d = 1;
		m++;
	}
	if (m > 12) {
		m = 1;
		y++;
	}
	write_day(y, m, d, ret);
}

/* ------------------------------------------------------------------ */
/* Parameters.                                                          */

static enum message
read_query(const char *p, size_t n, struct request *request)
{
	request->has_query = true;
	if (!decode(p, n, REQUEST_QUERY_MAX, request->query))
		return SAY_LONG_QUERY;
	if (request_has_many_words(request->query))
		return SAY_MANY_WORDS;
	return has_many_patterns(request->query) ? SAY_MANY_PATTERNS :
		SAY_NOTHING;
}

static enum message
read_sort(const char *p, size_t n, struct request *request)
{
	request->has_sort = n > 0;
	if (n == 0 || is(p, n, "score"))
		request->sort = TRAWL_BY_SCORE;
	else if (is(p, n, "newest"))
		request->sort = TRAWL_NEWEST_FIRST;
	else if (is(p, n, "oldest"))
		request->sort = TRAWL_OLDEST_FIRST;
	else if (is(p, n, "title"))
		request->sort = TRAWL_BY_TITLE;
	else
		return SAY_BAD_SORT;
	return SAY_NOTHING;
}

static enum message
read_format(const char *p, size_t n, struct request *request)
{
	static const char *const names[FACE_COUNT] = {"html", "json", "atom",
		"feed", "suggest"};

	for (int i = 0; i < FACE_COUNT; i++) {
		if (is(p, n, names[i])) {
			request->face = (enum face)i;
			return SAY_NOTHING;
		}
	}
	return SAY_BAD_FORMAT;
}

/* 1 or 0. */
static bool
read_yes(const char *p, size_t n, bool *ret)
{
	if (n != 1 || (*p != '0' && *p != '1'))
		return false;
	*ret = *p == '1';
	return true;
}

/* 1 to `most`. */
static bool
read_count(const char *p, size_t n, uint32_t most, uint32_t *ret)
{
	uint32_t count = 0;

	if (n == 0 || n > 9)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		count = count * 10 + (uint32_t)(p[i] - '0');
	}
	*ret = count;
	return count > 0 && count <= most;
}

/* category,year */
static bool
read_facets_of(const char *p, size_t n, unsigned *ret)
{
	char names[3 * REQUEST_FILTER_MAX + 1];
	size_t wrong;

	return decode(p, n, REQUEST_FILTER_MAX, names) &&
		facets_named(names, ret, &wrong);
}

static bool
read_keep(const char *p, size_t n, int *ret)
{
	static const char *const names[] = {
		[TRAWL_KEEP_BEST] = "best",
		[TRAWL_KEEP_NEWEST] = "newest",
		[TRAWL_KEEP_LONGEST] = "longest",
	};

	for (int i = 0; i < (int)(sizeof(names) / sizeof(*names)); i++) {
		if (is(p, n, names[i])) {
			*ret = i;
			return true;
		}
	}
	return false;
}

/* What programs may ask for; other parameters are nobody's. */
static enum message
read_option(const char *p, size_t name, const char *value, size_t n,
	struct request *request)
{
	bool is_good = true;

	if (is(p, name, "recency"))
		is_good = read_days(value, n, &request->half_life);
	else if (is(p, name, "expand"))
		is_good = read_yes(value, n, &request->expand);
	else if (is(p, name, "explain"))
		is_good = read_yes(value, n, &request->explain);
	else if (is(p, name, "keep"))
		is_good = read_keep(value, n, &request->keep);
	else if (is(p, name, "budget"))
		is_good = read_count(value, n, UINT32_MAX, &request->budget);
	else if (is(p, name, "passages"))
		is_good = read_count(value, n, REQUEST_PASSAGES_MAX,
			&request->passages);
	else if (is(p, name, "facets"))
		is_good = read_facets_of(value, n, &request->facets);
	return is_good ? SAY_NOTHING : SAY_BAD_OPTION;
}

/* One name=value. */
static enum message
read_pair(const char *p, size_t n, struct request *request)
{
	const char *sign = memchr(p, '=', n);
	size_t name = sign ? (size_t)(sign - p) : n;
	const char *value = sign ? sign + 1 : p + n;
	size_t length = sign ? n - name - 1 : 0;

	if (is(p, name, "q"))
		return read_query(value, length, request);
	if (is(p, name, "page"))
		return read_page(value, length, &request->page) ?
			SAY_NOTHING : SAY_BAD_PAGE;
	if (is(p, name, "from"))
		return read_day(value, length, false, request->from) ?
			SAY_NOTHING : SAY_BAD_DATE;
	if (is(p, name, "to"))
		return read_day(value, length, true, request->to) ?
			SAY_NOTHING : SAY_BAD_DATE;
	if (is(p, name, "category"))
		return decode(value, length, REQUEST_FILTER_MAX,
			request->category) ? SAY_NOTHING : SAY_LONG_FILTER;
	if (is(p, name, "author"))
		return decode(value, length, REQUEST_FILTER_MAX,
			request->author) ? SAY_NOTHING : SAY_LONG_FILTER;
	if (is(p, name, "sort"))
		return read_sort(value, length, request);
	if (is(p, name, "format"))
		return read_format(value, length, request);
	return read_option(p, name, value, length, request);
}

bool
request_read(const char *query_string, struct request *ret,
	enum message *ret_problem)
{
	struct request request = {.page = 1};
	const char *p = query_string;

	*ret = request;
	*ret_problem = SAY_NOTHING;
	if (strlen(p) > REQUEST_STRING_MAX) {
		*ret_problem = SAY_LONG_ADDRESS;
		return false;
	}
	while (*p) {
		size_t n = strcspn(p, "&");
		enum message problem = read_pair(p, n, &request);

		if (*ret_problem == SAY_NOTHING)
			*ret_problem = problem;
		p += n;
		p += *p == '&';
	}
	if (*ret_problem != SAY_NOTHING) {
		ret->face = request.face;
		memcpy(ret->query, request.query, sizeof(ret->query));
		return false;
	}
	*ret = request;
	return true;
}

bool
request_read_id(const char *query_string, char ret[REQUEST_TEXT_ROOM])
{
	size_t n = strcspn(query_string, "&");

	return strncmp(query_string, "id=", 3) == 0 && n > 3 &&
		n <= REQUEST_STRING_MAX &&
		decode(query_string + 3, n - 3, REQUEST_QUERY_MAX, ret);
}

bool
request_has_filters(const struct request *request)
{
	return request->category[0] || request->author[0] ||
		request->from[0] || request->to[0];
}
