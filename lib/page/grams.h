/* grams.h: how much of a text is said in another, by runs of its words. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_GRAMS_H
#define PAGE_GRAMS_H

#include <stdbool.h>
#include <stdint.h>

/* The runs of `length` words of a text; valid when zeroed. */
struct tw_grams {
	uint64_t *list;		/* their hashes, sorted */
	uint32_t count;
	uint32_t length;
};

void tw_grams_done(struct tw_grams *grams);

/* Of the words with these hashes; false without memory. O(n log n). */
bool tw_grams_set(struct tw_grams *grams, uint32_t length,
	const uint64_t *words, uint32_t count);

/* The share of the runs of the words that are in `grams`, 0 to 1; 0 for fewer
   words than a run has. */
float tw_grams_share(const struct tw_grams *grams, const uint64_t *words,
	uint32_t count);

#endif
