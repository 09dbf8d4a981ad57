/* cut.h: where a text may be cut. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_CUT_H
#define RESULT_CUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* True for the most of most texts: ASCII, and no white space. */
static inline bool
tw_is_plain(char c)
{
	return c > ' ' && c < 0x7F;
}

/* The end of the plain characters that begin at `at`, or `end`. */
static inline size_t
tw_skip_plain(struct tw_str text, size_t at, size_t end)
{
	while (at < end && tw_is_plain(text.p[at]))
		at++;
	return at;
}

/* The same, single spaces among them. */
static inline size_t
tw_skip_plain_words(struct tw_str text, size_t at, size_t end)
{
	while (at < end && (tw_is_plain(text.p[at]) || (text.p[at] == ' ' &&
		at + 1 < end && tw_is_plain(text.p[at + 1]))))
		at++;
	return at;
}

/* The first byte at or behind `at` that is no white space, or text.n. */
size_t tw_skip_space(struct tw_str text, size_t at);

/* The end of start..end of the text without white space behind. */
size_t tw_trim_space(struct tw_str text, size_t start, size_t end);

/*
 * What start..end of the text takes when white space is made single spaces;
 * stops counting above `most`.
 */
size_t tw_single_spaced(struct tw_str text, size_t start, size_t end,
	size_t most);

/*
 * The first place to begin in at..last of the text: behind white space if
 * there is any, else before a character with its marks.
 */
size_t tw_cut_before(struct tw_str text, size_t at, size_t last);

/*
 * The last place to end in first..at of the text: before white space if there
 * is any, else behind a character with its marks.
 */
size_t tw_cut_behind(struct tw_str text, size_t first, size_t at);

#endif
