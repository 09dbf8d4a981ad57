/* body.c: which blocks of a page are its article. */
/* SPDX-License-Identifier: MIT */
#include "page/body.h"

#include "page/byline.h"
#include "page/furniture.h"

#define BYLINE_WORDS 25

/* What a block costs: a segment grows only over blocks with more words. */
#define BLOCK_COST 10
#define SECTION_COST 40

/* Areas that hold no part of an article. */
#define OUTSIDE (TW_AREA_NAV | TW_AREA_ASIDE | TW_AREA_FOOTER | TW_AREA_FORM \
	| TW_AREA_COMMENT | TW_AREA_RELATED | TW_AREA_SHARE | TW_AREA_NOTICE \
	| TW_AREA_PROMO | TW_AREA_META)

struct segment {
	uint32_t first;
	uint32_t end;
	int64_t sum;
};

static bool
is_outside(const struct tw_page *page, const struct tw_block *block)
{
	uint32_t flags = tw_page_area_flags(page, block->area);

	return (flags & OUTSIDE) != 0;
}

/* Words that speak for the block being of the article. */
static uint32_t
prose(const struct tw_page *page, const struct tw_block *block)
{
	if (block->furniture != TW_NO_FURNITURE || block->byline
		|| is_outside(page, block))
		return 0;
	return block->prose;
}

static int
find_bylines(struct tw_page *page)
{
	struct tw_byline byline = {0};

	for (uint32_t i = 0; i < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];

		if (block->words > BYLINE_WORDS
			|| block->furniture == TW_NOTICE)
			continue;
		block->byline = (block->parts.n > 0
				&& tw_byline_read(block->parts, &byline))
			|| tw_byline_read(block->text, &byline);
	}

	bool failed = tw_buf_failed(&byline.authors)
		|| tw_buf_failed(&byline.categories);

	tw_byline_done(&byline);
	page->failed = page->failed || failed;
	return failed ? TRAWL_ENOMEM : TRAWL_OK;
}

/* The segment with the greatest sum of words less `cost` a block. */
static struct segment
best_segment(const struct tw_page *page, int64_t cost)
{
	struct segment best = {0, 0, 0};
	struct segment now = {0, 0, 0};
	bool comments = false;

	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];
		int64_t words = prose(page, block);

		if (block->furniture == TW_COMMENTS)
			comments = true;
		/* Readers may write more than the author did. */
		if (comments)
			words /= 4;
		now.sum += words - cost;
		if (block->furniture == TW_SECTION
			|| block->furniture == TW_COMMENTS)
			now.sum -= SECTION_COST;
		now.end = i + 1;
		if (now.sum <= 0)
			now = (struct segment){i + 1, i + 1, 0};
		else if (now.sum > best.sum)
			best = now;
	}
	return best;
}

/* Takes in what is prose too and lies next to the segment. */
static void
widen(const struct tw_page *page, struct segment *segment)
{
	const struct tw_block *blocks = page->blocks;

	while (segment->first > 0
		&& prose(page, &blocks[segment->first - 1]) > 0)
		segment->first--;
	while (segment->end < page->block_count
		&& prose(page, &blocks[segment->end]) > 0)
		segment->end++;

	/* "They are:" and the list it promises. */
	const struct tw_block *last = &blocks[segment->end - 1];

	if (last->text.p[last->text.n - 1] != ':')
		return;
	while (segment->end < page->block_count
		&& blocks[segment->end].kind == TW_ITEM
		&& blocks[segment->end].furniture == TW_NO_FURNITURE
		&& !is_outside(page, &blocks[segment->end]))
		segment->end++;
}

/* True if the block, within the segment, is of the article. */
static bool
is_part(const struct tw_page *page, const struct tw_block *block)
{
	if (is_outside(page, block) || block->byline
		|| block->kind == TW_CAPTION)
		return false;
	switch ((enum tw_furniture)block->furniture) {
	case TW_LABEL:
	case TW_SECTION:
	case TW_COMMENTS:
		return block->kind == TW_HEADING
			&& block->furniture == TW_LABEL;
	case TW_NOTICE:
	case TW_TWEET:
		return block->prose > 0;
	case TW_NO_FURNITURE:
		break;
	}
	return block->link_words * 2 < block->words || block->prose > 0
		|| block->kind != TW_ITEM;
}

static void
mark(struct tw_page *page, struct segment segment)
{
	for (uint32_t i = segment.first; i < segment.end; i++)
		page->blocks[i].body = is_part(page, &page->blocks[i]);
}

/* A menu is at least so many short items in a row. */
#define MENU_ITEMS 5
#define MENU_WORDS 4

/* True if something on the page is more of a site than of a text. */
static bool
looks_like_site(const struct tw_page *page)
{
	unsigned labels = 0;
	unsigned items = 0;

	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];

		if (block->furniture == TW_LABEL)
			labels++;
		else if (block->furniture != TW_NO_FURNITURE)
			return true;
		items = block->kind == TW_ITEM && block->words <= MENU_WORDS
			? items + 1 : 0;
		if (labels >= 2 || (labels == 1 && items >= MENU_ITEMS))
			return true;
	}
	return false;
}

static void
mark_all(struct tw_page *page)
{
	for (uint32_t i = 0; i < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];

		block->body = !block->byline
			&& (block->furniture == TW_NO_FURNITURE
				|| page->block_count <= 3);
	}
}

/* What is left where nothing reads as prose: no menu, no label. */
static bool
mark_remains(struct tw_page *page)
{
	bool any = false;

	for (uint32_t i = 0; i < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];

		block->body = block->furniture == TW_NO_FURNITURE
			&& !block->byline && !is_outside(page, block)
			&& block->kind != TW_ITEM && block->words >= 3
			&& block->link_words * 2 < block->words;
		any = any || block->body;
		if (any && block->furniture == TW_SECTION)
			break;
	}
	return any;
}

bool
tw_body_find(struct tw_page *page, enum tw_body_way way)
{
	if (find_bylines(page) != TRAWL_OK || page->block_count == 0)
		return false;
	if (way == TW_BODY_WRITTEN
		|| (way == TW_BODY_CRAWLED && !looks_like_site(page))) {
		mark_all(page);
		return true;
	}
	for (int64_t cost = BLOCK_COST; cost > 0; cost -= 4) {
		struct segment segment = best_segment(page, cost);

		if (segment.sum > 0) {
			widen(page, &segment);
			mark(page, segment);
			return true;
		}
	}
	return mark_remains(page);
}

uint32_t
tw_body_first(const struct tw_page *page)
{
	uint32_t i = 0;

	while (i < page->block_count && !page->blocks[i].body)
		i++;
	return i;
}

uint32_t
tw_body_end(const struct tw_page *page)
{
	uint32_t i = page->block_count;

	while (i > 0 && !page->blocks[i - 1].body)
		i--;
	return i;
}

void
tw_body_text(const struct tw_page *page, struct tw_buf *out)
{
	const struct tw_block *last = NULL;

	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];

		if (!block->body)
			continue;
		if (last)
			tw_buf_add_byte(out, '\n');
		if (last && !block->joined
			&& !(last->kind == TW_ITEM && block->kind == TW_ITEM))
			tw_buf_add_byte(out, '\n');
		tw_buf_add_str(out, block->text);
		last = block;
	}
}
