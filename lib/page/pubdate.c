/* pubdate.c: where a page tells when it was published. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include <strings.h>

#include "page/furniture.h"
#include "page/plain.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/*
 * Weights are ten times ln(right / wrong) + 1.5, from pages whose date is
 * known (aed421 and wcxb, the development parts), where there were enough of
 * the source; the rest weigh as those most like them.
 */
static const struct tw_source sources[] = {
	{TW_FACT_FRONT, "date", "front-matter", 1000},
	{TW_FACT_FRONT, "published", "front-matter", 900},
	{TW_FACT_FRONT, "pubdate", "front-matter", 900},
	{TW_FACT_FRONT, "publishdate", "front-matter", 900},
	{TW_FACT_JSON_LD, "date", "json-ld", 33},
	{TW_FACT_JSON_LD, "page-date", "json-ld", 32},
	{TW_FACT_META, "article:published_time", "opengraph", 38},
	{TW_FACT_META, "og:published_time", "opengraph", 34},
	{TW_FACT_META, "citation_publication_date", "meta", 281},
	{TW_FACT_META, "citation_date", "meta", 281},
	{TW_FACT_META, "datepublished", "meta", 281},
	{TW_FACT_META, "parsely-pub-date", "meta", 281},
	{TW_FACT_META, "sailthru.date", "meta", 281},
	{TW_FACT_META, "pubdate", "meta", 281},
	{TW_FACT_META, "publishdate", "meta", 281},
	{TW_FACT_META, "publish-date", "meta", 281},
	{TW_FACT_META, "publish_date", "meta", 281},
	{TW_FACT_META, "dc.date", "meta", 28},
	{TW_FACT_META, "dc.date.issued", "meta", 281},
	{TW_FACT_META, "dcterms.date", "meta", 28},
	{TW_FACT_META, "dcterms.created", "meta", 28},
	{TW_FACT_META, "dcterms.issued", "meta", 281},
	{TW_FACT_META, "article.published", "meta", 281},
	{TW_FACT_META, "date", "meta", 28},
	{TW_FACT_ITEM, "datePublished", "microdata", 30},
	{TW_FACT_TIME, "", "time", 38},
	{TW_FACT_DATE_TEXT, "class", "byline", 36}};

/* Adds the date unless it cannot be: from the future, or a program's zero. */
static void
vote_date(struct tw_finder *finder, struct tw_vote *vote, struct tw_date date,
	const char *source, int weight)
{
	char print[11];

	if (tw_date_compare(date, finder->options->now) > 0)
		return;
	if (weight < 500 && (date.year < 1900
		|| (date.year == 1970 && date.month == 1 && date.day <= 1)))
		return;
	tw_date_print(date, print);

	struct tw_str text = tw_finder_keep(finder, tw_str_of(print));

	tw_vote_add(vote, text, text, source, weight);
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

static void
vote_facts(struct tw_finder *finder, struct tw_vote *vote,
	const struct tw_source *table, size_t count, bool changed)
{
	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];
		const struct tw_source *source = tw_source_of(fact, table,
			count);
		bool visible = fact->kind == TW_FACT_TIME
			|| fact->kind == TW_FACT_DATE_TEXT;
		struct tw_date date;
		size_t start;
		size_t end;

		if (!source || (visible && !tw_finder_is_near(finder,
				fact->block, fact->area))
			|| (visible && !changed && is_of_change(fact->value)))
			continue;
		if (tw_date_read(fact->value, &date) > 0
			|| tw_date_find(fact->value, &date, &start, &end))
			vote_date(finder, vote, date, source->source,
				source->weight);
	}
}

/* Between title and text is where a byline stands; above the title there may
   be today's date. */
static int
byline_weight(const struct tw_finder *finder, uint32_t block)
{
	bool below_title = finder->title == TW_NO_BLOCK
		|| block > finder->title;

	return below_title && block < finder->first ? 42 : 30;
}

