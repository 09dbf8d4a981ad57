/* choice.c: which blocks are the article, of how likely each is. */
/* SPDX-License-Identifier: MIT */
#include "page/choice.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"

struct choice {
	float score;
	uint32_t words;
};

static int
likelier_first(const void *a, const void *b)
{
	const struct choice *x = a;
	const struct choice *y = b;

	return (x->score < y->score) - (x->score > y->score);
}

/* The words of it that are expected to be of the article. */
static double
expected(struct choice choice)
{
	return choice.words / (1 + exp(-(double)choice.score));
}

/*
 * Of each way to take the likeliest, what it is expected to have of the
 * article is divided by all that it takes, precision, and by all that there
 * is, recall. Blocks of one score are taken together.
 */
static float
best_least(const struct choice *choices, uint32_t count)
{
	double all = 0;
	double words = 0;
	double right = 0;
	double most = 0;
	float least = FLT_MAX;

	for (uint32_t i = 0; i < count; i++)
		all += expected(choices[i]);
	for (uint32_t i = 0; i < count; i++) {
		words += choices[i].words;
		right += expected(choices[i]);
		if (i + 1 < count && choices[i + 1].score == choices[i].score)
			continue;
		if (words > 0 && right / words + right / all > most) {
			most = right / words + right / all;
			least = choices[i].score;
		}
	}
	return least;
}

bool
tw_choice_find(struct tw_page *page)
{
	struct choice *choices = tw_alloc_zeroed(page->block_count,
		sizeof(*choices));
	uint32_t count = 0;

	if (!choices)
		return false;
	for (uint32_t i = 0; i < page->block_count; i++) {
		const struct tw_block *block = &page->blocks[i];

		if (!block->byline)
			choices[count++] = (struct choice){block->score,
				block->words};
	}
	qsort(choices, count, sizeof(*choices), likelier_first);
	page->least = best_least(choices, count);
	tw_free(choices);
	return true;
}
