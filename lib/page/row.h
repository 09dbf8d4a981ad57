/* row.h: the numbers of a block, as they are written one by one. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ROW_H
#define PAGE_ROW_H

#include "page/features.h"

/* For what is not there. */
#define TW_ABSENT (-999.0f)

/* A row on its way. */
struct tw_row {
	const struct tw_features *features;
	const struct tw_block *block;
	const struct tw_line *line;
	uint32_t i;		/* the block's number */
	float *next;		/* where its next number goes */
};

static inline void
tw_put(struct tw_row *row, float value)
{
	*row->next++ = value;
}

static inline void
tw_put_share(struct tw_row *row, uint32_t part, uint32_t whole)
{
	tw_put(row, (float)part / (float)(whole > 1 ? whole : 1));
}

/* What its text looks like and says. */
void tw_put_text(struct tw_row *row);

/* Prose of the `reach` blocks before it, and of those behind. */
void tw_put_surroundings(struct tw_row *row, uint32_t reach);

/* If it is in a run, and how far its ends are. */
void tw_put_run(struct tw_row *row, struct tw_run run);

#endif
