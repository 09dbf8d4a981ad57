/* crawl.h: plain text as crawled, to the blocks of a page. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_CRAWL_H
#define PAGE_CRAWL_H

#include "page/page.h"

/*
 * Adds a block for each line of the text (valid UTF-8), or for each paragraph
 * if the text was wrapped at a width. Lines that begin with a bullet are
 * items, their level told by what they are indented. O(length).
 */
void tw_crawl_read(struct tw_str text, struct tw_page *page);

#endif
