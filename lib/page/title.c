/* title.c: where a page tells its title. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page/furniture.h"
#include "page/person.h"
#include "page/plain.h"

#define TITLE_WORDS 35
#define LINES_ABOVE 12		/* the title of a page without markup is at
				   most so far above its text */
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct tw_source sources[] = {
	{TW_FACT_FRONT, "title", "front-matter", 100},
	{TW_FACT_JSON_LD, "headline", "json-ld", 5},
	{TW_FACT_META, "og:title", "opengraph", 4},
	{TW_FACT_META, "twitter:title", "meta", 3},
	{TW_FACT_META, "citation_title", "meta", 4},
	{TW_FACT_META, "dc.title", "meta", 3},
	{TW_FACT_META, "dcterms.title", "meta", 3},
	{TW_FACT_META, "parsely-title", "meta", 3},
	{TW_FACT_META, "sailthru.title", "meta", 3},
	{TW_FACT_META, "headline", "meta", 3},
	{TW_FACT_META, "title", "meta", 2},
	{TW_FACT_ITEM, "headline", "microdata", 3}};

static const struct tw_source sites[] = {
	{TW_FACT_META, "og:site_name", NULL, 0},
	{TW_FACT_META, "application-name", NULL, 0},
	{TW_FACT_META, "al:android:app_name", NULL, 0},
	{TW_FACT_JSON_LD, "site", NULL, 0}};

static bool
same_words(struct tw_str a, struct tw_str b)
{
	char left[200];
	char right[200];

	if (a.n > 150 || b.n > 150)
		return false;

	size_t n = tw_plain(a, left, sizeof(left));
	size_t m = tw_plain(b, right, sizeof(right));

	return n == m && memcmp(left, right, n) == 0;
}

static bool
is_site_name(const struct tw_finder *finder, struct tw_str text)
{
	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];

		if (tw_source_of(fact, sites, COUNT(sites))
			&& same_words(fact->value, text))
			return true;
	}
	return false;
}

/* Bytes of what parts a title from a site's name, with the space around it;
   0 if the text does not begin with such. */
static size_t
separator(struct tw_str text)
{
	static const char *const marks[] = {"|", "::", "\xc2\xbb", "\xc2\xab",
		"\xe2\x80\x93", "\xe2\x80\x94", "\xc2\xb7", "\xe2\x80\xa2",
		"-", ":", "\xe2\x80\xba", "<", ">"};
	size_t space = tw_plain_space(text);

	for (size_t i = 0; i < COUNT(marks); i++) {
		size_t n = space + strlen(marks[i]);

		if (n >= text.n || memcmp(text.p + space, marks[i],
			n - space) != 0)
			continue;

		size_t behind = tw_plain_space(tw_str(text.p + n, text.n - n));

		/* Only a bar may stand without space. */
		if (marks[i][0] == '|' || (space > 0 && behind > 0))
			return n + behind;
	}
	return 0;
}

/*
 * <title> and its kin often hold the site's name behind or before the title:
 * each part has a vote, and the one that others agree with wins. A part that
 * is known as the site's name has none.
 */
static void
vote_parts(struct tw_finder *finder, struct tw_vote *vote, struct tw_str text,
	const char *source, int weight)
{
	struct tw_str best = {NULL, 0};
	bool parted = false;
	size_t start = 0;

	for (size_t i = 0; i <= text.n; i++) {
		size_t n = i < text.n ? separator(
			tw_str(text.p + i, text.n - i)) : 1;

		if (n == 0)
			continue;

		struct tw_str part = tw_plain_trim(
			tw_str(text.p + start, i - start));

		start = i + n;
		if (i < text.n)
			i += n - 1;
		if (part.n == 0 || is_site_name(finder, part)) {
			parted = true;
			continue;
		}
		if (part.n == text.n)
			break;
		tw_finder_vote(finder, vote, part, source, 1);
		if (part.n > best.n)
			best = part;
	}
	tw_finder_vote(finder, vote, text, source,
		best.n > 0 || parted ? 1 : weight);
	if (best.n > 0)
		tw_finder_vote(finder, vote, best, source, weight - 1);
}

static void
vote_facts(struct tw_finder *finder, struct tw_vote *vote)
{
	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];
		const struct tw_source *source = tw_source_of(fact, sources,
			COUNT(sources));

		if (fact->kind == TW_FACT_TITLE)
			vote_parts(finder, vote, fact->value, "title", 3);
		else if (source && source->kind == TW_FACT_META)
			vote_parts(finder, vote, fact->value, source->source,
				source->weight);
		else if (source)
			tw_finder_vote(finder, vote, fact->value,
				source->source, source->weight);
	}
}

/* True if a fact about the title has the same words, or has them inside. */
static bool
is_told(const struct tw_finder *finder, struct tw_str text)
{
	char plain[300];
	char other[600];
	size_t n = tw_plain(text, plain, sizeof(plain));

	for (uint32_t i = 0; i < finder->page->fact_count; i++) {
		const struct tw_fact *fact = &finder->page->facts[i];

		if (fact->kind != TW_FACT_TITLE && !tw_source_of(fact,
			sources, COUNT(sources)))
			continue;

		size_t m = tw_plain(fact->value, other, sizeof(other));

		if (n > 0 && memmem(other, m, plain, n))
			return true;
	}
	return false;
}

