/* body.c: which blocks of a page are its article. */
/* SPDX-License-Identifier: MIT */
#include "page/body.h"

#include "page/areas.h"
#include "page/byline.h"
#include "page/choice.h"
#include "page/forest.h"
#include "page/furniture.h"
#include "page/person.h"
#include "page/segment.h"

#define BYLINE_WORDS 25

/* A menu is at least so many short items in a row. */
#define MENU_ITEMS 5
#define MENU_WORDS 4

#define REMAINS_WORDS 3

static void
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
	if (tw_byline_failed(&byline))
		page->failed = true;
	tw_byline_done(&byline);
}

static bool
is_prose(const struct tw_page *page, const struct tw_block *block)
{
	return tw_areas_prose(block) > 0 && !tw_areas_is_outside(page, block);
}

/* Takes in what is prose too and lies next to the segment. */
static struct tw_segment
widen(const struct tw_page *page, struct tw_segment segment)
{
	const struct tw_block *blocks = page->blocks;

	while (segment.first > 0 && is_prose(page, &blocks[segment.first - 1]))
		segment.first--;
	while (segment.end < page->block_count
		&& is_prose(page, &blocks[segment.end]))
		segment.end++;

	/* "They are:" and the list it promises. */
	struct tw_str last = blocks[segment.end - 1].text;

	if (last.p[last.n - 1] != ':')
		return segment;
	while (segment.end < page->block_count
		&& blocks[segment.end].kind == TW_ITEM
		&& blocks[segment.end].furniture == TW_NO_FURNITURE
		&& !tw_areas_is_outside(page, &blocks[segment.end]))
		segment.end++;
	return segment;
}

/* True if the block, within the segment, is of the article. */
static bool
is_part(const struct tw_page *page, const struct tw_block *block)
{
	if (tw_areas_is_outside(page, block) || block->byline
		|| block->kind == TW_CAPTION)
		return false;
	switch ((enum tw_furniture)block->furniture) {
	case TW_LABEL:
		return block->kind == TW_HEADING;
	case TW_SECTION:
	case TW_COMMENTS:
		return false;
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
mark_segment(struct tw_page *page, struct tw_segment segment)
{
	segment = widen(page, segment);

	uint32_t top = tw_areas_article(page, segment.first, segment.end);

	for (uint32_t i = segment.first; i < segment.end; i++) {
		struct tw_block *block = &page->blocks[i];

		block->body = is_part(page, block)
			&& tw_areas_is_in(page, block->area, top);
	}
}

/* True if something on the page is more of a site than of a text. */
static bool
looks_like_site(const struct tw_page *page)
{
	unsigned labels = 0;
	unsigned items = 0;

	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];

		if (block->furniture == TW_LABEL)
			labels += !block->byline;
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
	for (uint32_t i = 0; i < page->block_count; i++)
		page->blocks[i].body = !page->blocks[i].byline;
}

/* What is left where nothing reads as prose: no menu, no label, no block of
   fewer words than `least`. */
static bool
mark_remains(struct tw_page *page, uint32_t least)
{
	bool any = false;

	for (uint32_t i = 0; i < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];

		block->body = block->furniture == TW_NO_FURNITURE
			&& !block->byline && !tw_areas_is_outside(page, block)
			&& block->kind != TW_ITEM && block->words >= least
			&& block->link_words * 2 < block->words;
		any = any || block->body;
		if (any && block->furniture == TW_SECTION)
			break;
	}
	return any;
}

static bool
mark_best(struct tw_page *page)
{
	/* A page of few words may have no run that pays. */
	for (unsigned cost = TW_SEGMENT_COST; cost > 1; cost /= 2) {
		struct tw_segment segment = tw_segment_best(page, cost);

		if (segment.end > segment.first) {
			mark_segment(page, segment);
			return true;
		}
	}
	return false;
}

/*
 * Log-odds from which a block of text without markup is taken: 0.45, between
 * which and 0.5 neither way was better on the pages the trees learned from.
 */
#define LIKELY (-0.2f)

