/* alike.h: whether two texts are the same story. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_ALIKE_H
#define RESULT_ALIKE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Two texts are alike if of the different pairs of neighbouring words of the
 * one that has fewer, the other has 85 of 100; if it has no less than 60 words
 * of 100, or no less than 33 where the other has what it lacks in one piece;
 * and unless each has a word of its own: one which the other never says, and
 * itself three times or more, or in its title, too. So one in twenty words may
 * be another, a paragraph be cut away, and the title be any; but pages of one
 * template, however much they share, are of something else each. Sketches tell
 * before the texts are read that hardly any two others are alike.
 */
struct tw_story {
	uint64_t sketch;	/* text/sketch.h; 0: alike to none */
	bool is_measured;	/* has what follows, */
	uint32_t words;		/* content words of the text */
	bool is_skimmed;	/* has what follows */
	uint32_t order_count;
	const uint32_t *order;	/* pairs as they stand in the text */
	const uint64_t *marks;	/* a bit for each pair, by its hash */
	uint32_t title_count;
	uint32_t *title;	/* its words */
	uint32_t *spare;	/* room for what is read */
	bool is_read;		/* has what follows: hashes, ascending */
	uint32_t pair_count;
	uint32_t word_count;
	uint32_t often_count;
	const uint32_t *pairs;
	const uint32_t *all_words;
	const uint32_t *often;	/* words that are its own where no other's */
};

/* Of a text no more is read than so many bytes. */
#define TW_ALIKE_BYTES (64u << 10)

/* False if the sketches alone tell that the texts are not alike. */
bool tw_are_near(const struct tw_story *a, const struct tw_story *b);

/* False if the lengths are. */
bool tw_are_as_long(const struct tw_story *a, const struct tw_story *b);

/* False if the sketches and lengths are those of texts that are not alike;
   they need not be read. Of texts that are, 1 in 20 may be missed, and more
   of those that lack half of the other. */
bool tw_may_be_alike(const struct tw_story *a, const struct tw_story *b);

/* Whether nothing that is known before the texts are read differs. */
bool tw_look_the_same(const struct tw_story *a, const struct tw_story *b);

/* Reads a text. O(n log n), 20 microseconds for three hundred words. */
int tw_read_story(struct tw_story *story, struct tw_str title,
	struct tw_str text, struct tw_arena *arena, trawl_error *err)
	TW_MUST_USE;

/*
 * The same in two steps: what tells of most texts that they are not alike, and
 * costs half as much, and the rest.
 */
int tw_skim_story(struct tw_story *story, struct tw_str title,
	struct tw_str text, struct tw_arena *arena, trawl_error *err)
	TW_MUST_USE;
void tw_finish_story(struct tw_story *story);

/* False if texts that have been skimmed have too few pairs in common. */
bool tw_may_share(const struct tw_story *a, const struct tw_story *b);

/* Whether texts that have been read are alike. */
bool tw_are_alike(const struct tw_story *a, const struct tw_story *b);

#endif
