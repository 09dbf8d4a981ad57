/* tokens.h: the tokens of an article in a batch, mostly in two bytes each. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_TOKENS_H
#define INDEX_TOKENS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Numbers of terms are given in the order in which a batch meets them, so few
 * tokens have one over 65535. Of each token, the lower half of the number is
 * kept; those with a larger number are kept beside, whole.
 */
struct tw_large_token {
	uint32_t at;		/* its place among the tokens */
	uint32_t term;
};

struct tw_tokens {
	const struct tw_large_token *large;	/* in order of their places */
	const uint16_t *low;
	uint32_t count;
	uint32_t large_count;
};

/* Bytes for n tokens, and how many of them are large. */
size_t tw_tokens_size(const uint32_t *terms, uint32_t n,
	uint32_t *ret_large);

/* Puts them where there are so many bytes, aligned to four. `large` is what
   tw_tokens_size said. */
void tw_tokens_put(const uint32_t *terms, uint32_t n, uint32_t large,
	void *memory);

/* Those that were put there, borrowed. */
static inline struct tw_tokens
tw_tokens_at(const void *memory, uint32_t n, uint32_t large)
{
	const struct tw_large_token *large_tokens = memory;

	return (struct tw_tokens){
		.large = large_tokens,
		.low = (const uint16_t *)(large_tokens + large),
		.count = n,
		.large_count = large,
	};
}

/*
 * The terms of the tokens from .. from + n - 1, which there are. *large, 0 at
 * first, is where the caller is among the large ones: it asks in order.
 */
void tw_tokens_get(const struct tw_tokens *tokens, uint32_t from, uint32_t n,
	uint32_t *terms, uint32_t *large);

#endif
