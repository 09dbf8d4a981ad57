/* page.h: a page taken apart: blocks of text, areas, facts it states. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"
#include "page/element.h"

enum tw_block_kind {
	TW_PARAGRAPH,
	TW_HEADING,
	TW_ITEM,		/* of a list */
	TW_QUOTE,
	TW_PRE,			/* lines and spaces as they are */
	TW_CELL,		/* of a table */
	TW_CAPTION,		/* of a picture */
	TW_BLOCK_KIND_COUNT
};

/*
 * What an area is, by its element or by the words of its class and id. Areas
 * nest; a block is in its own area and in all those above it.
 */
enum tw_area_flag {
	TW_AREA_MAIN = 1 << 0,
	TW_AREA_ARTICLE = 1 << 1,
	TW_AREA_BODY = 1 << 2,		/* named as the text of an article */
	TW_AREA_NAV = 1 << 3,
	TW_AREA_ASIDE = 1 << 4,
	TW_AREA_FOOTER = 1 << 5,
	TW_AREA_HEADER = 1 << 6,
	TW_AREA_FORM = 1 << 7,
	TW_AREA_COMMENT = 1 << 8,
	TW_AREA_RELATED = 1 << 9,	/* other articles */
	TW_AREA_SHARE = 1 << 10,
	TW_AREA_NOTICE = 1 << 11,	/* cookies, dialogues */
	TW_AREA_PROMO = 1 << 12,	/* advertisement, newsletter */
	TW_AREA_META = 1 << 13,		/* byline, date, tags, author's note */
	TW_AREA_FIGURE = 1 << 14,
	TW_AREA_TABLE = 1 << 15,
	TW_AREA_LIST = 1 << 16,
	TW_AREA_HIDDEN = 1 << 17,	/* until a script shows it, or never */
	/* Those that hold no part of an article. */
	TW_AREA_OUTSIDE = TW_AREA_NAV | TW_AREA_ASIDE | TW_AREA_FOOTER
		| TW_AREA_FORM | TW_AREA_COMMENT | TW_AREA_RELATED
		| TW_AREA_SHARE | TW_AREA_NOTICE | TW_AREA_PROMO | TW_AREA_META
		| TW_AREA_HIDDEN
};

struct tw_area {
	uint32_t parent;	/* below its own number; 0 is the page, its
				   own parent */
	uint32_t flags;		/* its own */
	uint32_t all;		/* and those of the areas it is in: areas.h */
	uint32_t words;		/* of prose, counted by areas.h */
};

struct tw_block {
	struct tw_str text;	/* valid UTF-8 without space around it */
	struct tw_str parts;	/* empty, or the text with bars between the
				   elements it is made of */
	uint32_t area;
	uint32_t element;	/* nearest above it; 0 without markup */
	uint32_t words;
	uint32_t link_words;	/* of them, in links */
	uint32_t prose;		/* words, if it reads as sentences */
	uint8_t kind;		/* enum tw_block_kind */
	uint8_t level;		/* of a heading, 1 to 6; of an item, from 0 */
	uint8_t furniture;	/* enum tw_furniture */
	bool sentence;		/* ends as a sentence does */
	bool joined;		/* crawl: no empty line stands before it */
	bool byline;		/* says who, when or where filed, and no more */
	bool body;		/* is of the article: see body.h */
	float score;		/* of the trees; 0 if they were not asked */
};

/* What a page says about itself, outside of its text or beside it. */
enum tw_fact_kind {
	TW_FACT_META,		/* <meta>, name: its name or property */
	TW_FACT_ITEM,		/* microdata, name: its itemprop */
	TW_FACT_TITLE,		/* <title> */
	TW_FACT_CANONICAL,
	TW_FACT_LANGUAGE,
	TW_FACT_JSON_LD,
	TW_FACT_TIME,		/* <time datetime> */
	TW_FACT_DATE_TEXT,	/* text of an element named as a date */
	TW_FACT_AUTHOR_TEXT,	/* text of an element named as an author */
	TW_FACT_TAG_TEXT,	/* text of an element named as a category */
	TW_FACT_FRONT,		/* front matter, name: its key */
	TW_FACT_KIND_COUNT
};

struct tw_fact {
	enum tw_fact_kind kind;
	uint32_t block;		/* blocks of the page before it */
	uint32_t area;
	struct tw_str name;	/* lower case */
	struct tw_str value;
};

/* What decided which blocks are the article. */
enum tw_body_rule {
	TW_RULE_NONE,		/* there is none */
	TW_RULE_ALL,
	TW_RULE_TREES,
	TW_RULE_RUN		/* of prose */
};

/* Valid when zeroed. All text lives in the arena, until tw_page_done. */
struct tw_page {
	struct tw_arena arena;
	struct tw_block *blocks;
	struct tw_area *areas;
	struct tw_fact *facts;
	struct tw_element *elements;
	uint32_t block_count, block_room;
	uint32_t area_count, area_room;
	uint32_t fact_count, fact_room;
	uint32_t element_count, element_room;
	uint8_t rule;		/* enum tw_body_rule */
	float least;		/* score from which the trees' blocks are */
	bool failed;		/* sticky: no memory */
};

void tw_page_done(struct tw_page *page);

/* Adds an area and returns its number (0 too when the page failed). */
uint32_t tw_page_add_area(struct tw_page *page, uint32_t parent,
	uint32_t flags);

/* Adds an element below its parent and returns its number, as above; the
   parent's children and its own depth are counted here. */
uint32_t tw_page_add_element(struct tw_page *page, uint32_t parent,
	struct tw_element element);

/*
 * Adds a block, copying its text, trimmed; measures it. Nothing is added for
 * a text without letters and digits. `linked` is the part of the text that is
 * in links, 0 to 1.
 */
void tw_page_add_block(struct tw_page *page, enum tw_block_kind kind,
	unsigned level, uint32_t area, struct tw_str text, double linked);

/* The same text with bars between the elements it is made of, for a short
   block that was added last. */
void tw_page_set_parts(struct tw_page *page, struct tw_str parts);

/* A page has no more facts than this. */
#define TW_FACTS_MAX 4096

/* Adds a fact, copying name and value, and returns it until the next is added;
   NULL, and none is added, for an empty value or beyond TW_FACTS_MAX. */
struct tw_fact *tw_page_add_fact(struct tw_page *page, enum tw_fact_kind kind,
	uint32_t area, struct tw_str name, struct tw_str value);

#endif
