/* typed.h: the words of a query's text that its writer may have misspelt. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_TYPED_H
#define RESULT_TYPED_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* A word of letters alone; a part of the text given. */
struct tw_typed {
	struct tw_str text;
	bool follows;		/* nothing but white space stands between it
				   and the one before */
};

/*
 * Appends a struct tw_typed for each word that is looked for as it is written:
 * words and phrases of titles and texts. Words that must not be there, that
 * have marks (beginn*, fuzzy~), digits or signs in them, or are of other
 * fields, are left out. If `plain`, nothing in the text is an operator. The
 * text is valid UTF-8. O(length).
 */
void tw_typed_words(struct tw_str text, bool plain, struct tw_buf *out);

#endif
