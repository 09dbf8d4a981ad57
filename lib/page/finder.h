/* finder.h: what the finders of title, author and date share. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_FINDER_H
#define PAGE_FINDER_H

#include "page/byline.h"
#include "page/metadata.h"
#include "page/vote.h"

#define TW_NO_BLOCK UINT32_MAX
#define TW_SITES_MAX 8

struct tw_finder {
	struct tw_page *page;
	const struct tw_metadata_options *options;
	uint32_t first;		/* block of the body */
	uint32_t end;		/* behind its last */
	uint32_t title;		/* block of the title, or TW_NO_BLOCK */
	struct tw_byline byline;	/* to read lines into */
	struct tw_buf lines;	/* to join values in */
	struct tw_str sites[TW_SITES_MAX];	/* names of the site, plain */
	unsigned site_count;
	struct tw_str hosts[2];	/* of tern.org "ternorg" and "tern", plain */
};

/* The rest of the finder is zeroed or set before. */
void tw_finder_init(struct tw_finder *finder);

/* A copy of the text as tw_plain writes it, as long as the page lives. */
struct tw_str tw_finder_plain(struct tw_finder *finder, struct tw_str text);

/* Each fills the votes for its field. Weights are explained in vote.h; found
   sources are literals. */
void tw_find_title(struct tw_finder *finder, struct tw_vote *vote);
void tw_find_authors(struct tw_finder *finder, struct tw_vote *vote);
void tw_find_date(struct tw_finder *finder, struct tw_vote *vote);
void tw_find_category(struct tw_finder *finder, struct tw_vote *vote);
void tw_find_url(struct tw_finder *finder, struct tw_vote *vote);
void tw_find_language(struct tw_finder *finder, struct tw_vote *vote);

/* True if what stands at the block may speak of the article: near its title,
   its beginning or its end, and not of another part of the page. */
bool tw_finder_is_near(const struct tw_finder *finder, uint32_t block,
	uint32_t area);

/* Reads the block's byline into finder->byline; false if it is none. */
bool tw_finder_byline(struct tw_finder *finder, uint32_t block);

/* The fact's name, in any case, equals `name`. */
bool tw_fact_is(const struct tw_fact *fact, enum tw_fact_kind kind,
	const char *name);

/* A source and what it weighs, by the name of its fact. */
struct tw_source {
	enum tw_fact_kind kind;
	const char *name;	/* NULL: any */
	const char *source;
	int weight;
};

/* The entry for the fact, or NULL. */
const struct tw_source *tw_source_of(const struct tw_fact *fact,
	const struct tw_source *table, size_t count);

/* True if the page tells the text as the name of its site, or its host is
   called so. */
bool tw_finder_is_site(const struct tw_finder *finder, struct tw_str text);

/* A copy of the text that lives as long as the page. */
struct tw_str tw_finder_keep(struct tw_finder *finder, struct tw_str text);

/* Adds a vote whose key is the value's words. */
void tw_finder_vote(struct tw_finder *finder, struct tw_vote *vote,
	struct tw_str value, const char *source, int weight);

#endif
