/* ending.h: what a query that is being typed ends in. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_ENDING_H
#define RESULT_ENDING_H

#include <stdbool.h>

#include "base/str.h"
#include "query/tree.h"

/*
 * The word that is being typed, part of the text; empty if this does not end
 * in one: behind white space, an operator, a quote that closes or a mark. What
 * stands behind a field's name, with the quote before it, is `value`.
 */
struct tw_ending {
	enum tw_query_field field;	/* that the word is looked for in */
	bool negated;		/* it must not be there */
	struct tw_str word;
	struct tw_str value;	/* up to the end of the text */
};

/* The text is valid UTF-8. O(length). */
void tw_ending_of(struct tw_str text, struct tw_ending *ret);

#endif
