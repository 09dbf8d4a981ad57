/* sieve.h: the best articles of an or of terms, by bounds of small groups. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_SIEVE_H
#define MATCH_SIEVE_H

#include "match/collect.h"
#include "match/group.h"

/*
 * Whether tw_sieve_collect can do it and is the way to go: not for answers
 * that are most of the articles, nor for very many terms.
 */
bool tw_sieve_pays(struct tw_cursors terms,
	const struct tw_collector *collector);

/*
 * Keeps what tw_collect_each over an or of these cursors keeps, to the bit,
 * but counts nothing. All are of terms (tw_term_of); they are left before
 * their first article. What it needs stays in the arena.
 */
int tw_sieve_collect(struct tw_cursors terms, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *err) TW_MUST_USE;

#endif
