/* guess.h: the language of a text, by its most common words. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_GUESS_H
#define PAGE_GUESS_H

#include "base/str.h"

/*
 * An ISO 639-1 code that lives for ever, or NULL where the first few hundred
 * words do not speak clearly for one language.
 */
const char *tw_guess_language(struct tw_str text);

/* The same for a few words, such as a question: two that are common in one
   language more than in any other are enough, and one that asks in it alone. */
const char *tw_guess_query(struct tw_str text);

#endif
