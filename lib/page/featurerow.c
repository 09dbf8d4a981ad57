/* featurerow.c: the numbers of one block, in their order. */
/* SPDX-License-Identifier: MIT */
#include "page/features.h"

#include <assert.h>

#include "page/phrases.h"

#define FAR 9			/* levels: this or more */
#define LONG_TEXT 40		/* words: phrases are less telling */
#define ABSENT (-999.0f)

/* What an element may be in, by tag. */
static const uint8_t around[] = {TW_TAG_ARTICLE, TW_TAG_MAIN, TW_TAG_ASIDE,
	TW_TAG_NAV, TW_TAG_FOOTER, TW_TAG_HEADER, TW_TAG_FORM, TW_TAG_TABLE,
	TW_TAG_LI, TW_TAG_BLOCKQUOTE, TW_TAG_FIGURE, TW_TAG_SECTION,
	TW_TAG_DETAILS, TW_TAG_DD};

#define AROUND (sizeof(around) / sizeof(*around))

/* What neighbours are told by. */
static const uint8_t seen[] = {TW_SHAPE_WORDS, TW_SHAPE_LINKED,
	TW_SHAPE_COMMON, TW_SHAPE_CAPITALS, TW_SHAPE_END, TW_SHAPE_PROSE};

struct row {
	const struct tw_features *features;
	const struct tw_block *block;
	const struct tw_line *line;
	uint32_t i;
	float *next;
};

static void
put(struct row *row, float value)
{
	*row->next++ = value;
}

static float
ratio(float part, float whole)
{
	return part / (whole > 1 ? whole : 1);
}

static void
put_text(struct row *row)
{
	float weight = row->block->words < LONG_TEXT ? 1 : 0.5f;

	for (unsigned k = 0; k < TW_SHAPE_COUNT; k++)
		put(row, row->line->shape[k]);
	for (unsigned k = 0; k < TW_PHRASE_COUNT; k++)
		put(row, row->line->phrases >> k & 1 ? weight : 0);
	for (unsigned k = 1; k <= 5; k++)
		put(row, row->block->furniture == k);
	put(row, row->block->byline);
}

static void
put_tag(struct row *row)
{
	uint8_t tag = row->features->page->elements[row->block->element].tag;

	for (uint8_t k = TW_TAG_P; k <= TW_TAG_ARTICLE; k++)
		put(row, tag == k);
}

/* The distance in levels to what the block's element is in. */
static void
put_distances(struct row *row)
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
		put(row, to_tag[k]);
	for (unsigned k = 0; k < TW_GROUP_COUNT; k++)
		put(row, to_group[k]);
	put(row, to_body);
	put(row, elements[row->block->element].hidden);
	put(row, (float)elements[row->block->element].depth);
}

static void
put_place(struct row *row)
{
	const struct tw_features *f = row->features;
	const struct tw_line *line = row->line;
	float count = (float)f->page->block_count;
	float i = (float)row->i;

	put(row, i / count);
	put(row, count - i);
	put(row, i);
	put(row, ratio((float)line->words_before, (float)f->words));
	put(row, (float)line->prose_before);
	put(row, ratio((float)line->prose_before, (float)f->prose));
	put(row, (float)f->words);
	put(row, (float)f->prose);
	put(row, count);
	put(row, (float)line->times);
	put(row, line->told);
	put(row, f->told);
	put(row, line->described);
	put(row, line->title);
	put(row, f->title == UINT32_MAX ? ABSENT : i - (float)f->title);
	put(row, f->h1 == UINT32_MAX ? ABSENT : i - (float)f->h1);
	for (unsigned k = 0; k < 2; k++) {
		put(row, row->i >= f->runs[k].first
			&& row->i < f->runs[k].end);
		put(row, i - (float)f->runs[k].first);
		put(row, (float)f->runs[k].end - 1 - i);
	}
}

/* How the element lies to the one that holds most, and what the part of the
   common ancestor that it is in holds. */
