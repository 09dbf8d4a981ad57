/* textrow.c: the numbers of a block of a page without markup. */
/* SPDX-License-Identifier: MIT */
#include "page/row.h"

#include <assert.h>

#include "page/phrases.h"

/* Neighbours that are looked at, to each side. */
#define REACH 6

/* What neighbours are told by. */
static const uint8_t seen[] = {TW_SHAPE_WORDS, TW_SHAPE_COMMON,
	TW_SHAPE_CAPITALS, TW_SHAPE_NUMBERS, TW_SHAPE_END, TW_SHAPE_PROSE};

static float
distance(uint32_t from, uint32_t to)
{
	return to == TW_NO_BLOCK ? TW_ABSENT : (float)to - (float)from;
}

static void
put_place(struct tw_row *row)
{
	const struct tw_features *f = row->features;
	const struct tw_line *line = row->line;
	uint32_t count = f->page->block_count;

	tw_put_share(row, row->i, count);
	tw_put(row, (float)(count - row->i));
	tw_put(row, (float)row->i);
	tw_put_share(row, line->words_before, f->words);
	tw_put_share(row, line->prose_before, f->prose);
	tw_put_share(row, f->prose, f->words);
	tw_put(row, (float)f->words);
	tw_put(row, (float)count);
	tw_put(row, (float)line->times);
	tw_put(row, line->title);
	tw_put(row, line->named);
	tw_put(row, line->shared);
	tw_put(row, distance(f->title, row->i));
	tw_put(row, row->block->joined);
	tw_put(row, row->block->kind == TW_ITEM);
	for (unsigned k = 0; k < 3; k++)
		tw_put_run(row, f->runs[k]);
}

/* What of the site's own lines is before and behind. */
static void
put_signs(struct tw_row *row)
{
	for (unsigned k = 0; k < TW_SIGNS; k++) {
		const struct tw_sign *sign = &row->line->signs[k];

		tw_put(row, distance(row->i, sign->last));
		tw_put(row, distance(row->i, sign->next));
		tw_put(row, (float)sign->count);
	}
}

/* How often each phrase is said in the `reach` blocks from `first` on. */
static void
put_phrases(struct tw_row *row, int64_t first, uint32_t reach)
{
	const struct tw_features *f = row->features;
	unsigned counts[TW_PHRASE_COUNT] = {0};

	for (int64_t i = first; i < first + reach; i++) {
		if (i < 0 || i >= f->page->block_count)
			continue;
		for (unsigned k = 0; k < TW_PHRASE_COUNT; k++)
			counts[k] += f->lines[i].phrases >> k & 1;
	}
	for (unsigned k = 0; k < TW_PHRASE_COUNT; k++)
		tw_put(row, (float)counts[k]);
}

static void
put_neighbour(struct tw_row *row, int64_t at)
{
	const struct tw_features *f = row->features;
	bool is_there = at >= 0 && at < f->page->block_count;

	for (unsigned k = 0; k < sizeof(seen); k++)
		tw_put(row, is_there ? f->lines[at].shape[seen[k]] : -1);
}

void
tw_text_row(const struct tw_features *features, uint32_t block,
	float values[TW_TEXT_FEATURES])
{
	struct tw_row row = {.features = features, .i = block, .next = values,
		.block = &features->page->blocks[block],
		.line = &features->lines[block]};

	tw_put_text(&row);
	put_place(&row);
	put_signs(&row);
	for (uint32_t reach = 3; reach <= 8; reach += 5) {
		put_phrases(&row, (int64_t)block - reach, reach);
		put_phrases(&row, (int64_t)block + 1, reach);
	}
	for (int k = -REACH; k <= REACH; k++) {
		if (k != 0)
			put_neighbour(&row, (int64_t)block + k);
	}
	tw_put_surroundings(&row, 3);
	tw_put_surroundings(&row, 8);
	tw_put_surroundings(&row, 20);
	assert(row.next == values + TW_TEXT_FEATURES);
}
