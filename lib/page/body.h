/* body.h: which blocks of a page are its article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_BODY_H
#define PAGE_BODY_H

#include "page/page.h"

/* How a page came to be. */
enum tw_body_way {
	TW_BODY_MARKED_UP,
	TW_BODY_CRAWLED,	/* no markup: where nothing in it looks like a
				   site, all of it is the article */
	TW_BODY_WRITTEN		/* by its author: all of it is the article */
};

/*
 * Marks the blocks that are the article's text (block.body) and those that
 * are bylines (block.byline). Returns false, with nothing marked, if there is
 * none. O(blocks).
 *
 * A page is told block by block (forest.h). One with so little text that this
 * is not sure: the run of blocks whose words in sentences, less ten a block,
 * have the greatest sum (segment.h).
 */
bool tw_body_find(struct tw_page *page, enum tw_body_way way);

/* The first block marked, and the one behind the last. */
uint32_t tw_body_first(const struct tw_page *page);
uint32_t tw_body_end(const struct tw_page *page);

/* Appends the marked blocks' text, paragraphs parted by an empty line. */
void tw_body_text(const struct tw_page *page, struct tw_buf *out);

#endif
