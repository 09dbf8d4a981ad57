/* searched.c: what of a request may be counted, for the owner of a site. */
/* SPDX-License-Identifier: MIT */
#include "site/searched.h"

#include <string.h>
#include <strings.h>

#include "args.h"
#include "site/request.h"
#include "site/respond.h"
#include "site/utf8.h"

bool
searched_is_robot(const struct asked *asked)
{
	static const char *const names[] = {"bot", "crawl", "spider", "slurp",
		"archiver", "fetcher", "monitor", "scan", "preview",
		"headless", "feed", "http://", "https://"};

	if (!*asked->agent || strcasestr(asked->purpose, "prefetch") ||
		strcasestr(asked->purpose, "prerender"))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcasestr(asked->agent, names[i]))
			return true;
	return false;
}

static bool
has_text(const char *query)
{
	return query[strspn(query, " \t\r\n")] != '\0';
}

bool
searched_counts(const struct asked *asked, const struct request *request)
{
	return equal(asked->method, "GET") && !*asked->known &&
		(request->face == FACE_PAGE || request->face == FACE_JSON) &&
		has_text(request->query) && request->page == 1 &&
		!request_has_filters(request) && !request->has_sort &&
		!searched_is_robot(asked);
}

/* ------------------------------------------------------------------ */
/* One form for all.                                                    */

/* Spaces of all kinds, and what is none but cannot be seen. */
static bool
is_space(uint32_t point)
{
	return point <= 0x20 || (point >= 0x7F && point <= 0xA0) ||
		point == 0xAD || point == 0x61C || point == 0x1680 ||
		(point >= 0x2000 && point <= 0x200F) ||
		(point >= 0x2028 && point <= 0x202F) ||
		(point >= 0x205F && point <= 0x206F) || point == 0x3000 ||
		point == 0xFEFF;
}

/* The small letter of a capital of Latin, Greek or Cyrillic, whose UTF-8 has
   as many bytes. */
static uint32_t
small(uint32_t point)
{
	bool is_even_capital = (point >= 0x100 && point <= 0x12F) ||
		(point >= 0x132 && point <= 0x137) ||
		(point >= 0x14A && point <= 0x177);
	bool is_odd_capital = (point >= 0x139 && point <= 0x148) ||
		(point >= 0x179 && point <= 0x17E);

	if ((point >= 'A' && point <= 'Z') ||
		(point >= 0xC0 && point <= 0xDE && point != 0xD7) ||
		(point >= 0x391 && point <= 0x3A9 && point != 0x3A2) ||
		(point >= 0x410 && point <= 0x42F))
		return point + 0x20;
	if (point >= 0x400 && point <= 0x40F)
		return point + 0x50;
	if (point == 0x178)
		return 0xFF;
	if (is_even_capital)
		return point | 1;
	return is_odd_capital ? point + (point & 1) : point;
}

static bool
is_operator(const char *word, size_t length)
{
	static const char *const operators[] = {"AND", "OR", "NOT", "NEAR"};

	for (size_t i = 0; i < 4; i++) {
		size_t n = strlen(operators[i]);

		if (length >= n && memcmp(word, operators[i], n) == 0 &&
			(length == n || (i == 3 && word[n] == '/')))
			return true;
	}
	return false;
}

static void
make_small(char *word, size_t length)
{
	const char *end = word + length;

	if (is_operator(word, length))
		return;
	while (word < end) {
		size_t n = utf8_length(word, end);
		uint32_t point = small(utf8_point(word, n));

		if (n == 1) {
			word[0] = (char)point;
		} else if (n == 2) {
			word[0] = (char)(0xC0 | point >> 6);
			word[1] = (char)(0x80 | (point & 0x3F));
		}
		word += n;
	}
}

/* The bytes of the word at p, which is before end. */
static size_t
word_length(const char *p, const char *end)
{
	const char *begin = p;

	while (p < end) {
		size_t n = utf8_length(p, end);

		if (is_space(utf8_point(p, n)))
			break;
		p += n;
	}
	return (size_t)(p - begin);
}

static bool
is_private(const char *text)
{
	size_t digits = 0;

	for (const char *p = text; *p; p++)
		digits += *p >= '0' && *p <= '9';
	return digits > SEARCHED_DIGITS_MAX || strchr(text, '@');
}

void
searched_text(const char *query, char ret[SEARCHED_TEXT_MAX + 1])
{
	const char *end = query + strlen(query);
	size_t length = 0;

	ret[0] = '\0';
	while (query < end) {
		size_t n = word_length(query, end);
		size_t space = n > 0 && length > 0;

		if (length + space + n > SEARCHED_TEXT_MAX) {
			ret[0] = '\0';
			return;
		}
		if (space)
			ret[length++] = ' ';
		memcpy(ret + length, query, n);
		make_small(ret + length, n);
		length += n;
		ret[length] = '\0';
		query += n;
		if (query < end)
			query += utf8_length(query, end);
	}
	if (is_private(ret))
		ret[0] = '\0';
}
