/* valuewords.h: the words of authors and categories. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_VALUEWORDS_H
#define MATCH_VALUEWORDS_H

#include "base/arena.h"
#include "index/reader.h"
#include "index/values.h"
#include "text/analyzer.h"

struct tw_value_word {
	struct tw_str word;	/* as the lexicon has words */
	uint64_t count;		/* of values that have it */
};

/* In the order of their bytes; all in the arena they were made in. */
struct tw_value_words {
	struct tw_value_word *words;
	uint32_t count;
};

/* Of all segments, those of articles that were removed too. O(bytes of the
   values, and of sorting their words). */
int tw_value_words(struct tw_reader *reader, struct tw_analyzer *analyzer,
	enum tw_value_kind kind, struct tw_arena *arena,
	struct tw_value_words *ret, trawl_error *err) TW_MUST_USE;

#endif
