/* split.h: words between white space, and tables of them. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_SPLIT_H
#define PAGE_SPLIT_H

#include "base/str.h"

/* Cuts the next word from the front of *text; empty at its end. */
struct tw_str tw_split_word(struct tw_str *text);

/* True if the word, as tw_plain writes it, stands in the table: words between
   bars, one before the first and behind the last too. */
bool tw_split_is_in(const char *table, struct tw_str word);

#endif