static void
put_container(struct row *row)
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

	put(row, (float)f->containers.levels[at] - 1);
	put(row, down);
	put(row, ratio((float)best->prose, (float)f->prose));
	put(row, ratio((float)best->linked, (float)best->words));
	put(row, (float)sums->words);
	put(row, ratio((float)sums->prose, (float)sums->words));
	put(row, ratio((float)sums->linked, (float)sums->words));
	put(row, (float)sums->blocks);
	put(row, ratio((float)sums->prose, (float)f->prose));
}

/* What the element and the three around it hold. */
static void
put_ancestors(struct row *row)
{
	const struct tw_features *f = row->features;
	uint32_t at = row->block->element;

	for (unsigned k = 0; k < 4; k++) {
		const struct tw_sums *sums = &f->containers.sums[at];

		put(row, ratio((float)sums->words, (float)f->words));
		put(row, ratio((float)sums->linked, (float)sums->words));
		put(row, ratio((float)sums->prose, (float)f->prose));
		put(row, ratio((float)sums->prose, (float)sums->words));
		put(row, (float)sums->prose_blocks);
		put(row, (float)sums->blocks);
		at = f->page->elements[at].parent;
	}
}

static void
put_siblings(struct row *row)
{
	const struct tw_features *f = row->features;
	const struct tw_block *blocks = f->page->blocks;
	uint32_t parent = f->page->elements[row->block->element].parent;
	uint32_t heading = row->line->heading;

	put(row, (float)row->line->twins);
	put(row, ratio((float)row->line->kin_prose, (float)f->prose));
	put(row, (float)f->page->elements[parent].children);
	put(row, heading == TW_NO_HEADING ? ABSENT
		: (float)(row->i - heading));
	put(row, heading == TW_NO_HEADING ? 0
		: (float)blocks[heading].furniture);
	put(row, heading == TW_NO_HEADING ? 0 : (float)blocks[heading].level);
	put(row, f->containers.sums[parent].first == row->i);
	put(row, f->containers.sums[parent].last == row->i);
}

static void
put_neighbour(struct row *row, int64_t at)
{
	const struct tw_page *page = row->features->page;

	if (at < 0 || at >= page->block_count) {
		for (unsigned k = 0; k < sizeof(seen) + 5; k++)
			put(row, -1);
		return;
	}

	const struct tw_line *line = &row->features->lines[at];
	uint32_t element = page->blocks[at].element;
	uint32_t own = row->block->element;
	uint8_t tag = page->elements[element].tag;

	for (unsigned k = 0; k < sizeof(seen); k++)
		put(row, line->shape[seen[k]]);
	put(row, element == own);
	put(row, page->elements[element].parent
		== page->elements[own].parent);
	put(row, tag == TW_TAG_P);
	put(row, tag == TW_TAG_LI);
	put(row, tag >= TW_TAG_H1 && tag <= TW_TAG_H4);
}

/* Prose of the `reach` blocks before and behind. */
static void
put_surroundings(struct row *row, uint32_t reach)
{
	const struct tw_features *f = row->features;
	uint32_t count = f->page->block_count;
	uint32_t first = row->i > reach ? row->i - reach : 0;
	uint32_t end = count - row->i > reach + 1 ? row->i + reach + 1 : count;
	uint32_t own = row->line->prose_before;
	uint32_t behind = (end < count ? f->lines[end].prose_before
		: f->prose) - own - row->block->prose;

	put(row, (float)(own - f->lines[first].prose_before));
	put(row, (float)behind);
}

void
tw_features_row(const struct tw_features *features, uint32_t block,
	float values[TW_FEATURES])
{
	struct row row = {.features = features, .i = block, .next = values,
		.block = &features->page->blocks[block],
		.line = &features->lines[block]};

	put_text(&row);
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
	put_surroundings(&row, 5);
	put_surroundings(&row, 15);
	assert(row.next == values + TW_FEATURES);
}
