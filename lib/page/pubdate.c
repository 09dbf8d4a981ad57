/* pubdate.c: where a page tells when it was published. */
/* SPDX-License-Identifier: MIT */
#include "page/pubdate.h"

#include <strings.h>

#include "page/dayorder.h"
#include "page/furniture.h"
#include "page/plain.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define FRONT_WEIGHT 1000

/* Bounds of what looks like a line that tells a date, in words. */
#define SHORT_LINE 16
#define LABEL_WORDS 3
#define DATE_WORDS 8		/* of a line with nothing else */
#define RIGHT_ABOVE 6		/* blocks */
#define DATELINES 2		/* blocks of the text that may begin with */
#define DATELINE_BYTES 60	/* its own date, and where it stands in them */

/*
 * A tenth of the log-odds that each source gives for its date over the others
 * of the page, as bench/extract/weights.py finds them.
 */
static const struct {
	const char *source;
	int weight;
} tellers[TW_DATED_COUNT] = {
	[TW_DATED_FRONT] = {"front-matter", FRONT_WEIGHT},
	[TW_DATED_JSON_LD] = {"json-ld", 2},
	[TW_DATED_JSON_LD_PAGE] = {"json-ld", 6},
	[TW_DATED_JSON_LD_CHANGED] = {"modified", 6},
	[TW_DATED_OPENGRAPH] = {"opengraph", 18},
	[TW_DATED_META] = {"meta", 9},
	[TW_DATED_META_DATE] = {"meta", 9},
	[TW_DATED_META_CHANGED] = {"modified", -5},
	[TW_DATED_ITEM] = {"microdata", 4},
	[TW_DATED_ITEM_CHANGED] = {"modified", -5},
	[TW_DATED_TIME_TITLE] = {"time", 4},
	[TW_DATED_TIME_NEAR] = {"time", 12},
	[TW_DATED_TIME_FAR] = {"time", 11},
	[TW_DATED_CLASS_TITLE] = {"byline", -1},
	[TW_DATED_CLASS_NEAR] = {"byline", 3},
	[TW_DATED_CLASS_FAR] = {"byline", 4},
	[TW_DATED_LINE_TITLE] = {"byline", 28},
	[TW_DATED_LINE_NEAR] = {"byline", 17},
	[TW_DATED_LINE_FAR] = {"byline", 1},
	[TW_DATED_TEXT] = {"text", 12},
	[TW_DATED_CHANGED_TITLE] = {"modified", 12},
	[TW_DATED_CHANGED_NEAR] = {"modified", 11},
	[TW_DATED_CHANGED_FAR] = {"modified", 0},
	[TW_DATED_URL] = {"url", 14},
	[TW_DATED_URL_MONTH] = {NULL, 4},
	[TW_DATED_FILE] = {"file", 14},
	[TW_DATED_FIRST] = {NULL, 6},
	[TW_DATED_LAST] = {NULL, 3}};

struct teller {
	enum tw_fact_kind kind;
	const char *name;
	enum tw_dated by;
};

