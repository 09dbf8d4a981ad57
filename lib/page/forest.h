/* forest.h: how likely it is that a block is of the article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_FOREST_H
#define PAGE_FOREST_H

#include <stdint.h>

#include "page/features.h"

/* Of the tables: bench/extract/train.py makes them. */
#define TW_FOREST_TREES 300
#define TW_HTML_SPLITS 14
#define TW_TEXT_SPLITS 30

struct tw_split {
	uint8_t feature;	/* of the row */
	int8_t left;		/* at most the limit: split, or ~leaf */
	int8_t right;		/* above it */
	float limit;
};

struct tw_html_tree {
	struct tw_split splits[TW_HTML_SPLITS];
	float leaves[TW_HTML_SPLITS + 1];
};

struct tw_text_tree {
	struct tw_split splits[TW_TEXT_SPLITS];
	float leaves[TW_TEXT_SPLITS + 1];
};

extern const struct tw_html_tree tw_html_forest[TW_FOREST_TREES];
extern const struct tw_text_tree tw_text_forest[TW_FOREST_TREES];

/*
 * The log-odds that a block with this row, of tw_features_row and of
 * tw_text_row, is of the article: boosted trees (Friedman, Greedy function
 * approximation, Annals of Statistics, 2001). Above 0 it is more likely than
 * not. O(trees), some 1,200 comparisons, without markup 1,500.
 */
float tw_html_score(const float *row);
float tw_text_score(const float *row);

#endif
