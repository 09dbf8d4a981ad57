/* stop.h: words so common that they are left out of ranking. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_STOP_H
#define TEXT_STOP_H

#include <stdbool.h>

#include "base/map.h"
#include "base/str.h"

/*
 * The stop words of a language, folded, with their accents, space separated;
 * NULL if we have none for it. Lives for ever.
 */
const char *tw_stop_words(const char *code);

/*
 * Puts the words, each also without its accents, into an empty set; false
 * without memory.
 */
bool tw_stop_set(const char *words, struct tw_map *set);

#endif