static const struct teller facts[] = {
	{TW_FACT_FRONT, "date", TW_DATED_FRONT},
	{TW_FACT_FRONT, "published", TW_DATED_FRONT},
	{TW_FACT_FRONT, "pubdate", TW_DATED_FRONT},
	{TW_FACT_FRONT, "publishdate", TW_DATED_FRONT},
	{TW_FACT_JSON_LD, "date", TW_DATED_JSON_LD},
	{TW_FACT_JSON_LD, "page-date", TW_DATED_JSON_LD_PAGE},
	{TW_FACT_JSON_LD, "modified", TW_DATED_JSON_LD_CHANGED},
	{TW_FACT_JSON_LD, "page-modified", TW_DATED_JSON_LD_CHANGED},
	{TW_FACT_META, "article:published_time", TW_DATED_OPENGRAPH},
	{TW_FACT_META, "og:published_time", TW_DATED_OPENGRAPH},
	{TW_FACT_META, "og:article:published_time", TW_DATED_OPENGRAPH},
	{TW_FACT_META, "citation_publication_date", TW_DATED_META},
	{TW_FACT_META, "citation_date", TW_DATED_META},
	{TW_FACT_META, "parsely-pub-date", TW_DATED_META},
	{TW_FACT_META, "sailthru.date", TW_DATED_META},
	{TW_FACT_META, "article_date_original", TW_DATED_META},
	{TW_FACT_META, "dc.date.issued", TW_DATED_META},
	{TW_FACT_META, "dcterms.issued", TW_DATED_META},
	{TW_FACT_META, "date", TW_DATED_META_DATE},
	{TW_FACT_META, "dc.date", TW_DATED_META_DATE},
	{TW_FACT_META, "dc.date.created", TW_DATED_META_DATE},
	{TW_FACT_META, "dcterms.date", TW_DATED_META_DATE},
	{TW_FACT_META, "dcterms.created", TW_DATED_META_DATE},
	{TW_FACT_META, "article:modified_time", TW_DATED_META_CHANGED},
	{TW_FACT_META, "og:updated_time", TW_DATED_META_CHANGED},
	{TW_FACT_ITEM, "datePublished", TW_DATED_ITEM},
	{TW_FACT_ITEM, "dateModified", TW_DATED_ITEM_CHANGED},
	{TW_FACT_TIME, "", TW_DATED_TIME_TITLE},
	{TW_FACT_TIME, "modified", TW_DATED_CHANGED_TITLE},
	{TW_FACT_DATE_TEXT, "class", TW_DATED_CLASS_TITLE},
	{TW_FACT_DATE_TEXT, "modified", TW_DATED_CHANGED_TITLE}};

/* What is in the names that sites make up for <meta>. */
static const struct teller names[] = {
	{TW_FACT_META, "publish", TW_DATED_META},
	{TW_FACT_META, "pubdate", TW_DATED_META},
	{TW_FACT_META, "pub-date", TW_DATED_META},
	{TW_FACT_META, "pub_date", TW_DATED_META},
	{TW_FACT_META, "publication", TW_DATED_META},
	{TW_FACT_META, "modified", TW_DATED_META_CHANGED},
	{TW_FACT_META, "updated", TW_DATED_META_CHANGED},
	{TW_FACT_META, "lastmod", TW_DATED_META_CHANGED}};

static const struct teller *
teller_of(const struct tw_fact *fact)
{
	for (size_t i = 0; i < COUNT(facts); i++) {
		if (tw_fact_is(fact, facts[i].kind, facts[i].name))
			return &facts[i];
	}
	for (size_t i = 0; fact->kind == TW_FACT_META && i < COUNT(names);
		i++) {
		if (memmem(fact->name.p, fact->name.n, names[i].name,
			strlen(names[i].name)))
			return &names[i];
	}
	return NULL;
}

/* Adds the date unless it cannot be: from the future, or a program's zero. */
static void
add(const struct tw_finder *finder, struct tw_told_dates *dates,
	struct tw_date date, enum tw_dated by)
{
	uint32_t bit = UINT32_C(1) << by;

	if (tw_date_compare(date, finder->options->now) > 0)
		return;
	if (by != TW_DATED_FRONT && (date.year < 1900
		|| (date.year == 1970 && date.month == 1 && date.day <= 1)))
		return;
	for (unsigned i = 0; i < dates->count; i++) {
		struct tw_told_date *told = &dates->list[i];

		if (told->date.year == date.year
			&& told->date.month == date.month
			&& told->date.day == date.day) {
			told->by |= bit;
			return;
		}
	}
	if (dates->count < TW_DATES_MAX)
		dates->list[dates->count++] = (struct tw_told_date){
			date, bit, 0};
}

static bool
is_told(const struct tw_told_dates *dates, enum tw_dated by)
{
	for (unsigned i = 0; i < dates->count; i++) {
		if (dates->list[i].by >> by & 1)
			return true;
	}
	return false;
}

/* Says "updated" and not "published". */
static bool
is_of_change(struct tw_str text)
{
	char plain[200];
	struct tw_str line = tw_str(plain, tw_plain(text, plain,
		sizeof(plain)));

	return (memmem(line.p, line.n, "updat", 5)
			|| memmem(line.p, line.n, "modif", 5))
		&& !memmem(line.p, line.n, "publish", 7)
		&& !memmem(line.p, line.n, "posted", 6);
}

/* The label above the line says that what it tells is of a change. */
static bool
is_below_change(const struct tw_finder *finder, uint32_t i)
{
	const struct tw_block *blocks = finder->page->blocks;

	return i > 0 && blocks[i - 1].words <= LABEL_WORDS
		&& is_of_change(blocks[i - 1].text);
}