/* More blocks than an article's page has are not worth the trees' time. */
#define BLOCKS_MAX 50000

/* A page with less is looked at by other rules too. */
#define SURE_WORDS 60

/* The first heading of a page, where its text begins with it, is its title. */
static void
leave_title(struct tw_page *page)
{
	uint32_t first = tw_body_first(page);

	for (uint32_t i = 0; i < first; i++) {
		if (page->blocks[i].kind == TW_HEADING)
			return;
	}
	if (page->blocks[first].kind == TW_HEADING)
		page->blocks[first].body = false;
}

/* The log-odds of a block. */
static float
score_block(const struct tw_features *features, uint32_t block, bool marked_up)
{
	float row[TW_FEATURES > TW_TEXT_FEATURES ? TW_FEATURES
		: TW_TEXT_FEATURES];

	if (marked_up) {
		tw_features_row(features, block, row);
		return tw_html_score(row);
	}
	tw_text_row(features, block, row);
	return tw_text_score(row);
}

/* True if the marked blocks all stand below where comments on a text begin:
   right behind a sentence. Above an article, its byline or a menu is before
   the link to its comments. */
static bool
is_below_comments(const struct tw_page *page)
{
	uint32_t first = tw_body_first(page);

	for (uint32_t i = 1; i < first; i++) {
		const struct tw_block *block = &page->blocks[i];

		if (block->furniture == TW_COMMENTS && !block[-1].byline
			&& block[-1].prose > 0 && block[-1].sentence)
			return true;
	}
	return false;
}

/*
 * Text without markup, where "More news" stands as a line like any other: what
 * is behind such a line, once a part of the article is there, must be likelier
 * than what is before. Both values are flat in scores out of fold.
 */
#define PART_BEFORE 0.3f
#define LIKELY_BEHIND 1.7f

static void
unmark_behind_sections(struct tw_page *page)
{
	uint32_t words = 0;
	uint32_t before = 0;
	bool behind = false;

	for (uint32_t i = 0; i < page->block_count; i++)
		words += page->blocks[i].body ? page->blocks[i].words : 0;
	for (uint32_t i = 0; i < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];

		behind = behind || ((block->furniture == TW_SECTION
				|| block->furniture == TW_COMMENTS)
			&& (float)before > PART_BEFORE * (float)words);
		before += block->body ? block->words : 0;
		block->body = block->body
			&& (!behind || block->score > LIKELY_BEHIND);
	}
}

/* What is said above the byline is no part of the text: a standfirst. */
#define BYLINE_REACH 3

static void
begin_below_byline(struct tw_page *page)
{
	uint32_t first = tw_body_first(page);
	uint32_t words = 0;

	for (uint32_t i = first; i < page->block_count
		&& i <= first + BYLINE_REACH && words < SURE_WORDS; i++) {
		if (page->blocks[i].byline) {
			while (first < i)
				page->blocks[first++].body = false;
			return;
		}
		words += page->blocks[i].words;
	}
}

/* An item between two that are in the text is of their list. */
static void
mark_items_between(struct tw_page *page)
{
	for (uint32_t i = 1; i + 1 < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];

		if (block->kind == TW_ITEM && is_part(page, block)
			&& block[-1].kind == TW_ITEM && block[-1].body
			&& block[1].kind == TW_ITEM && block[1].body)
			block->body = true;
	}
}

/* A short line right above a list is what it is a list of. */
#define HEAD_WORDS 6
#define HEAD_LIKELY (LIKELY - 1)

static void
mark_heads_of_lists(struct tw_page *page)
{
	for (uint32_t i = 0; i + 1 < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];

		if (block[1].body && block[1].kind == TW_ITEM
			&& block->words <= HEAD_WORDS
			&& block->score > HEAD_LIKELY && !block->byline
			&& is_part(page, block))
			block->body = true;
	}
}

