/* sketch.c: a few bytes of a text that tell whether another reads alike. */
/* SPDX-License-Identifier: MIT */
#include "text/sketch.h"

#include <string.h>

#include "text/analyzer.h"

/*
 * Min-hashing with one permutation (Li, Owen, Zhang, "One Permutation
 * Hashing", 2012): each pair of words has a hash, which says one of 48 bins,
 * and each bin keeps its lowest. Two texts keep the same in as many bins as
 * they share of all their pairs. Of what is kept, one bit is enough (Li and
 * König, "b-Bit Minwise Hashing", 2010). A bin that no pair is in, as happens
 * in short texts, takes that of another, which is drawn by the bin's number,
 * so that like texts draw alike (Shrivastava, "Optimal Densification for Fast
 * and Accurate Minwise Hashing", 2017).
 */
#define EMPTY UINT32_MAX
#define BEFORE_FIRST 0x7472776cu	/* the word before the first one */

static inline void
fill_bins(const uint32_t *words, size_t count, const uint32_t *hashes,
	uint32_t bins[TW_SKETCH_BITS])
{
	uint32_t before = BEFORE_FIRST;

	memset(bins, 0xff, TW_SKETCH_BITS * sizeof(*bins));
	for (size_t i = 0; i < count; i++) {
		uint32_t word = hashes ? hashes[words[i]] : words[i];
		uint32_t pair = 9 * before + word;
		uint32_t *bin = &bins[(uint64_t)pair * TW_SKETCH_BITS >> 32];
		uint32_t lowest = *bin;

		/* Always put, as nobody can foretell the branch. */
		*bin = pair < lowest ? pair : lowest;
		before = word;
	}
}

/* A number out of any, for the n-th draw: the last steps of MurmurHash3. */
static uint32_t
draw(uint32_t from, uint32_t n)
{
	uint64_t x = (uint64_t)n << 32 | from;

	x = (x ^ x >> 33) * UINT64_C(0xff51afd7ed558ccd);
	x = (x ^ x >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return (uint32_t)(x >> 32);
}

/* The bit of an empty bin; some bin is not. It is not always that of the bin
   drawn, so that a text of few pairs has many a sketch. */
static uint32_t
bit_drawn(const uint32_t bins[TW_SKETCH_BITS], uint32_t bin)
{
	uint32_t from = bin;

	for (uint32_t n = 1; bins[from] == EMPTY; n++)
		from = (uint32_t)((uint64_t)draw(bin, n) *
			TW_SKETCH_BITS >> 32);
	return draw(bins[from], bin) >> 31;
}

static uint64_t
sketch_of(const uint32_t bins[TW_SKETCH_BITS])
{
	uint64_t sketch = 0;

	for (uint32_t i = 0; i < TW_SKETCH_BITS; i++) {
		uint32_t bit = bins[i] == EMPTY ? bit_drawn(bins, i) :
			bins[i] & 1;

		sketch |= (uint64_t)bit << i;
	}
	return sketch > 0 ? sketch : 1;
}

uint64_t
tw_sketch(const uint32_t *words, size_t count, const uint32_t *hashes)
{
	uint32_t bins[TW_SKETCH_BITS];

	if (count == 0)
		return 0;
	fill_bins(words, count, hashes, bins);
	return sketch_of(bins);
}

uint64_t
tw_sketch_hashes(const uint32_t *hashes, size_t count)
{
	uint32_t bins[TW_SKETCH_BITS];

	if (count == 0)
		return 0;
	fill_bins(hashes, count, NULL, bins);
	return sketch_of(bins);
}

/* ------------------------------------------------------------------ */

/* A tw_token_fn. */
static int
take_hash(void *context, const struct tw_token *token)
{
	uint32_t hash = tw_word_hash(tw_str(token->term,
		token->term_length));

	if (token->kind == TW_TOKEN_MAIN)
		tw_buf_add(context, &hash, sizeof(hash));
	return TRAWL_OK;
}

int
tw_text_hashes(struct tw_analyzer *analyzer, struct tw_str text,
	struct tw_buf *ret, trawl_error *err)
{
	int status = tw_analyze(analyzer, text, take_hash, ret, err);

	return status == TRAWL_OK ? tw_buf_status(ret, err) : status;
}
