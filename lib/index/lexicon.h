/* lexicon.h: the words of all articles as they are written. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LEXICON_H
#define INDEX_LEXICON_H

#include "index/lexread.h"
#include "index/reader.h"

/*
 * Terms of the dictionary are stems; the lexicon has the words themselves, of
 * titles and texts, as tw_analyzer_fold gives them: in small letters, without
 * accents. A word is at most TW_WORD_MAX bytes of letters and digits, a letter
 * among them, and perhaps apostrophes between them; the parts of well-known
 * are two words. Unspaced scripts have none.
 *
 * Counts tell which of two words is more usual, and no more: an article that
 * has a word as "Rose" and as "rose" may count twice, of a segment's dead
 * articles only their number is known, and a word that they alone had stays.
 */
struct tw_words {
	struct tw_str word;	/* borrowed until the next step */
	uint64_t count;		/* of articles, over all segments */
	enum tw_word_form form;	/* that it mostly has */

	/* Private. */
	struct tw_segment *segments;
	struct tw_str beginning;
	struct tw_segment_words *walks;		/* one a segment, */
	bool *is_within;	/* at a word with the beginning, */
	uint64_t *keys;		/* and its tw_text_key */
	uint32_t count_walks;
	uint32_t first;		/* the walk to take next, and the walk behind */
	uint32_t second;	/* it; count_walks: none */
	char bytes[TW_WORD_MAX];
};

/*
 * Stands before the first of the words that begin so, which come in the order
 * of their bytes, each once; of all words, if the beginning is empty. It is
 * borrowed, and so is the reader.
 */
int tw_words_open(struct tw_words *words, struct tw_reader *reader,
	struct tw_str beginning, trawl_error *err) TW_MUST_USE;

int tw_words_open_segments(struct tw_words *words,
	struct tw_segment *segments, uint32_t count, struct tw_str beginning,
	trawl_error *err) TW_MUST_USE;

/* Steps to the next; TRAWL_END. */
int tw_words_next(struct tw_words *words, trawl_error *err) TW_MUST_USE;
void tw_words_close(struct tw_words *words);

/* The count of a word in all segments; 0 if there is none. O(log words). */
int tw_words_count(struct tw_reader *reader, struct tw_str word,
	uint64_t *ret, trawl_error *err) TW_MUST_USE;

#endif
