/* cutter.h: cuts bytes into words and what stands between them. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CUTTER_H
#define INDEX_CUTTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Any bytes are cut such that they can be put together again: the parts on
 * end, with a space between two words next to each other. `glued`: none
 * belongs before this word, of one too long for a part.
 */
struct tw_cut {
	const char *p;
	uint32_t n;		/* 1 to TW_PART_MAX */
	bool glued;
};

struct tw_cutter {
	struct tw_str text;
	size_t at;
	bool after_word;	/* the byte before is a word's */
};

/* Cuts at least so many at a time, but for the last. */
#define TW_CUTS_MOST 128

/* So many bytes behind the text may be read. */
#define TW_CUT_SLACK 64

/* The next parts; how many: 0 at the end. O(length of these). */
size_t tw_cut(struct tw_cutter *cutter, struct tw_cut parts[TW_CUTS_MOST]);

#endif
