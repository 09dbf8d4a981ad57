/* row.c: the numbers of a block, as they are written one by one. */
/* SPDX-License-Identifier: MIT */
#include "page/row.h"

#include "page/furniture.h"
#include "page/phrases.h"

#define LONG_TEXT 40		/* words: phrases are less telling */

void
tw_put_text(struct tw_row *row)
{
	float weight = row->block->words < LONG_TEXT ? 1 : 0.5f;

	for (unsigned k = 0; k < TW_SHAPE_COUNT; k++)
		tw_put(row, row->line->shape[k]);
	for (unsigned k = 0; k < TW_PHRASE_COUNT; k++)
		tw_put(row, row->line->phrases >> k & 1 ? weight : 0);
	for (unsigned k = 1; k <= TW_COMMENTS; k++)
		tw_put(row, row->block->furniture == k);
	tw_put(row, row->block->byline);
}

void
tw_put_surroundings(struct tw_row *row, uint32_t reach)
{
	const struct tw_features *f = row->features;
	uint32_t count = f->page->block_count;
	uint32_t first = row->i > reach ? row->i - reach : 0;
	uint32_t end = count - row->i > reach + 1 ? row->i + reach + 1 : count;
	uint32_t own = row->line->prose_before;
	uint32_t behind = (end < count ? f->lines[end].prose_before
		: f->prose) - own - row->block->prose;

	tw_put(row, (float)(own - f->lines[first].prose_before));
	tw_put(row, (float)behind);
}

void
tw_put_run(struct tw_row *row, struct tw_run run)
{
	float i = (float)row->i;

	tw_put(row, row->i >= run.first && row->i < run.end);
	tw_put(row, i - (float)run.first);
	tw_put(row, (float)run.end - 1 - i);
}
