/* paragraphs.h: how many articles have a paragraph. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_PARAGRAPHS_H
#define CLI_PARAGRAPHS_H

#include <stdbool.h>
#include <stdint.h>
#include <trawl.h>

/* Valid when zeroed. Of paragraphs, hashes are kept. */
struct paragraphs {
	struct paragraph *slots;
	uint64_t count;
	uint64_t room;
	uint64_t article;	/* texts that were added */
};

void paragraphs_done(struct paragraphs *paragraphs);

/* Counts the lines of a text; false without memory. */
bool paragraphs_add(struct paragraphs *paragraphs, trawl_str text);

/* The words of a text, and those of them in lines that fewer than `many` of
   the texts have. */
struct words {
	uint64_t all;
	uint64_t own;
};
struct words paragraphs_words(const struct paragraphs *paragraphs,
	trawl_str text, uint64_t many);

#endif
