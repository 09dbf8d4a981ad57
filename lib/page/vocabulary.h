/* vocabulary.h: the words of a page's prose, and how a block shares them. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_VOCABULARY_H
#define PAGE_VOCABULARY_H

#include "page/shape.h"

struct tw_word_use {
	uint64_t word;		/* hash */
	uint32_t block;		/* while it is built: that has the word */
	uint32_t blocks;	/* blocks of prose that have it */
};

/* The longer words in blocks of prose; valid when zeroed. */
struct tw_vocabulary {
	struct tw_word_use *uses;	/* a word each, sorted */
	uint32_t count;
	uint32_t room;
	uint32_t blocks;	/* of prose */
};

/* Of all blocks; false without memory. O(n log n) in the page's words. */
bool tw_vocabulary_read(struct tw_vocabulary *vocabulary,
	struct tw_shaper *shaper, const struct tw_page *page);

void tw_vocabulary_done(struct tw_vocabulary *vocabulary);

/*
 * The share of the other blocks of prose that have a longer word of the text
 * that the shaper has read, as a mean over these words: an article speaks of
 * its own things all the way, its neighbours of others. `is_prose` tells that
 * the text is one of the blocks counted. O(words log vocabulary).
 */
float tw_vocabulary_share(const struct tw_vocabulary *vocabulary,
	const struct tw_shaper *shaper, bool is_prose);

/* True if the block is one of those counted. */
bool tw_vocabulary_is_prose(const struct tw_block *block);

#endif