#define NO_TITLE_AREAS (TW_AREA_NAV | TW_AREA_ASIDE | TW_AREA_FOOTER \
	| TW_AREA_COMMENT | TW_AREA_RELATED | TW_AREA_NOTICE)

/* True if only bylines stand between the block and the text, in one area. */
static bool
is_above_text(const struct tw_finder *finder, uint32_t i)
{
	const struct tw_block *blocks = finder->page->blocks;
	uint32_t area = blocks[i].area;

	if (i >= finder->first || finder->first == finder->page->block_count)
		return false;
	if (blocks[finder->first].area != area)
		return false;
	while (++i < finder->first) {
		if (!blocks[i].byline)
			return false;
	}
	return true;
}

/* How well a block does for the title in sight of the reader. */
static int
heading_weight(const struct tw_finder *finder, uint32_t i)
{
	const struct tw_block *block = &finder->page->blocks[i];
	uint32_t flags = finder->page->areas[block->area].all;
	bool heading = block->kind == TW_HEADING;

	if (block->words > TITLE_WORDS || block->byline
		|| is_site_name(finder, block->text)
		|| (flags & NO_TITLE_AREAS) != 0)
		return 0;
	if (heading && block->level == 1) {
		bool told = is_told(finder, block->text);

		return told ? 9 : block->link_words > 0 ? 2 : 4;
	}
	if (heading && is_above_text(finder, i))
		return is_told(finder, block->text) ? 8 : 7;
	if (block->words >= 2 && is_told(finder, block->text))
		return heading ? 6 : i < finder->end ? 4 : 0;
	if (heading && i < finder->first && i + 6 > finder->first)
		return 2;
	return 0;
}

static void
vote_headings(struct tw_finder *finder, struct tw_vote *vote)
{
	int best = 0;

	for (uint32_t i = 0; i < finder->page->block_count; i++) {
		const struct tw_block *block = &finder->page->blocks[i];
		int weight = heading_weight(finder, i);

		/* Of several, the last before the text, or the first. */
		if (weight == 0 || weight < best
			|| (weight == best && i > finder->first))
			continue;
		best = weight;
		finder->title = i;
		(void)block;
	}
	if (best > 0)
		tw_finder_vote(finder, vote,
			finder->page->blocks[finder->title].text, "heading",
			best);
}

/* True if the line may be the title of the text below it. */
static bool
may_be_title(const struct tw_block *block)
{
	char last = block->text.p[block->text.n - 1];

	return block->kind != TW_ITEM && !block->byline
		&& block->furniture == TW_NO_FURNITURE
		&& block->words <= TITLE_WORDS && block->words > 0
		&& last != '.' && last != ':' && last != ',' && last != ';'
		&& !tw_is_kind_name(block->text);
}

/* A page without markup: the line nearest above the text, or its first. */
static uint32_t
title_line(const struct tw_finder *finder)
{
	const struct tw_block *blocks = finder->page->blocks;
	uint32_t name = TW_NO_BLOCK;

	for (uint32_t i = finder->first; i > 0
		&& i + LINES_ABOVE > finder->first; i--) {
		if (!may_be_title(&blocks[i - 1]))
			continue;
		/* A line of the byline, where one stands alone. */
		if (i > 1 && blocks[i - 1].joined && (blocks[i - 2].byline
			|| blocks[i - 2].furniture == TW_LABEL))
			continue;
		/* The author's name may stand between. */
		if (!tw_person_is_name(blocks[i - 1].text))
			return i - 1;
		if (name == TW_NO_BLOCK)
			name = i - 1;
	}
	return name;
}

/* A title that is the first line of the body: nothing stands above it. */
static uint32_t
first_line(const struct tw_finder *finder)
{
	const struct tw_block *blocks = finder->page->blocks;
	uint32_t i = finder->first;

	if (i + 1 >= finder->page->block_count || !may_be_title(&blocks[i])
		|| blocks[i].prose >= 20)
		return TW_NO_BLOCK;
	while (++i < finder->page->block_count && blocks[i].byline)
		;
	if (i == finder->page->block_count
		|| (blocks[i].joined && blocks[i].prose == 0)
		|| blocks[i].words < 6)
		return TW_NO_BLOCK;
	return finder->first;
}

static void
vote_lines(struct tw_finder *finder, struct tw_vote *vote)
{
	uint32_t line = first_line(finder);

	if (line == TW_NO_BLOCK)
		line = title_line(finder);
	if (line == TW_NO_BLOCK)
		return;
	finder->title = line;
	tw_finder_vote(finder, vote, finder->page->blocks[line].text,
		"heading", 5);
}

void
tw_find_title(struct tw_finder *finder, struct tw_vote *vote)
{
	vote_facts(finder, vote);
	vote_headings(finder, vote);
	/* Markup tells a title by a heading or not at all. */
	if (finder->title == TW_NO_BLOCK && vote->count == 0)
		vote_lines(finder, vote);
}