/* In "3 May, updated 4 May" the first is of no change. */
static bool
is_before_change(struct tw_str line, struct tw_str value)
{
	const char *at = memmem(line.p, line.n, value.p, value.n);
	struct tw_date date;
	size_t start;
	size_t end;

	if (!at)
		return false;

	struct tw_str before = tw_str(line.p, (size_t)(at - line.p));
	struct tw_str behind = tw_str(at + value.n,
		line.n - before.n - value.n);

	return !is_of_change(before)
		&& tw_date_find(behind, &date, &start, &end);
}

/* The short line, or the label above it, says that the value it tells is of a
   change. */
static bool
is_line_of_change(const struct tw_finder *finder, uint32_t i,
	struct tw_str value)
{
	const struct tw_page *page = finder->page;

	if (i >= page->block_count || page->blocks[i].words > SHORT_LINE)
		return false;

	struct tw_str line = page->blocks[i].text;

	return is_below_change(finder, i)
		|| (is_of_change(line) && !is_before_change(line, value));
}

#define NO_DATE_AREAS (TW_AREA_NAV | TW_AREA_COMMENT | TW_AREA_RELATED \
	| TW_AREA_HIDDEN)

/* The first of the three kinds if the place is at the title, the next ones
   near and farther off; COUNT where it speaks of something else. */
static enum tw_dated
at_place(const struct tw_finder *finder, uint32_t block, uint32_t area,
	enum tw_dated first)
{
	if (tw_finder_is_near(finder, block, area)) {
		bool below = finder->title == TW_NO_BLOCK
			|| block > finder->title;

		return below && block <= finder->first ? first : first + 1;
	}

	uint32_t flags = finder->page->areas[area].all & NO_DATE_AREAS;

	/* Right above the text names may mislead. */
	if (block < finder->first && block + RIGHT_ABOVE >= finder->first)
		flags &= ~(uint32_t)(TW_AREA_NAV | TW_AREA_RELATED);
	return flags ? TW_DATED_COUNT : first + 2;
}

/* Farther off, the first of a kind is the only one to be heard. */
static void
add_placed(const struct tw_finder *finder, struct tw_told_dates *dates,
	struct tw_date date, enum tw_dated by)
{
	bool far = by == TW_DATED_TIME_FAR || by == TW_DATED_CLASS_FAR
		|| by == TW_DATED_LINE_FAR || by == TW_DATED_CHANGED_FAR;

	if (by != TW_DATED_COUNT && !(far && is_told(dates, by)))
		add(finder, dates, date, by);
}

/* Facts for programs, or, with the order of its numbers, text for readers. */
static void
add_facts(const struct tw_finder *finder, struct tw_told_dates *dates,
	bool text)
{
	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];
		const struct teller *teller = teller_of(fact);
		struct tw_date date;
		size_t start;
		size_t end;

		if (!teller || text != (fact->kind == TW_FACT_DATE_TEXT)
			|| (tw_date_read_by(fact->value, dates->order,
					&date) == 0
				&& !tw_date_find_by(fact->value, dates->order,
					&date, &start, &end)))
			continue;
		if (fact->kind != TW_FACT_TIME
			&& fact->kind != TW_FACT_DATE_TEXT) {
			add(finder, dates, date, teller->by);
			continue;
		}

		enum tw_dated by = teller->by;

		if (is_of_change(fact->value)
			|| is_line_of_change(finder, fact->block, fact->value))
			by = TW_DATED_CHANGED_TITLE;
		add_placed(finder, dates, date, at_place(finder, fact->block,
			fact->area, by));
	}
}

