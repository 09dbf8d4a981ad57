/* page.c: a page taken apart: blocks of text, areas, facts it states. */
/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include "base/alloc.h"
#include "page/furniture.h"
#include "page/measure.h"
#include "page/plain.h"

void
tw_page_done(struct tw_page *page)
{
	tw_free(page->blocks);
	tw_free(page->areas);
	tw_free(page->facts);
	tw_free(page->elements);
	tw_arena_done(&page->arena);
	memset(page, 0, sizeof(*page));
}

/* Makes room for one more of `count` things of `size` bytes. */
static bool
grow(struct tw_page *page, void **array, uint32_t count, uint32_t *room,
	size_t size)
{
	if (page->failed)
		return false;
	if (count < *room)
		return true;

	uint32_t new_room = *room ? *room * 2 : 64;
	size_t bytes;
	void *p = NULL;

	if (new_room > *room && tw_mul_size(new_room, size, &bytes))
		p = tw_realloc(*array, bytes);
	if (!p) {
		page->failed = true;
		return false;
	}
	*array = p;
	*room = new_room;
	return true;
}

static struct tw_str
copy(struct tw_page *page, struct tw_str text)
{
	char *p = tw_arena_copy(&page->arena, text.n ? text.p : "", text.n);

	if (!p) {
		page->failed = true;
		return TW_STR("");
	}
	return tw_str(p, text.n);
}

uint32_t
tw_page_add_area(struct tw_page *page, uint32_t parent, uint32_t flags)
{
	void *areas = page->areas;

	if (!grow(page, &areas, page->area_count, &page->area_room,
		sizeof(*page->areas)))
		return 0;
	page->areas = areas;
	page->areas[page->area_count] = (struct tw_area){
		.parent = parent, .flags = flags};
	return page->area_count++;
}

uint32_t
tw_page_add_element(struct tw_page *page, uint32_t parent,
	struct tw_element element)
{
	void *elements = page->elements;

	if (!grow(page, &elements, page->element_count, &page->element_room,
		sizeof(*page->elements)))
		return 0;
	page->elements = elements;

	struct tw_element *above = &page->elements[parent];

	element.parent = parent;
	if (page->element_count > 0) {
		element.depth = (uint16_t)(above->depth + 1);
		above->children++;
	}
	page->elements[page->element_count] = element;
	return page->element_count++;
}

void
tw_page_add_block(struct tw_page *page, enum tw_block_kind kind,
	unsigned level, uint32_t area, struct tw_str text, double linked)
{
	struct tw_measure measure;
	void *blocks = page->blocks;

	if (kind != TW_PRE)
		text = tw_plain_trim(text);
	tw_measure(text, &measure);
	if (measure.words == 0)
		return;
	if (!grow(page, &blocks, page->block_count, &page->block_room,
		sizeof(*page->blocks)))
		return;
	page->blocks = blocks;

	struct tw_block *block = &page->blocks[page->block_count];

	memset(block, 0, sizeof(*block));
	block->text = copy(page, text);
	block->area = area;
	block->kind = (uint8_t)kind;
	block->level = (uint8_t)level;
	block->words = measure.words;
	block->link_words = (uint32_t)(linked * measure.words + 0.5);
	block->sentence = measure.sentence;
	block->furniture = (uint8_t)tw_furniture(text, measure.words);
	if (linked < 0.5)
		block->prose = tw_measure_prose(&measure);
	page->block_count++;
}

/* Longer ones are no lines of a byline. */
#define PARTS_WORDS 40

void
tw_page_set_parts(struct tw_page *page, struct tw_str parts)
{
	struct tw_block *block = &page->blocks[page->block_count - 1];

	if (block->words <= PARTS_WORDS && memchr(parts.p, '|', parts.n))
		block->parts = copy(page, parts);
}

struct tw_fact *
tw_page_add_fact(struct tw_page *page, enum tw_fact_kind kind, uint32_t area,
	struct tw_str name, struct tw_str value)
{
	void *facts = page->facts;

	value = tw_plain_trim(value);
	if (value.n == 0 || page->fact_count == TW_FACTS_MAX
		|| !grow(page, &facts, page->fact_count, &page->fact_room,
			sizeof(*page->facts)))
		return NULL;
	page->facts = facts;

	struct tw_fact *fact = &page->facts[page->fact_count++];

	fact->kind = kind;
	fact->block = page->block_count;
	fact->area = area;
	fact->name = copy(page, name);
	fact->value = copy(page, value);
	return fact;
}
