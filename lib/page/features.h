/* features.h: what tells the blocks of an article from the rest of a page. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_FEATURES_H
#define PAGE_FEATURES_H

#include "page/container.h"
#include "page/shape.h"

/* Numbers that tell of a block: the columns of bench/extract. */
#define TW_FEATURES 227

/* The same for a page without markup. */
#define TW_TEXT_FEATURES 208

/* A run of blocks. */
struct tw_run {
	uint32_t first;
	uint32_t end;		/* behind the last */
};

/* Blocks that say what is around them: labels, notices, tweets, sections,
   comments, in the order of enum tw_furniture. */
#define TW_SIGNS 5

#define TW_NO_BLOCK UINT32_MAX

struct tw_sign {
	uint32_t last;		/* block of the kind at or before this one */
	uint32_t next;		/* at or behind it */
	uint32_t count;		/* up to it */
};

/* What is known of a block before its neighbours are. */
struct tw_line {
	float shape[TW_SHAPE_COUNT];
	float told;		/* share that JSON-LD has as the article */
	float described;	/* share that the description has */
	float title;		/* likeness to the page's title, 0 to 1 */
	float named;		/* share of the title's words that it has */
	float shared;		/* tw_vocabulary_share; not with markup */
	uint32_t phrases;	/* tw_phrases */
	uint32_t words_before;
	uint32_t prose_before;
	uint32_t times;		/* its words stand on the page as a block */
	uint32_t twins;		/* elements like its own beside it */
	uint32_t kin_prose;	/* prose in blocks of elements like its own */
	uint32_t heading;	/* the last at or before it, or TW_NO_HEADING */
	struct tw_sign signs[TW_SIGNS];
	uint64_t hash;		/* of its words */
};

#define TW_NO_HEADING UINT32_MAX

/* Of all blocks of a page. */
struct tw_features {
	const struct tw_page *page;
	struct tw_line *lines;
	struct tw_containers containers;
	struct tw_run runs[3];	/* of prose: the best at costs 10, 4, 15 */
	uint32_t words;
	uint32_t prose;
	uint32_t title;		/* block most like the title, or UINT32_MAX */
	uint32_t h1;		/* block, or UINT32_MAX */
	bool told;		/* JSON-LD has the article's text */
};

/* Measures the page, which has a block; false without memory.
   O(length of the page). */
bool tw_features_init(struct tw_features *features,
	const struct tw_page *page);
void tw_features_done(struct tw_features *features);

/* The numbers of a block. O(TW_FEATURES). */
void tw_features_row(const struct tw_features *features, uint32_t block,
	float row[TW_FEATURES]);

/* The numbers of a block of a page without markup, as tw_crawl_read makes it.
   O(TW_TEXT_FEATURES). */
void tw_text_row(const struct tw_features *features, uint32_t block,
	float row[TW_TEXT_FEATURES]);

#endif
