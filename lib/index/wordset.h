/* wordset.h: the words of a batch as they are written, counted. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_WORDSET_H
#define INDEX_WORDSET_H

#include "index/segwrite.h"
#include "index/termset.h"
#include "text/written.h"

/* Valid when zeroed. */
struct tw_wordset {
	struct tw_termset words;
	uint32_t (*counts)[TW_FORM_COUNT];	/* articles, by number of the
						   word and its form */
	uint32_t room;
};

void tw_wordset_done(struct tw_wordset *set);

/* The memory it holds, and needs to be put. */
size_t tw_wordset_bytes(const struct tw_wordset *set);

/* There will be as many words, about. */
int tw_wordset_expect(struct tw_wordset *set, uint32_t count,
	trawl_error *err) TW_MUST_USE;

/* Adds to the word's count. O(1). */
int tw_wordset_add(struct tw_wordset *set, const struct tw_written *written,
	trawl_error *err) TW_MUST_USE;

/* Writes the words into a segment. */
int tw_wordset_put(const struct tw_wordset *set,
	struct tw_segment_writer *segment, trawl_error *err) TW_MUST_USE;

#endif
