/* dayorder.c: whether a page writes the day of a date before its month. */
/* SPDX-License-Identifier: MIT */
#include "page/dayorder.h"

#include <strings.h>

#include "page/at.h"
#include "text/site.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define LINE_WORDS 25		/* of a line that is looked at */

/* Dates of each order. */
struct heard {
	unsigned day_first;
	unsigned month_first;
};

/* The first two numbers of "3/4/2025". */
static bool
first_two(struct tw_str text, unsigned *ret_first, unsigned *ret_second)
{
	struct tw_at at = {text.p, text.p + text.n};

	return tw_at_number(&at, 1, 2, ret_first) && at.p < at.end
		&& memchr("/-.", *at.p++, 3)
		&& tw_at_number(&at, 1, 2, ret_second);
}

static bool
is_known(const struct tw_told_dates *known, struct tw_date date)
{
	for (unsigned i = 0; i < known->count; i++) {
		if (date.day > 0
			&& tw_date_compare(known->list[i].date, date) == 0)
			return true;
	}
	return false;
}

/* What the dates of numbers in the text say. */
static void
hear(struct tw_str text, const struct tw_told_dates *known,
	struct heard *heard)
{
	struct tw_date date;
	size_t start;
	size_t end;

	while (tw_date_find_by(text, TW_DAY_FIRST, &date, &start, &end)) {
		struct tw_str found = tw_str(text.p + start, end - start);
		struct tw_date turned = date;
		unsigned first;
		unsigned second;

		text = tw_str(text.p + end, text.n - end);
		if (date.day == 0 || !first_two(found, &first, &second)
			|| first == second)
			continue;
		if (first <= 12 && second <= 12) {
			turned.month = date.day;
			turned.day = date.month;
		}
		if (first > 12 || (second <= 12 && is_known(known, date)))
			heard->day_first++;
		else if (second > 12 || is_known(known, turned))
			heard->month_first++;
	}
}

/* "us" of "en-US"; empty if there is none. */
static struct tw_str
region_of(struct tw_str language)
{
	const char *end = language.p + language.n;
	const char *mark = memchr(language.p, '-', language.n);

	if (!mark)
		mark = memchr(language.p, '_', language.n);
	return mark ? tw_str(mark + 1, (size_t)(end - mark - 1)) : TW_STR("");
}

static bool
is_any(struct tw_str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (text.n == strlen(words[i])
			&& strncasecmp(text.p, words[i], text.n) == 0)
			return true;
	}
	return false;
}

/* The order of those who write English in a country. */
static enum tw_day_order
order_in(struct tw_str country)
{
	static const char *const day[] = {"gb", "uk", "ie", "au", "nz", "in",
		"za", "sg", "eu"};
	static const char *const month[] = {"us", "gov", "mil"};

	if (is_any(country, day, COUNT(day)))
		return TW_DAY_FIRST;
	return is_any(country, month, COUNT(month)) ? TW_MONTH_FIRST
		: TW_ORDER_UNKNOWN;
}

/* By the end of the host that the page is of. */
static enum tw_day_order
order_of_address(const struct tw_finder *finder)
{
	const char *name = finder->options->name;
	struct tw_buf host = {0};
	enum tw_day_order order = TW_ORDER_UNKNOWN;

	if (!name || strncasecmp(name, "http", 4) != 0)
		return order;
	tw_site_of(tw_str_of(name), &host);
	for (size_t i = host.n; i > 0 && !tw_buf_failed(&host); i--) {
		if (host.p[i - 1] == '.') {
			order = order_in(tw_str(host.p + i, host.n - i));
			break;
		}
	}
	tw_buf_done(&host);
	return order;
}

static enum tw_day_order
order_of_language(const struct tw_finder *finder)
{
	/* These begin with the year, and so tell nothing. */
	static const char *const others[] = {"zh", "ja", "ko", "hu", "lt",
		"fa", "mn"};
	const struct tw_page *page = finder->page;

	for (uint32_t i = 0; i < page->fact_count; i++) {
		struct tw_str language = page->facts[i].value;
		struct tw_str two = tw_str(language.p, 2);

		if (page->facts[i].kind != TW_FACT_LANGUAGE || language.n < 2
			|| is_any(two, others, COUNT(others)))
			continue;
		if (strncasecmp(language.p, "en", 2) != 0)
			return TW_DAY_FIRST;

		struct tw_str region = region_of(language);

		return region.n > 0 ? order_in(region)
			: order_of_address(finder);
	}
	return TW_ORDER_UNKNOWN;
}

enum tw_day_order
tw_day_order_find(const struct tw_finder *finder,
	const struct tw_told_dates *known)
{
	const struct tw_page *page = finder->page;
	struct heard heard = {0};

	for (uint32_t i = 0; i < page->block_count; i++) {
		if (page->blocks[i].words <= LINE_WORDS)
			hear(page->blocks[i].text, known, &heard);
	}
	if (heard.day_first != heard.month_first)
		return heard.day_first > heard.month_first ? TW_DAY_FIRST
			: TW_MONTH_FIRST_EVER;
	return order_of_language(finder);
}
