/* found.h: the words that a pattern or a misspelt word stands for. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_FOUND_H
#define MATCH_FOUND_H

#include "base/arena.h"
#include "index/reader.h"
#include "query/tree.h"

/* So many words of the lexicon are looked at, the first ones, and of those
   that fit so many are taken, the most usual ones. */
#define TW_FOUND_LOOK_MAX (4u << 20)
#define TW_FOUND_WORDS_MAX 1024

#define TW_FOUND_EDITS 2	/* of a FUZZY, at most */

/* The term of one or more of the words that were found. */
struct tw_found_term {
	struct tw_str term;
	uint32_t distance;	/* of a FUZZY: the least edits of these words */
};

/* In the order of the words. All in the arena that they were made in. */
struct tw_found {
	struct tw_found_term *terms;
	uint32_t count;
	bool is_cut;		/* there are other words, too */
};

/*
 * Finds the words that a PATTERN or FUZZY stands for, in the lexicon or, of an
 * author or category, among those of their values, and the MAIN terms that the
 * analyzer gives for them: words that give several are left out, and so are
 * stop words of titles and texts but the one that a FUZZY was typed as.
 * O(words that begin as it does up to its first sign, or letter; of authors and
 * categories, all words of their values); the reader keeps the last few words
 * of titles and texts, so that asking again costs little.
 */
int tw_found_terms(struct tw_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_node *node, struct tw_arena *arena,
	struct tw_found *ret, trawl_error *err) TW_MUST_USE;

/* Whether the pattern fits the word: * any letters or none, ? one. O(product
   of their lengths) at worst. */
bool tw_pattern_fits(struct tw_str pattern, struct tw_str word);

#endif
