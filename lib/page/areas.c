/* areas.c: what the areas of a page are, and which of them is the article. */
/* SPDX-License-Identifier: MIT */
#include "page/areas.h"

#include "page/furniture.h"

/* These names are hardly ever given to what holds an article. */
#define SURE (TW_AREA_COMMENT | TW_AREA_RELATED | TW_AREA_NAV \
	| TW_AREA_FOOTER | TW_AREA_NOTICE)

#define ROUNDS 20
#define FEW_WORDS 20
#define ARTICLE_WORDS 50

uint32_t
tw_areas_prose(const struct tw_block *block)
{
	return block->furniture == TW_NO_FURNITURE && !block->byline
		? block->prose : 0;
}

static void
inherit(struct tw_page *page)
{
	for (uint32_t i = 0; i < page->area_count; i++) {
		struct tw_area *area = &page->areas[i];

		area->all = area->flags;
		if (i > 0)
			area->all |= page->areas[area->parent].all;
	}
}

/* Counts the prose of the blocks into their areas and those around them. */
static void
count_words(struct tw_page *page, uint32_t first, uint32_t end, bool outside)
{
	for (uint32_t i = 0; i < page->area_count; i++)
		page->areas[i].words = 0;
	for (uint32_t i = first; i < end; i++) {
		const struct tw_block *block = &page->blocks[i];

		if (outside || !tw_areas_is_outside(page, block))
			page->areas[block->area].words +=
				tw_areas_prose(block);
	}
	for (uint32_t i = page->area_count; i > 1; i--) {
		const struct tw_area *area = &page->areas[i - 1];

		page->areas[area->parent].words += area->words;
	}
}

/* Words that an area named as outside may have at most. */
static uint64_t
words_to_believe(const struct tw_area *area, uint64_t inside)
{
	if (area->flags & TW_AREA_BODY)
		return inside / 5 + FEW_WORDS;
	return inside * (area->flags & SURE ? 4 : 1) + FEW_WORDS;
}

void
tw_areas_settle(struct tw_page *page)
{
	inherit(page);
	count_words(page, 0, page->block_count, true);
	for (unsigned round = 0; round < ROUNDS; round++) {
		uint64_t inside = 0;
		uint32_t i = 1;

		for (uint32_t k = 0; k < page->block_count; k++) {
			if (!tw_areas_is_outside(page, &page->blocks[k]))
				inside += tw_areas_prose(&page->blocks[k]);
		}
		while (i < page->area_count
			&& ((page->areas[i].flags & TW_AREA_OUTSIDE) == 0
				|| page->areas[i].words <= words_to_believe(
					&page->areas[i], inside)))
			i++;
		if (i >= page->area_count)
			return;
		page->areas[i].flags &= ~(uint32_t)TW_AREA_OUTSIDE;
		inherit(page);
	}
}

void
tw_areas_forget(struct tw_page *page)
{
	for (uint32_t i = 0; i < page->area_count; i++)
		page->areas[i].flags &= ~(uint32_t)TW_AREA_OUTSIDE;
	inherit(page);
}

bool
tw_areas_is_in(const struct tw_page *page, uint32_t area, uint32_t top)
{
	while (area > top)
		area = page->areas[area].parent;
	return area == top;
}

/*
 * The one area with this flag, in no other with it, that has an article's
 * length and the share of the words; `top` if there are none or several.
 */
static uint32_t
only_area(const struct tw_page *page, uint32_t flag, uint32_t top,
	uint32_t least)
{
	uint32_t found = 0;

	for (uint32_t i = 1; i < page->area_count; i++) {
		const struct tw_area *area = &page->areas[i];

		if ((area->flags & flag) == 0
			|| (page->areas[area->parent].all & flag) != 0
			|| area->words < ARTICLE_WORDS)
			continue;
		if (found > 0)
			return top;
		found = i;
	}
	if (found <= top || page->areas[found].words < least
		|| !tw_areas_is_in(page, found, top))
		return top;
	return found;
}

uint32_t
tw_areas_article(struct tw_page *page, uint32_t first, uint32_t end)
{
	uint32_t top = 0;

	count_words(page, first, end, false);

	uint32_t all = page->areas[0].words;

	for (uint32_t i = 1; i < page->area_count; i++) {
		if (page->areas[i].words >= all - all / 10)
			top = i;
	}
	top = only_area(page, TW_AREA_ARTICLE, top, all / 10);
	return only_area(page, TW_AREA_BODY, top, all / 5 * 2);
}
