/* featurerow.c: the numbers of one block, in their order. */
/* SPDX-License-Identifier: MIT */
#include "page/features.h"

#include <assert.h>

#include "page/row.h"

#define FAR 9			/* levels: this or more */

/* What an element may be in, by tag. */
static const uint8_t around[] = {TW_TAG_ARTICLE, TW_TAG_MAIN, TW_TAG_ASIDE,
	TW_TAG_NAV, TW_TAG_FOOTER, TW_TAG_HEADER, TW_TAG_FORM, TW_TAG_TABLE,
	TW_TAG_LI, TW_TAG_BLOCKQUOTE, TW_TAG_FIGURE, TW_TAG_SECTION,
	TW_TAG_DETAILS, TW_TAG_DD};

#define AROUND (sizeof(around) / sizeof(*around))

/* What neighbours are told by. */
static const uint8_t seen[] = {TW_SHAPE_WORDS, TW_SHAPE_LINKED,
	TW_SHAPE_COMMON, TW_SHAPE_CAPITALS, TW_SHAPE_END, TW_SHAPE_PROSE};

static void
put_tag(struct tw_row *row)
{
	uint8_t tag = row->features->page->elements[row->block->element].tag;

	for (uint8_t k = TW_TAG_P; k <= TW_TAG_ARTICLE; k++)
		tw_put(row, tag == k);
}

/* The distance in levels to what the block's element is in. */
static void
put_distances(struct tw_row *row)
{
	const struct tw_element *elements = row->features->page->elements;
	uint32_t at = row->block->element;
	float to_tag[AROUND];
	float to_group[TW_GROUP_COUNT];
	float to_body = FAR;

	for (unsigned k = 0; k < AROUND; k++)
		to_tag[k] = FAR;
	for (unsigned k = 0; k < TW_GROUP_COUNT; k++)
		to_group[k] = FAR;
	for (unsigned level = 0; level < FAR && at > 0; level++) {
		for (unsigned k = 0; k < AROUND; k++) {
			if (elements[at].tag == around[k] && to_tag[k] == FAR)
				to_tag[k] = (float)level;
		}
		for (unsigned k = 0; k < TW_GROUP_COUNT; k++) {
			if (elements[at].groups >> k & 1 && to_group[k] == FAR)
				to_group[k] = (float)level;
		}
		if (elements[at].body && to_body == FAR)
			to_body = (float)level;
		at = elements[at].parent;
	}
	for (unsigned k = 0; k < AROUND; k++)
		tw_put(row, to_tag[k]);
	for (unsigned k = 0; k < TW_GROUP_COUNT; k++)
		tw_put(row, to_group[k]);
	tw_put(row, to_body);
	tw_put(row, elements[row->block->element].hidden);
	tw_put(row, (float)elements[row->block->element].depth);
}

static void
put_place(struct tw_row *row)
{
	const struct tw_features *f = row->features;
	const struct tw_line *line = row->line;
	float count = (float)f->page->block_count;
	float i = (float)row->i;

	tw_put(row, i / count);
	tw_put(row, count - i);
	tw_put(row, i);
	tw_put_share(row, line->words_before, f->words);
	tw_put(row, (float)line->prose_before);
	tw_put_share(row, line->prose_before, f->prose);
	tw_put(row, (float)f->words);
	tw_put(row, (float)f->prose);
	tw_put(row, count);
	tw_put(row, (float)line->times);
	tw_put(row, line->told);
	tw_put(row, f->told);
	tw_put(row, line->described);
	tw_put(row, line->title);
	tw_put(row, f->title == UINT32_MAX ? TW_ABSENT : i - (float)f->title);
	tw_put(row, f->h1 == UINT32_MAX ? TW_ABSENT : i - (float)f->h1);
	for (unsigned k = 0; k < 2; k++)
		tw_put_run(row, f->runs[k]);
}

/* How the element lies to the one that holds most, and what the part of the
   common ancestor that it is in holds. */
