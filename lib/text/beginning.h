/* beginning.h: the terms of all words that begin alike. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_BEGINNING_H
#define TEXT_BEGINNING_H

#include "text/form.h"

/*
 * Calls fn with tokens that stand for all words that begin as the text does,
 * which is one spaced word (text/words.h): first with the beginning itself,
 * folded, without accents, hyphens and apostrophes, as MAIN; then with each
 * term, as JOINED, that such a word may have been stemmed to without it
 * having this beginning: "happ" gives nothing more, "happy" gives "happi".
 * They are found by stemming the text, the text with an ending behind it, and
 * the text as completed to each ending of the language that it may have begun:
 * "nationali" to "nationality", which gives "nation".
 *
 * TRAWL_END, and no call, if there are less than TW_BEGINNING_LETTERS
 * letters. O(length), and some fifty stems at most.
 */
#define TW_BEGINNING_LETTERS 2

int tw_form_beginning(struct tw_former *former, struct tw_str word,
	tw_token_fn *fn, void *context, trawl_error *err) TW_MUST_USE;

#endif
