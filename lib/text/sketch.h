/* sketch.h: a few bytes of a text that tell whether another reads alike. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_SKETCH_H
#define TEXT_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/hash.h"

struct tw_analyzer;

/*
 * A sketch of the pairs of neighbouring words of a text, folded and stemmed.
 * Texts with the same words in the same order have the same sketch; of others
 * about as many bits differ as half the share of pairs that are not in both,
 * or half of all bits if they have nothing in common. 0 is that of a text
 * without words, which is like none.
 */
#define TW_SKETCH_BITS 48
#define TW_SKETCH_SIZE (TW_SKETCH_BITS / 8)

/* Of words whose hashes are tw_word_hash of their terms. O(count). */
uint64_t tw_sketch_hashes(const uint32_t *hashes, size_t count);

/* The same, where words[i] says which of the hashes the i-th word has. */
uint64_t tw_sketch(const uint32_t *words, size_t count,
	const uint32_t *hashes);

static inline uint32_t
tw_word_hash(struct tw_str term)
{
	return (uint32_t)(tw_hash64(term.p, term.n) >> 32);
}

/* Appends these hashes (uint32_t) of the MAIN tokens of a text. */
int tw_text_hashes(struct tw_analyzer *analyzer, struct tw_str text,
	struct tw_buf *ret, trawl_error *err) TW_MUST_USE;

/* How many bits differ. */
static inline unsigned
tw_sketch_distance(uint64_t a, uint64_t b)
{
	return tw_bits_set(a ^ b);
}

#endif
