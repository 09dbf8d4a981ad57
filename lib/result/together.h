/* together.h: how many articles have some words. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_TOGETHER_H
#define RESULT_TOGETHER_H

#include "base/buf.h"
#include "index/reader.h"
#include "text/analyzer.h"

/*
 * Articles that have the word, by the rarest of its terms: 0 if any has none.
 * *ret_stop: it is a stop word.
 */
int tw_count_having(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str word, uint64_t *ret, bool *ret_stop, trawl_error *err)
	TW_MUST_USE;

/* Whether the analyzer gives the same terms for both: articles that have the
   one are those that have the other. */
int tw_same_terms(struct tw_analyzer *analyzer, struct tw_str a,
	struct tw_str b, bool *ret, trawl_error *err) TW_MUST_USE;

#endif
