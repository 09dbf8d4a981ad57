/* sharing.h: which of many texts have a phrase in common. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_SHARING_H
#define RESULT_SHARING_H

#include "result/alike.h"

/*
 * Of the phrases of four words of a text, those with the lowest hashes (Broder,
 * "On the resemblance and containment of documents", 1997); 0: it has no more.
 * Two texts of which the one is two fifths of the other, with a twentieth of
 * its words changed, share five of them on the average; texts that are not
 * alike, hardly ever one.
 */
#define TW_PHRASES 16

struct tw_phrases {
	uint32_t hash[TW_PHRASES];	/* ascending, but for the zeros */
};

/* Of a text that has been read. O(words). */
void tw_phrases_of(const struct tw_story *story, struct tw_phrases *ret);

/*
 * Calls fn for each two of the texts that share a phrase, a < b, ascending and
 * each once, as a rule; again after a million of pairs. Where many share one,
 * each is paired with the eight before it only: so texts should stand beside
 * those that they may be alike to. What fn returns but TRAWL_OK ends it.
 * O(n log n), some 2 microseconds a text.
 */
typedef int tw_sharing_fn(void *context, uint32_t a, uint32_t b);
int tw_sharing_each(const struct tw_phrases *texts, uint32_t count,
	tw_sharing_fn *fn, void *context, trawl_error *err) TW_MUST_USE;

#endif