/* What a byline or a short line in sight tells. */
static void
add_line(struct tw_finder *finder, struct tw_told_dates *dates, uint32_t i)
{
	const struct tw_block *block = &finder->page->blocks[i];
	struct tw_str text = block->parts.n > 0 ? block->parts : block->text;
	struct tw_date date;
	size_t start;
	size_t end;

	if (tw_finder_byline(finder, i)) {
		if (finder->byline.published.year > 0)
			add_placed(finder, dates, finder->byline.published,
				at_place(finder, i, block->area,
					is_below_change(finder, i)
						? TW_DATED_CHANGED_TITLE
						: TW_DATED_LINE_TITLE));
		if (finder->byline.modified.year > 0)
			add_placed(finder, dates, finder->byline.modified,
				at_place(finder, i, block->area,
					TW_DATED_CHANGED_TITLE));
		if (finder->byline.published.year > 0
			|| finder->byline.modified.year > 0)
			return;
	}
	if (block->words <= (block->body ? DATE_WORDS : SHORT_LINE)
		&& i != finder->title
		&& block->furniture != TW_NOTICE
		&& block->furniture != TW_TWEET
		&& tw_date_find_by(text, dates->order, &date, &start, &end)
		&& date.day > 0)
		add_placed(finder, dates, date, at_place(finder, i,
			block->area, is_line_of_change(finder, i,
					tw_str(text.p + start, end - start))
				? TW_DATED_CHANGED_TITLE
				: TW_DATED_LINE_TITLE));
}

/* "Lowbridge, 3 May 2020 - The council has ...", below a byline or not. */
static void
add_dateline(const struct tw_finder *finder, struct tw_told_dates *dates)
{
	for (uint32_t i = finder->first; i < finder->first + DATELINES
		&& i < finder->page->block_count; i++) {
		struct tw_str text = finder->page->blocks[i].text;
		struct tw_date date;
		size_t start;
		size_t end;

		text.n = tw_utf8_floor(text, DATELINE_BYTES);
		if (tw_date_find_by(text, dates->order, &date, &start, &end)
			&& date.day > 0)
			add(finder, dates, date, TW_DATED_TEXT);
	}
}

/* "/20191217/": eight digits between slashes that are a date. */
static bool
find_compact(struct tw_str address, struct tw_date *ret)
{
	const char *end = address.p + address.n;

	for (const char *p = address.p; p + 10 <= end; p++) {
		if (p[0] == '/' && p[9] == '/'
			&& tw_date_read(tw_str(p + 1, 8), ret) == 8
			&& ret->day > 0)
			return true;
	}
	return false;
}

/* "/2019/12/17/" and "2019-12-17-title.md" */
static void
add_address(const struct tw_finder *finder, struct tw_told_dates *dates,
	struct tw_str address, enum tw_dated by)
{
	struct tw_date date;
	size_t start;
	size_t end;

	if (!find_compact(address, &date)
		&& (!tw_date_find(address, &date, &start, &end)
			|| date.day == 0 || address.p[start] < '0'
			|| address.p[start] > '9'))
		return;
	if (date.year >= 1980)
		add(finder, dates, date, by);
}

/* "/2019/12/": speaks for the days of that month that others tell. */
static void
add_month(struct tw_told_dates *dates, struct tw_str address)
{
	for (const char *p = address.p; p + 9 <= address.p + address.n; p++) {
		unsigned digits = 0;

		for (unsigned i = 1; i <= 7; i++)
			digits += p[i] >= '0' && p[i] <= '9';
		if (p[0] != '/' || p[5] != '/' || p[8] != '/' || digits != 6)
			continue;

		unsigned year = (unsigned)(p[1] - '0') * 1000
			+ (unsigned)(p[2] - '0') * 100
			+ (unsigned)(p[3] - '0') * 10
			+ (unsigned)(p[4] - '0');
		unsigned month = (unsigned)(p[6] - '0') * 10
			+ (unsigned)(p[7] - '0');

		for (unsigned i = 0; i < dates->count; i++) {
			struct tw_told_date *told = &dates->list[i];

			if (told->date.year == year
				&& told->date.month == month)
				told->by |= UINT32_C(1) << TW_DATED_URL_MONTH;
		}
	}
}

/* What the page's addresses tell: a day, or of the days told a month. */
static void
add_addresses(const struct tw_finder *finder, struct tw_told_dates *dates,
	bool month)
{
	const char *name = finder->options->name;
	bool url = name && strncasecmp(name, "http", 4) == 0;

	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];

		if (fact->kind != TW_FACT_CANONICAL)
			continue;
		if (month)
			add_month(dates, fact->value);
		else
			add_address(finder, dates, fact->value, TW_DATED_URL);
	}
	if (name && !month)
		add_address(finder, dates, tw_str_of(name),
			url ? TW_DATED_URL : TW_DATED_FILE);
	else if (url)
		add_month(dates, tw_str_of(name));
}

