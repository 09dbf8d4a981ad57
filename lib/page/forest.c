/* forest.c: how likely it is that a block is of the article. */
/* SPDX-License-Identifier: MIT */
#include "page/forest.h"

float
tw_forest_score(const struct tw_tree forest[TW_FOREST_TREES], const float *row)
{
	float score = 0;

	for (unsigned i = 0; i < TW_FOREST_TREES; i++) {
		const struct tw_tree *tree = &forest[i];
		int at = 0;

		while (at >= 0) {
			const struct tw_split *split = &tree->splits[at];

			at = row[split->feature] <= split->limit
				? split->left : split->right;
		}
		score += tree->leaves[~at];
	}
	return score;
}
