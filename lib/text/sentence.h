/* sentence.h: where sentences end. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Returns the end (byte offset, behind trailing closing quotes and brackets)
 * of the sentence that begins at `start`, at most text.n. White space before
 * it is passed over, so the end of one is a start for the next. A sentence
 * ends at . ! ? or their kin in other scripts, before white space and what can
 * begin a sentence (abbreviations such as "Mr." and initials do not end one),
 * and before a newline. O(length of the sentence).
 */
size_t tw_sentence_end(struct tw_str text, size_t start);

/*
 * The positions (text/analyzer.h) at which the sentences of a text begin, as
 * the index keeps them: those below TW_SENTENCES_WORDS, ascending. The first
 * one's, 0, is not told; what ends before it has TW_SENTENCE_LEAST words, as
 * headings and items of lists do, is part of the next one.
 */
#define TW_SENTENCES_WORDS 128
#define TW_SENTENCE_LEAST 6
#define TW_SENTENCES_MAX (TW_SENTENCES_WORDS / TW_SENTENCE_LEAST)

struct tw_sentences {
	struct tw_str ends;	/* that were found before, of the text to come
				   (tw_sentences_find), or none */
	uint32_t count;
	uint32_t starts[TW_SENTENCES_MAX];
	size_t end;		/* of the present one; SIZE_MAX: no more are
				   told */
};

/*
 * The ends of the first sentences, as many as most texts of this length need,
 * le32 each, to `ret`; their number. So another thread can find them. The text
 * has less than 4 GiB.
 */
#define TW_SENTENCES_FOUND 32
uint32_t tw_sentences_find(struct tw_str text,
	char ret[4 * TW_SENTENCES_FOUND]);

/* Of a text that is read from its beginning. */
void tw_sentences_begin(struct tw_sentences *sentences, struct tw_str text);

/*
 * The word at this position begins at this byte, which is not before `end`.
 * Words come ascending; those before `end` need not be told.
 */
void tw_sentences_pass(struct tw_sentences *sentences, struct tw_str text,
	size_t byte, uint32_t position);

#endif