static void
vote_bylines(struct tw_finder *finder, struct tw_vote *vote)
{
	for (uint32_t i = 0; i < finder->page->block_count; i++) {
		const struct tw_block *block = &finder->page->blocks[i];

		if (block->byline
			&& tw_finder_is_near(finder, i, block->area)
			&& tw_finder_byline(finder, i)
			&& finder->byline.published.year > 0)
			vote_date(finder, vote, finder->byline.published,
				"byline", byline_weight(finder, i));
	}
}

#define SHORT_LINE 12

/* When it was changed, where a page tells only that. */
static const struct tw_source changes[] = {
	{TW_FACT_JSON_LD, "modified", "modified", 12},
	{TW_FACT_META, "article:modified_time", "modified", 12},
	{TW_FACT_META, "og:updated_time", "modified", 10},
	{TW_FACT_META, "datemodified", "modified", 10},
	{TW_FACT_META, "last-modified", "modified", 8},
	{TW_FACT_META, "dcterms.modified", "modified", 10},
	{TW_FACT_ITEM, "dateModified", "modified", 10},
	{TW_FACT_TIME, "modified", "modified", 20},
	{TW_FACT_DATE_TEXT, "modified", "modified", 20}};

/* A date within a short line by the title: of the publication, or of a
   change. */
static void
vote_lines(struct tw_finder *finder, struct tw_vote *vote, bool changed)
{
	for (uint32_t i = 0; i < finder->page->block_count; i++) {
		const struct tw_block *block = &finder->page->blocks[i];
		struct tw_date date;
		size_t start;
		size_t end;

		if (block->words > SHORT_LINE || block->byline || block->body
			|| i == finder->title
			|| block->furniture == TW_NOTICE
			|| block->furniture == TW_TWEET
			|| !tw_finder_is_near(finder, i, block->area)
			|| is_of_change(block->text) != changed)
			continue;
		if (tw_date_find(block->text, &date, &start, &end)
			&& date.day > 0)
			vote_date(finder, vote, date, changed ? "modified"
				: "byline", changed ? 20 : 30);
	}
}

/* What a reader sees of a page that does not say when it was published. */
static void
vote_changes(struct tw_finder *finder, struct tw_vote *vote)
{
	vote_facts(finder, vote, changes, COUNT(changes), true);
	vote_lines(finder, vote, true);
	for (uint32_t i = 0; i < finder->page->block_count; i++) {
		if (tw_finder_is_near(finder, i, finder->page->blocks[i].area)
			&& tw_finder_byline(finder, i)
			&& finder->byline.modified.year > 0)
			vote_date(finder, vote, finder->byline.modified,
				"modified", 20);
	}
}

/* "/2019/12/17/" and "2019-12-17-title.md" */
static void
vote_address(struct tw_finder *finder, struct tw_vote *vote,
	struct tw_str address, const char *source)
{
	struct tw_date date;
	size_t start;
	size_t end;

	if (tw_date_find(address, &date, &start, &end) && date.day > 0
		&& address.p[start] >= '0' && address.p[start] <= '9'
		&& date.year >= 1980)
		vote_date(finder, vote, date, source, 47);
}

void
tw_find_date(struct tw_finder *finder, struct tw_vote *vote)
{
	const char *name = finder->options->name;
	struct tw_date date;

	vote_facts(finder, vote, sources, COUNT(sources), false);
	vote_bylines(finder, vote);
	if (vote->count == 0)
		vote_lines(finder, vote, false);
	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];

		if (fact->kind == TW_FACT_CANONICAL)
			vote_address(finder, vote, fact->value, "url");
	}
	if (name)
		vote_address(finder, vote, tw_str_of(name),
			strncasecmp(name, "http", 4) == 0 ? "url" : "file");
	if (vote->count == 0)
		vote_changes(finder, vote);
	if (vote->count == 0 && finder->options->changed
		&& tw_date_read(tw_str_of(finder->options->changed), &date) > 0)
		vote_date(finder, vote, date, "sitemap", 20);
}
