/* areas.h: what the areas of a page are, and which of them is the article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_AREAS_H
#define PAGE_AREAS_H

#include "page/page.h"

/*
 * Settles what the areas are (area.all): names of areas are not always true,
 * as a page may hold its article in a form or in a "sidebar-layout". One that
 * would take most of the page's prose away is not believed, the outermost
 * first. O(areas + blocks).
 */
void tw_areas_settle(struct tw_page *page);

/* Takes no area for outside of the article any more. */
void tw_areas_forget(struct tw_page *page);

/* The block's words if they are prose, no furniture and no byline. */
uint32_t tw_areas_prose(const struct tw_block *block);

static inline bool
tw_areas_is_outside(const struct tw_page *page, const struct tw_block *block)
{
	return (page->areas[block->area].all & TW_AREA_OUTSIDE) != 0;
}

/*
 * The innermost area that holds the article, of which the blocks from `first`
 * to before `end` are: nearly all of their prose, or the one area that says
 * it is an article. O(areas + blocks).
 */
uint32_t tw_areas_article(struct tw_page *page, uint32_t first, uint32_t end);

/* True if the area is `top` or within it. */
bool tw_areas_is_in(const struct tw_page *page, uint32_t area, uint32_t top);

#endif
