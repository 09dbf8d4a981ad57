/* completevalue.h: authors, categories, sites and languages as one types. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_COMPLETEVALUE_H
#define RESULT_COMPLETEVALUE_H

#include "result/complete.h"
#include "result/ending.h"

/*
 * The values one of whose words, and what stands behind it, begins as what is
 * typed behind the field's name, those that most articles have first; one with
 * a space comes in quotes. None of other fields. The first 50,000 values of
 * each segment are looked at.
 */
int tw_complete_value(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, const struct tw_ending *ending, uint32_t limit,
	struct tw_arena *arena, struct tw_completions *ret, trawl_error *err)
	TW_MUST_USE;

#endif