static unsigned
parts_known(const struct tw_date *date)
{
	return date->day > 0 ? 3 : date->month > 0 ? 2 : 1;
}

/* Days are told better than months, months than years. */
static void
leave_vague(struct tw_told_dates *dates)
{
	unsigned best = 0;
	unsigned kept = 0;

	for (unsigned i = 0; i < dates->count; i++) {
		const struct tw_date *date = &dates->list[i].date;
		unsigned known = parts_known(date);

		best = known > best ? known : best;
		if (dates->list[i].by >> TW_DATED_FRONT & 1)
			return;
	}
	for (unsigned i = 0; i < dates->count; i++) {
		if (parts_known(&dates->list[i].date) == best)
			dates->list[kept++] = dates->list[i];
	}
	dates->count = kept;
}

static void
add_order(struct tw_told_dates *dates)
{
	unsigned first = 0;
	unsigned last = 0;

	for (unsigned i = 1; i < dates->count; i++) {
		const struct tw_told_date *list = dates->list;

		if (tw_date_compare(list[i].date, list[first].date) < 0)
			first = i;
		if (tw_date_compare(list[i].date, list[last].date) > 0)
			last = i;
	}
	if (first == last)
		return;
	dates->list[first].by |= UINT32_C(1) << TW_DATED_FIRST;
	dates->list[last].by |= UINT32_C(1) << TW_DATED_LAST;
}

void
tw_pubdate_collect(struct tw_finder *finder, struct tw_told_dates *ret)
{
	ret->count = 0;
	ret->order = TW_ORDER_UNKNOWN;
	add_facts(finder, ret, false);
	add_addresses(finder, ret, false);
	ret->order = tw_day_order_find(finder, ret);
	finder->byline.order = ret->order;
	add_facts(finder, ret, true);
	for (uint32_t i = 0; i < finder->page->block_count; i++)
		add_line(finder, ret, i);
	add_dateline(finder, ret);
	add_addresses(finder, ret, true);
	leave_vague(ret);
	add_order(ret);
	for (unsigned i = 0; i < ret->count; i++) {
		struct tw_told_date *told = &ret->list[i];

		for (unsigned k = 0; k < TW_DATED_COUNT; k++)
			told->weight += told->by >> k & 1
				? tellers[k].weight : 0;
	}
}

#define BIT(by) (UINT32_C(1) << (by))
#define CHANGES (BIT(TW_DATED_JSON_LD_CHANGED) | BIT(TW_DATED_META_CHANGED) \
	| BIT(TW_DATED_ITEM_CHANGED) | BIT(TW_DATED_CHANGED_TITLE) \
	| BIT(TW_DATED_CHANGED_NEAR) | BIT(TW_DATED_CHANGED_FAR))

/* What is named as the source of a date: that which speaks most for it; one of
   a change only where none tells of the publication. */
static const char *
source_of(const struct tw_told_date *told)
{
	uint32_t by = told->by & ~CHANGES ? told->by & ~CHANGES : told->by;
	const char *source = NULL;
	int most = 0;

	for (unsigned k = 0; k < TW_DATED_COUNT; k++) {
		if ((by >> k & 1) && tellers[k].source
			&& (!source || tellers[k].weight > most)) {
			source = tellers[k].source;
			most = tellers[k].weight;
		}
	}
	return source ? source : "modified";
}

static void
vote(struct tw_finder *finder, struct tw_vote *votes, struct tw_date date,
	const char *source, int weight)
{
	char print[11];

	tw_date_print(date, print);

	struct tw_str text = tw_finder_keep(finder, tw_str_of(print));

	tw_vote_add(votes, text, text, source, weight);
}

void
tw_find_date(struct tw_finder *finder, struct tw_vote *votes)
{
	struct tw_told_dates dates;
	struct tw_date date;

	tw_pubdate_collect(finder, &dates);
	for (unsigned i = 0; i < dates.count; i++)
		vote(finder, votes, dates.list[i].date,
			source_of(&dates.list[i]), dates.list[i].weight);
	if (dates.count == 0 && finder->options->changed
		&& tw_date_read(tw_str_of(finder->options->changed), &date) > 0
		&& tw_date_compare(date, finder->options->now) <= 0)
		vote(finder, votes, date, "sitemap", 20);
}