/* Behind the text: a name that is a line, and what office that person has. */
static void
end_above_signature(struct tw_page *page)
{
	uint32_t end = tw_body_end(page);
	struct tw_block *last;

	if (end < 2)
		return;
	last = &page->blocks[end - 1];
	if (!last[-1].body && tw_person_is_name(last[-1].text)
		&& last->words <= BYLINE_WORDS
		&& tw_person_has_role(last->text))
		last->body = false;
}

/* A line on its own amid what is left out, as what an author does: with more
   words if it is no sentence. */
#define LONE_WORDS 8
#define LONE_LABEL_WORDS 15

static bool
is_short_line(const struct tw_block *block)
{
	return block->words < LONE_WORDS
		|| (block->words < LONE_LABEL_WORDS && !block->sentence);
}

static void
unmark_lone_lines(struct tw_page *page)
{
	bool before = false;

	for (uint32_t i = 0; i < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];
		bool is_lone = is_short_line(block) && !before
			&& (i + 1 == page->block_count || !block[1].body);

		before = block->body;
		block->body = block->body && !is_lone;
	}
}

static bool
score_blocks(struct tw_page *page, bool marked_up)
{
	struct tw_features features;

	if (!tw_features_init(&features, page))
		return false;
	for (uint32_t i = 0; i < page->block_count; i++)
		page->blocks[i].score = score_block(&features, i, marked_up);
	tw_features_done(&features);
	return true;
}

/* "Back to top | Print": a label, and mostly links. */
static bool
is_way_elsewhere(const struct tw_block *block)
{
	return block->furniture == TW_LABEL
		&& block->link_words * 2 > block->words;
}

/* Marks what the trees take for the article, but bylines; false without
   memory. */
static bool
mark_by_trees(struct tw_page *page, bool marked_up)
{
	page->least = LIKELY;
	if (!score_blocks(page, marked_up)
		|| (marked_up && !tw_choice_find(page)))
		return false;
	for (uint32_t i = 0; i < page->block_count; i++) {
		struct tw_block *block = &page->blocks[i];

		block->body = block->score >= page->least && !block->byline
			&& (marked_up ? !is_way_elsewhere(block)
				: is_part(page, block));
	}
	if (!marked_up) {
		unmark_behind_sections(page);
		begin_below_byline(page);
		mark_items_between(page);
		mark_heads_of_lists(page);
		end_above_signature(page);
		unmark_lone_lines(page);
	}
	return true;
}

/* True if so much is marked, and so likely, that it is sure. */
static bool
is_sure(const struct tw_page *page)
{
	uint32_t words = 0;
	bool likely = false;

	for (uint32_t i = 0; i < page->block_count; i++) {
		words += page->blocks[i].body ? page->blocks[i].words : 0;
		likely = likely || page->blocks[i].score > 0;
	}
	return likely && words >= SURE_WORDS;
}

/* Marks what the trees tell; false, and none is marked, if that is too little
   to be sure. */
static bool
mark_likely(struct tw_page *page, bool marked_up)
{
	if (page->block_count > BLOCKS_MAX)
		return false;
	if (!mark_by_trees(page, marked_up)) {
		page->failed = true;
	} else if (is_sure(page)
		&& (marked_up || !is_below_comments(page))) {
		leave_title(page);
		return true;
	}
	for (uint32_t i = 0; i < page->block_count; i++)
		page->blocks[i].body = false;
	return false;
}

bool
tw_body_find(struct tw_page *page, enum tw_body_way way)
{
	find_bylines(page);
	tw_areas_settle(page);
	if (page->block_count == 0)
		return false;
	if (way == TW_BODY_WRITTEN
		|| (way == TW_BODY_CRAWLED && !looks_like_site(page))) {
		mark_all(page);
		page->rule = TW_RULE_ALL;
		return true;
	}
	if (mark_likely(page, way == TW_BODY_MARKED_UP)) {
		page->rule = TW_RULE_TREES;
		return true;
	}
	page->rule = TW_RULE_RUN;
	if (mark_best(page) || mark_remains(page, REMAINS_WORDS))
		return true;
	/* Better what the page names a form or an aside than nothing. */
	tw_areas_forget(page);
	return mark_best(page) || mark_remains(page, 1);
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
