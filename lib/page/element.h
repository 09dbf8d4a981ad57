/* element.h: the elements that part a page into blocks, and what they say. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ELEMENT_H
#define PAGE_ELEMENT_H

#include "base/str.h"

enum tw_tag {
	TW_TAG_OTHER,
	TW_TAG_P,
	TW_TAG_LI,
	TW_TAG_H1,
	TW_TAG_H2,
	TW_TAG_H3,
	TW_TAG_H4,		/* to h6 */
	TW_TAG_DIV,
	TW_TAG_TD,		/* and th */
	TW_TAG_FIGCAPTION,	/* and caption */
	TW_TAG_BLOCKQUOTE,
	TW_TAG_PRE,
	TW_TAG_DD,		/* and dt */
	TW_TAG_SECTION,
	TW_TAG_ARTICLE,
	TW_TAG_MAIN,
	TW_TAG_ASIDE,
	TW_TAG_NAV,
	TW_TAG_FOOTER,
	TW_TAG_HEADER,
	TW_TAG_FORM,
	TW_TAG_TABLE,
	TW_TAG_FIGURE,
	TW_TAG_DETAILS,
	TW_TAG_COUNT
};

/* What the words of a class, an id or a role say the element is. */
enum tw_group {
	TW_GROUP_BODY,		/* of an article: "entry-content" */
	TW_GROUP_ARTICLE,
	TW_GROUP_CONTENT,
	TW_GROUP_COMMENT,
	TW_GROUP_RELATED,
	TW_GROUP_SHARE,
	TW_GROUP_NAV,
	TW_GROUP_SIDE,
	TW_GROUP_FOOTER,
	TW_GROUP_HEADER,
	TW_GROUP_META,
	TW_GROUP_BIO,
	TW_GROUP_TAGS,
	TW_GROUP_PROMO,
	TW_GROUP_AD,
	TW_GROUP_NOTICE,
	TW_GROUP_CAPTION,
	TW_GROUP_TEASER,
	TW_GROUP_TITLE,
	TW_GROUP_INTRO,
	TW_GROUP_QUOTE,
	TW_GROUP_EMBED,
	TW_GROUP_HIDDEN,
	TW_GROUP_FORM,
	TW_GROUP_COUNT
};

/* A block-level element of a page. */
struct tw_element {
	uint32_t parent;	/* below its own number; 0 is the page, its
				   own parent */
	uint32_t names;		/* hash of its tag, class, id and role */
	uint32_t groups;	/* bit 1 << enum tw_group */
	uint32_t children;	/* elements right in it */
	uint16_t depth;
	uint8_t tag;		/* enum tw_tag */
	bool hidden;		/* or in one that is */
	bool body;		/* marked as the article's (microdata) */
};

/* Tells the tag by its name in small letters. */
enum tw_tag tw_tag(struct tw_str name);

/*
 * The groups that the words in the attribute speak for: "postBody" and
 * "post-body" are TW_GROUP_BODY. O(length).
 */
uint32_t tw_groups(struct tw_str names);

#endif