static void
put_container(struct tw_row *row)
{
	const struct tw_features *f = row->features;
	const struct tw_element *elements = f->page->elements;
	const struct tw_sums *best = &f->containers.sums[f->containers.best];
	uint32_t at = row->block->element;
	uint32_t part = at;
	float down = 0;

	while (f->containers.levels[at] == 0) {
		part = at;
		at = elements[at].parent;
		down++;
	}

	const struct tw_sums *sums = &f->containers.sums[part];

	tw_put(row, (float)f->containers.levels[at] - 1);
	tw_put(row, down);
	tw_put_share(row, best->prose, f->prose);
	tw_put_share(row, best->linked, best->words);
	tw_put(row, (float)sums->words);
	tw_put_share(row, sums->prose, sums->words);
	tw_put_share(row, sums->linked, sums->words);
	tw_put(row, (float)sums->blocks);
	tw_put_share(row, sums->prose, f->prose);
}

/* What the element and the three around it hold. */
static void
put_ancestors(struct tw_row *row)
{
	const struct tw_features *f = row->features;
	uint32_t at = row->block->element;

	for (unsigned k = 0; k < 4; k++) {
		const struct tw_sums *sums = &f->containers.sums[at];

		tw_put_share(row, sums->words, f->words);
		tw_put_share(row, sums->linked, sums->words);
		tw_put_share(row, sums->prose, f->prose);
		tw_put_share(row, sums->prose, sums->words);
		tw_put(row, (float)sums->prose_blocks);
		tw_put(row, (float)sums->blocks);
		at = f->page->elements[at].parent;
	}
}

static void
put_siblings(struct tw_row *row)
{
	const struct tw_features *f = row->features;
	const struct tw_block *blocks = f->page->blocks;
	uint32_t parent = f->page->elements[row->block->element].parent;
	uint32_t heading = row->line->heading;

	tw_put(row, (float)row->line->twins);
	tw_put_share(row, row->line->kin_prose, f->prose);
	tw_put(row, (float)f->page->elements[parent].children);
	tw_put(row, heading == TW_NO_HEADING ? TW_ABSENT
		: (float)(row->i - heading));
	tw_put(row, heading == TW_NO_HEADING ? 0
		: (float)blocks[heading].furniture);
	tw_put(row, heading == TW_NO_HEADING ? 0
		: (float)blocks[heading].level);
	tw_put(row, f->containers.sums[parent].first == row->i);
	tw_put(row, f->containers.sums[parent].last == row->i);
}

static void
put_neighbour(struct tw_row *row, int64_t at)
{
	const struct tw_page *page = row->features->page;

	if (at < 0 || at >= page->block_count) {
		for (unsigned k = 0; k < sizeof(seen) + 5; k++)
			tw_put(row, -1);
		return;
	}

	const struct tw_line *line = &row->features->lines[at];
	uint32_t element = page->blocks[at].element;
	uint32_t own = row->block->element;
	uint8_t tag = page->elements[element].tag;

	for (unsigned k = 0; k < sizeof(seen); k++)
		tw_put(row, line->shape[seen[k]]);
	tw_put(row, element == own);
	tw_put(row, page->elements[element].parent
		== page->elements[own].parent);
	tw_put(row, tag == TW_TAG_P);
	tw_put(row, tag == TW_TAG_LI);
	tw_put(row, tag >= TW_TAG_H1 && tag <= TW_TAG_H4);
}

void
tw_features_row(const struct tw_features *features, uint32_t block,
	float values[TW_FEATURES])
{
	struct tw_row row = {.features = features, .i = block, .next = values,
		.block = &features->page->blocks[block],
		.line = &features->lines[block]};

	tw_put_text(&row);
	put_tag(&row);
	put_distances(&row);
	put_place(&row);
	put_container(&row);
	put_ancestors(&row);
	put_siblings(&row);
	for (int k = -3; k <= 3; k++) {
		if (k != 0)
			put_neighbour(&row, (int64_t)block + k);
	}
	tw_put_surroundings(&row, 5);
	tw_put_surroundings(&row, 15);
	assert(row.next == values + TW_FEATURES);
}
