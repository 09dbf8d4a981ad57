/* forest.c: how likely it is that a block is of the article. */
/* SPDX-License-Identifier: MIT */
#include "page/forest.h"

float
tw_forest_score(const float row[TW_FEATURES])
{
	float score = 0;

	for (unsigned i = 0; i < TW_FOREST_TREES; i++) {
		const struct tw_tree *tree = &tw_forest[i];
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
