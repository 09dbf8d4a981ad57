/* forms.h: whether a word is a form of one that the index has. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_FORMS_H
#define RESULT_FORMS_H

#include <stdbool.h>

#include "index/reader.h"

/*
 * Whether a word (folded) that no article has as it is written may be another
 * form of one that some have: theirs goes on behind it (comput|er), or has
 * another ending of up to three letters in place of its own (polic|ing and
 * police). O(log words) a try, a dozen at most.
 */
int tw_is_form(struct tw_reader *reader, struct tw_str word, bool *ret,
	trawl_error *err) TW_MUST_USE;

#endif
