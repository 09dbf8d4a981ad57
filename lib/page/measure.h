/* measure.h: how much a text has of what articles are made of. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_MEASURE_H
#define PAGE_MEASURE_H

#include "base/str.h"

struct tw_measure {
	uint32_t words;		/* with a letter or digit in them; two
				   characters of an unspaced script are one */
	uint32_t small;		/* of them, not begun by a capital or digit */
	uint32_t capital;	/* of them, begun by a capital */
	uint32_t numbers;	/* of them, begun by a digit */
	bool sentence;		/* the text ends as a sentence does */
};

/* The text is valid UTF-8. O(length). */
void tw_measure(struct tw_str text, struct tw_measure *ret);

/*
 * All words if the text reads as sentences: ten words or more, half of them
 * small, or six or more that end as a sentence does. 0 if not.
 */
uint32_t tw_measure_prose(const struct tw_measure *measure);

#endif
