/* sentence.h: where sentences end. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

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

#endif
