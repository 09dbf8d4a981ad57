/* stop.h: words so common that they are left out of ranking. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_STOP_H
#define TEXT_STOP_H

#include <stdbool.h>

#include "base/str.h"

/*
 * The stop words of a language, folded, each with its accents and without
 * them, space separated, in the order of their bytes; empty if we have none
 * for it. Lives for ever.
 */
struct tw_str tw_stop_words(const char *code);

/* True if the word is one of such words. O(log n), no memory. */
bool tw_stop_has(struct tw_str words, struct tw_str word);

#endif
