/* foreign.h: words that say nothing in another language of the index. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_FOREIGN_H
#define RESULT_FOREIGN_H

#include <stdbool.h>

#include "index/reader.h"

/*
 * Whether the word, folded, is a stop word of a language that articles of the
 * index are in: who types it may well mean it. O(segments and their languages).
 */
int tw_is_common_in_any(struct tw_reader *reader, struct tw_str word,
	bool *ret, trawl_error *err) TW_MUST_USE;

#endif
