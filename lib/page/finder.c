/* finder.c: what the finders of title, author and date share. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include <strings.h>

#include "page/furniture.h"
#include "page/plain.h"
#include "text/site.h"

/* Blocks before and behind the title, or the body, that may speak of it. */
#define BEFORE 6
#define BEHIND 8

#define HOST_MAX 100		/* bytes; longer ones are cut */
#define HOST_LEAST 3		/* shorter ones are words too */

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

/* The letters and digits of the text, as tw_plain writes them. */
static struct tw_str
squeeze(struct tw_str text, char out[HOST_MAX])
{
	size_t n = tw_plain(text, out, HOST_MAX);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if ((out[i] >= 'a' && out[i] <= 'z') || (out[i] & 0x80)
			|| (out[i] >= '0' && out[i] <= '9'))
			out[kept++] = out[i];
	}
	return tw_str(out, kept);
}

/* "tern.co.uk" of "https://www.tern.co.uk/a", or nothing. */
static struct tw_str
host_of(struct tw_finder *finder, struct tw_str address)
{
	struct tw_buf host = {0};
	struct tw_str kept;

	if (address.n < 8 || strncasecmp(address.p, "http", 4) != 0
		|| !memmem(address.p, address.n, "://", 3))
		return TW_STR("");
	tw_site_of(address, &host);
	if (tw_buf_failed(&host))
		finder->page->failed = true;
	kept = tw_finder_keep(finder, tw_buf_str(&host));
	tw_buf_done(&host);
	return kept;
}

/* "tern" of "news.tern.org" and of "tern.co.uk": what its owner chose. */
static struct tw_str
owner_of(struct tw_str host)
{
	size_t end = host.n;
	size_t start = end;
	size_t last = 0;

	for (unsigned i = 0; i < 3 && start > 0; i++) {
		end = i == 0 ? end : start - 1;
		start = end;
		while (start > 0 && host.p[start - 1] != '.')
			start--;
		if (i == 0)
			last = end - start;
		else if (last > 2 || end - start > 3)
			break;
	}
	return tw_str(host.p + start, end - start);
}

static void
add_host(struct tw_finder *finder)
{
	const struct tw_page *page = finder->page;
	const char *name = finder->options ? finder->options->name : NULL;
	struct tw_str host = host_of(finder, tw_str_of(name ? name : ""));
	char squeezed[HOST_MAX];

	for (uint32_t i = 0; i < page->fact_count && host.n == 0; i++) {
		if (page->facts[i].kind == TW_FACT_CANONICAL)
			host = host_of(finder, page->facts[i].value);
	}
	finder->hosts[0] = tw_finder_keep(finder, squeeze(host, squeezed));
	finder->hosts[1] = tw_finder_keep(finder, squeeze(owner_of(host),
		squeezed));
}

void
tw_finder_init(struct tw_finder *finder)
{
	const struct tw_page *page = finder->page;

	add_host(finder);
	for (uint32_t i = 0; i < page->fact_count
		&& finder->site_count < TW_SITES_MAX; i++) {
		if (tw_source_of(&page->facts[i], sites,
			sizeof(sites) / sizeof(*sites)))
			finder->sites[finder->site_count++] = tw_finder_plain(
				finder, page->facts[i].value);
	}
}

/* "The Tern" is none of tern.org, but "Tern" and "tern.org" are. */
static bool
is_host(const struct tw_finder *finder, struct tw_str text)
{
	char squeezed[HOST_MAX];
	struct tw_str name;

	if (finder->hosts[0].n == 0 || text.n > HOST_MAX)
		return false;
	name = squeeze(text, squeezed);
	return name.n >= HOST_LEAST && (tw_str_equal(name, finder->hosts[0])
		|| tw_str_equal(name, finder->hosts[1]));
}

bool
tw_finder_is_site(const struct tw_finder *finder, struct tw_str text)
{
	char plain[200];

	if (text.n > 150)
		return false;
	if (is_host(finder, text))
		return true;

	struct tw_str name = tw_str(plain, tw_plain(text, plain,
		sizeof(plain)));

	for (unsigned i = 0; i < finder->site_count; i++) {
		if (tw_str_equal(finder->sites[i], name))
			return true;
	}
	return false;
}
