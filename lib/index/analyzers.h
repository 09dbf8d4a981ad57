/* analyzers.h: an analyzer for each language that articles are written in. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_ANALYZERS_H
#define INDEX_ANALYZERS_H

#include "base/status.h"
#include "base/str.h"

struct tw_analyzer;
struct tw_wordset;

/* At most this many analyzers are kept; the oldest makes place. */
#define TW_ANALYZERS_KEPT 6

/*
 * Used by one thread at a time. `language` is that of the index. All together
 * may take `bytes` of memory for surface forms; 0: as much as they like.
 */
struct tw_analyzers;

int tw_analyzers_new(const char *language, size_t bytes,
	struct tw_analyzers **ret, trawl_error *err) TW_MUST_USE;
void tw_analyzers_free(struct tw_analyzers *analyzers);

/* What they take now. */
size_t tw_analyzers_bytes(const struct tw_analyzers *analyzers);

/* A number that no other user of these analyzers has: see tw_note. */
uint32_t tw_analyzers_owner(struct tw_analyzers *analyzers);

/* The code of an article's LANGUAGE: that of the index if it is empty, as it
   stands if it is unknown. */
struct tw_str tw_analyzers_code(const struct tw_analyzers *analyzers,
	struct tw_str language);

/*
 * The analyzer for an article's LANGUAGE: that of the index if it is empty,
 * one without stemmer if it is unknown. Borrowed until the next call.
 */
int tw_analyzers_get(struct tw_analyzers *analyzers, struct tw_str language,
	struct tw_analyzer **ret, trawl_error *err) TW_MUST_USE;

/* A number for the next article whose words are to be seen, never 0. */
uint16_t tw_analyzers_article(struct tw_analyzers *analyzers);

/* Moves the words that were seen since the last call into the set, which is
   empty before; `expected` is about how many there are. */
int tw_analyzers_seen(struct tw_analyzers *analyzers, uint32_t expected,
	struct tw_wordset *ret, trawl_error *err) TW_MUST_USE;

#endif
