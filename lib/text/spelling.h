/* spelling.h: how likely it is that one word was typed for another. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_SPELLING_H
#define TEXT_SPELLING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define TW_SPELLING_LETTERS 40	/* of a word at most */
#define TW_SPELLING_KEY (2 * TW_SPELLING_LETTERS)

/* A folded word (text/fold.h) by its characters. */
struct tw_letters {
	uint32_t count;
	uint32_t at[TW_SPELLING_LETTERS];
};

/* False, and *ret is not to be used, if the word has more. */
bool tw_letters_of(struct tw_str word, struct tw_letters *ret);

/* How a word sounds, about: words that sound alike mostly have one key. */
struct tw_sound {
	uint32_t count;
	uint32_t at[TW_SPELLING_KEY];
};

void tw_sound_of(const struct tw_letters *word, struct tw_sound *ret);
bool tw_sound_equal(const struct tw_sound *a, const struct tw_sound *b);

/*
 * What it costs to type `typed` for `word`: the cheapest way of putting in,
 * leaving out, changing and swapping letters, each at its own price (the table
 * is above the code), and more where the first or the last letter is another.
 * O(letters times letters).
 */
float tw_spelling_cost(const struct tw_letters *typed,
	const struct tw_letters *word);

/* Whether one letter is easily typed for the other, by sound or by key. */
bool tw_spelling_slips(uint32_t typed, uint32_t letter);

/* What it is worth, in a score, that so many articles have a word. */
float tw_spelling_frequency(uint64_t articles);

/*
 * How likely it is that `typed` stands for `word`, which so many articles
 * have, as a logarithm, up to a constant: higher is better. Sounds are those
 * of the two.
 */
float tw_spelling_score(const struct tw_letters *typed,
	const struct tw_sound *typed_sound, const struct tw_letters *word,
	uint64_t articles);

#endif
