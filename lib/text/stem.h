/* stem.h: words to stems, by Snowball's rules for a language. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "base/status.h"
#include "base/str.h"

/* Longer words are their own stems: it bounds the work. */
#define TW_STEM_BYTES_MAX 100

struct tw_stemmer;

/* The stemmer for an ISO 639-1 code; TRAWL_END if there is none. */
int tw_stemmer_new(const char *code, struct tw_stemmer **ret,
	trawl_error *err) TW_MUST_USE;
void tw_stemmer_free(struct tw_stemmer *stemmer);

/*
 * The stem of a folded word, borrowed until the next call; the word itself if
 * it is too long or the rules leave nothing of it. *ret untouched without
 * memory.
 */
int tw_stem(struct tw_stemmer *stemmer, struct tw_str word,
	struct tw_str *ret, trawl_error *err) TW_MUST_USE;

#endif
