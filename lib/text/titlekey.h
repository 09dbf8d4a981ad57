/* titlekey.h: the order of titles. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_TITLEKEY_H
#define TEXT_TITLEKEY_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Titles are ordered as no language in particular does: by the letters and
 * digits they have, case folded and without accents, character by character;
 * signs between words are one space, apostrophes nothing. So "The Mill" comes
 * behind "Ärger" and "2019".
 */

/* Of a title without letters and digits: behind all others. */
#define TW_TITLE_KEY_NONE UINT64_MAX

/*
 * The first eight bytes of what tw_title_plain makes of the beginning of a
 * valid title, the first byte the highest, zeros behind them: a title with a
 * lower key comes first. O(1).
 */
int tw_title_key(struct tw_str title, uint64_t *ret, trawl_error *err)
	TW_MUST_USE;

/* Appends what titles of one key are ordered by. O(length). */
void tw_title_plain(struct tw_str title, struct tw_buf *out);

#endif
