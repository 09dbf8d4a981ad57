/* plain.h: text as it is compared with our tables of words. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_PLAIN_H
#define PAGE_PLAIN_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Writes the valid UTF-8 text in lower case and without Latin, Greek and
 * Cyrillic accents and Hebrew points; curly quotes and dashes as ASCII, runs
 * of white space as one space. Stops before the character that has no room;
 * returns the bytes written (no NUL).
 */
size_t tw_plain(struct tw_str text, char *out, size_t room);

/* The same to the end of a buffer, which may fail (sticky). */
void tw_plain_add(struct tw_buf *out, struct tw_str text);

/* Bytes of the word (letters and marks, no digits) the text begins with. */
size_t tw_plain_word(struct tw_str text);

/* Bytes of the white space, of any script, the text begins with. */
size_t tw_plain_space(struct tw_str text);

/* The text without the white space around it. */
struct tw_str tw_plain_trim(struct tw_str text);

/* What a character is to us. */
bool tw_plain_is_letter(uint32_t character);
bool tw_plain_is_upper(uint32_t character);
bool tw_plain_is_space(uint32_t character);

/* Written without spaces between words (Han, kana, Thai and their kin). */
bool tw_plain_is_unspaced(uint32_t character);

#endif
