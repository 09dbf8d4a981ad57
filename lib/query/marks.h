/* marks.h: signs behind and inside of words: a* *a* a?b a~ a^2 "a b"~5. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_MARKS_H
#define QUERY_MARKS_H

#include "query/lex.h"

/*
 * Takes the marks of WORDS off its text: first ^ and a number, which becomes
 * its boost, then * or ~ behind it, or, where * or ? stand inside or before
 * it, the whole as a pattern. Text that is nothing but marks stays text.
 */
void tw_marks_of_words(struct tw_lexeme *words);

/*
 * Reads the marks that stand at `at`, directly behind a phrase (~ and a
 * number, then ^ and a number) or behind a parenthesis (^ and a number) of
 * the text; returns the offset behind them.
 */
size_t tw_marks_behind(struct tw_str text, size_t at, struct tw_lexeme *ret);

/* Reads the number of NEAR/5; false if these are not digits alone. */
bool tw_marks_number(struct tw_str digits, uint32_t *ret);

#endif
