/* english.h: stems of English words. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_ENGLISH_H
#define TEXT_ENGLISH_H

#include "text/stem.h"

#define TW_ENGLISH_ROOM (TW_STEM_BYTES_MAX + 8)

/*
 * The stem of a word of the letters a to z and apostrophes, in `room`: that of
 * libstemmer 2.2, sooner. Empty if there are other characters in the word, if
 * it is longer than TW_STEM_BYTES_MAX, or if the rules leave nothing of it.
 */
struct tw_str tw_english_stem(struct tw_str word, char room[TW_ENGLISH_ROOM]);

#endif
