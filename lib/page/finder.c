/* finder.c: what the finders of title, author and date share. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include <strings.h>

#include "page/furniture.h"
#include "page/plain.h"

/* Blocks before and behind the title, or the body, that may speak of it. */
#define BEFORE 6
#define BEHIND 8

#define FAR_AREAS (TW_AREA_NAV | TW_AREA_ASIDE | TW_AREA_FOOTER \
	| TW_AREA_COMMENT | TW_AREA_RELATED | TW_AREA_NOTICE | TW_AREA_PROMO \
	| TW_AREA_HIDDEN)

bool
tw_finder_is_near(const struct tw_finder *finder, uint32_t block,
	uint32_t area)
{
	const struct tw_page *page = finder->page;
	uint32_t flags = page->areas[area].all;
	uint32_t anchor = finder->title != TW_NO_BLOCK
		&& finder->title < finder->first
		? finder->title : finder->first;

	/* The foot of an article is near it, and so is what stands beside its
	   beginning; those of the page are not. */
	if (flags & TW_AREA_ARTICLE)
		flags &= ~(uint32_t)TW_AREA_FOOTER;
	if ((flags & TW_AREA_ARTICLE) || (finder->title != TW_NO_BLOCK
		&& block > finder->title && block < finder->first))
		flags &= ~(uint32_t)(TW_AREA_ASIDE | TW_AREA_PROMO);
	if (flags & FAR_AREAS)
		return false;
	if (block + BEFORE < anchor || block > finder->end + BEHIND)
		return false;
	if (block > finder->first + BEHIND && block + 2 < finder->end)
		return false;
	for (uint32_t i = finder->end; i < block && i < page->block_count;
		i++) {
		if (page->blocks[i].furniture == TW_SECTION
			|| page->blocks[i].furniture == TW_COMMENTS)
			return false;
	}
	return true;
}

bool
tw_finder_byline(struct tw_finder *finder, uint32_t block)
{
	const struct tw_block *line = &finder->page->blocks[block];

	if (!line->byline)
		return false;
	return (line->parts.n > 0
			&& tw_byline_read(line->parts, &finder->byline))
		|| tw_byline_read(line->text, &finder->byline);
}

bool
tw_fact_is(const struct tw_fact *fact, enum tw_fact_kind kind,
	const char *name)
{
	return fact->kind == kind && fact->name.n == strlen(name)
		&& strncasecmp(fact->name.p, name, fact->name.n) == 0;
}

const struct tw_source *
tw_source_of(const struct tw_fact *fact, const struct tw_source *table,
	size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fact->kind == table[i].kind && (!table[i].name
			|| tw_fact_is(fact, table[i].kind, table[i].name)))
			return &table[i];
	}
	return NULL;
}

struct tw_str
tw_finder_keep(struct tw_finder *finder, struct tw_str text)
{
	char *p = tw_arena_copy(&finder->page->arena, text.n ? text.p : "",
		text.n);

	if (!p) {
		finder->page->failed = true;
		return TW_STR("");
	}
	return tw_str(p, text.n);
}

void
tw_finder_vote(struct tw_finder *finder, struct tw_vote *vote,
	struct tw_str value, const char *source, int weight)
{
	if (!tw_vote_add_words(vote, &finder->page->arena, value, source,
		weight))
		finder->page->failed = true;
}

static const struct tw_source sites[] = {
	{TW_FACT_META, "og:site_name", NULL, 0},
	{TW_FACT_META, "application-name", NULL, 0},
	{TW_FACT_META, "al:android:app_name", NULL, 0},
	{TW_FACT_JSON_LD, "site", NULL, 0}};

struct tw_str
tw_finder_plain(struct tw_finder *finder, struct tw_str text)
{
	size_t room = text.n + text.n / 2 + 8;
	char *plain = tw_arena_alloc(&finder->page->arena, room);

	if (!plain) {
		finder->page->failed = true;
		return TW_STR("");
	}
	return tw_str(plain, tw_plain(text, plain, room));
}

void
tw_finder_init(struct tw_finder *finder)
{
	const struct tw_page *page = finder->page;

	for (uint32_t i = 0; i < page->fact_count
		&& finder->site_count < TW_SITES_MAX; i++) {
		if (tw_source_of(&page->facts[i], sites,
			sizeof(sites) / sizeof(*sites)))
			finder->sites[finder->site_count++] = tw_finder_plain(
				finder, page->facts[i].value);
	}
}

bool
tw_finder_is_site(const struct tw_finder *finder, struct tw_str text)
{
	char plain[200];

	if (finder->site_count == 0 || text.n > 150)
		return false;

	struct tw_str name = tw_str(plain, tw_plain(text, plain,
		sizeof(plain)));

	for (unsigned i = 0; i < finder->site_count; i++) {
		if (tw_str_equal(finder->sites[i], name))
			return true;
	}
	return false;
}
