/* fold.h: spellings made one: case, compatibility, typography, accents. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * Appends the valid text with case folded (Unicode's NFKC_Casefold: so one
 * form for NFC and NFD, ligatures, full width, sharp s), typography made one
 * (tw_char_plain) and what only shapes a line left out: soft hyphens, zero
 * width, the Arabic stretch, the Catalan middle dot. `turkic` tells i from
 * dotless i. At most 30 marks on a letter are kept. O(length).
 */
void tw_fold(struct tw_str text, bool turkic, struct tw_buf *out);

/*
 * Appends folded text without accents: Latin and Greek letters without their
 * marks (also o for the stroked one, l, d, ae, oe, th, dotless i), Cyrillic
 * ones too save those that are letters of their own (short i, short u, yi,
 * gje, kje), Arabic and Hebrew without vowel points, emoji without skin tone.
 * Marks that make the letter, as in Indic scripts, stay. O(length).
 */
void tw_fold_accents(struct tw_str folded, struct tw_buf *out);

/* True if every byte is ASCII. */
bool tw_fold_is_ascii(struct tw_str text);

#endif
