/* forest.c: how likely it is that a block is of the article. */
/* SPDX-License-Identifier: MIT */
#include "page/forest.h"

/* The leaf that the row comes to. */
static float
leaf(const struct tw_split *splits, const float *leaves, const float *row)
{
	int at = 0;

	while (at >= 0) {
		const struct tw_split *split = &splits[at];

		at = row[split->feature] <= split->limit
			? split->left : split->right;
	}
	return leaves[~at];
}

float
tw_html_score(const float *row)
{
	const struct tw_html_tree *tree = tw_html_forest;
	float score = 0;

	for (unsigned i = 0; i < TW_FOREST_TREES; i++, tree++)
		score += leaf(tree->splits, tree->leaves, row);
	return score;
}

float
tw_text_score(const float *row)
{
	const struct tw_text_tree *tree = tw_text_forest;
	float score = 0;

	for (unsigned i = 0; i < TW_FOREST_TREES; i++, tree++)
		score += leaf(tree->splits, tree->leaves, row);
	return score;
}
