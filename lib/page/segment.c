/* segment.c: the run of blocks that reads most like an article. */
/* SPDX-License-Identifier: MIT */
#include "page/segment.h"

#include "page/areas.h"
#include "page/furniture.h"

#define SECTION_COST 40		/* other articles, or readers' words, follow */
#define PART_COST 3		/* heading, item of a list, short line among
				   the paragraphs of one area */
#define OUTSIDE_COST 2
#define LABEL_COST 2
#define ITEM_WORDS 4
#define NEAR_SENTENCE 3

struct finder {
	const struct tw_page *page;
	bool markup;
	uint32_t area;		/* of the last prose */
	uint64_t all;		/* prose of the page */
	uint64_t seen;		/* of it, so far */
	uint32_t since;		/* blocks since the last sentence */
	bool comments;		/* of readers have begun */
	bool promised;		/* a list, by a colon */
};

static uint32_t
prose(const struct tw_page *page, const struct tw_block *block)
{
	return tw_areas_is_outside(page, block) ? 0 : tw_areas_prose(block);
}

/* A block that is a part of an article where its neighbours are. */
static bool
is_plain_part(const struct finder *finder, const struct tw_block *block)
{
	if (!finder->markup || block->furniture != TW_NO_FURNITURE
		|| block->link_words * 4 > block->words)
		return false;
	return block->kind == TW_HEADING || block->kind == TW_ITEM
		|| block->kind == TW_CELL
		|| (block->kind == TW_PARAGRAPH
			&& block->area == finder->area);
}

/* A line that promises a list by its colon, or an item of such a list: crawled
   pages have menus as lists too. */
static bool
is_promised_list(struct finder *finder, const struct tw_block *block)
{
	if (block->furniture != TW_NO_FURNITURE)
		finder->promised = false;
	else if (block->kind != TW_ITEM)
		finder->promised = block->text.p[block->text.n - 1] == ':';
	return finder->promised;
}

/* A link to the comments may stand above the article: they begin behind a
   part of the page's prose, or right behind a sentence. */
static bool
begins_comments(const struct finder *finder)
{
	return finder->seen * 4 > finder->all || (!finder->markup
		&& finder->seen > 0 && finder->since < NEAR_SENTENCE);
}

/* What the block adds to the sum of its segment. */
static int64_t
gain(struct finder *finder, const struct tw_block *block, unsigned cost)
{
	int64_t words = prose(finder->page, block);
	bool promised = is_promised_list(finder, block);

	finder->seen += (uint64_t)words;
	if (words > 0)
		finder->area = block->area;
	if (block->furniture == TW_COMMENTS && begins_comments(finder))
		finder->comments = true;
	finder->since = words > 0 && block->sentence ? 0 : finder->since + 1;
	/* Readers may write more than the author did. */
	if (finder->comments)
		words /= 4;
	if (block->furniture == TW_SECTION
		|| (block->furniture == TW_COMMENTS && finder->comments))
		return words - (int64_t)cost - SECTION_COST;
	if (finder->markup && (block->kind == TW_CAPTION
		|| tw_areas_is_outside(finder->page, block)))
		return -OUTSIDE_COST;
	if (block->furniture == TW_LABEL)
		return words - LABEL_COST;
	if (!promised && !is_plain_part(finder, block))
		return words - (int64_t)cost;
	if (words == 0 && block->words >= ITEM_WORDS
		&& (block->kind == TW_ITEM || block->kind == TW_CELL))
		words = block->words;
	return words - PART_COST;
}

struct tw_segment
tw_segment_best(const struct tw_page *page, unsigned cost)
{
	struct finder finder = {.page = page,
		.markup = page->area_count > 1};
	struct tw_segment best = {0, 0};
	int64_t best_sum = 0;
	int64_t sum = 0;
	uint32_t first = 0;

	for (uint32_t i = 0; i < page->block_count; i++)
		finder.all += prose(page, &page->blocks[i]);
	for (uint32_t i = 0; i < page->block_count; i++) {
		sum += gain(&finder, &page->blocks[i], cost);
		if (sum <= 0) {
			sum = 0;
			first = i + 1;
		} else if (sum > best_sum) {
			best_sum = sum;
			best = (struct tw_segment){first, i + 1};
		}
	}
	return best;
}
