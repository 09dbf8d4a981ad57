/* tokens.c: the tokens of an article in a batch, mostly in two bytes each. */
/* SPDX-License-Identifier: MIT */
#include "index/tokens.h"

size_t
tw_tokens_size(const uint32_t *terms, uint32_t n, uint32_t *ret_large)
{
	uint32_t large = 0;

	for (uint32_t i = 0; i < n; i++)
		large += terms[i] > UINT16_MAX;
	*ret_large = large;
	return large * sizeof(struct tw_large_token) + n * sizeof(uint16_t);
}

static void
put_large(const uint32_t *terms, uint32_t n, struct tw_large_token *large)
{
	for (uint32_t i = 0; i < n; i++)
		if (terms[i] > UINT16_MAX)
			*large++ = (struct tw_large_token){i, terms[i]};
}

void
tw_tokens_put(const uint32_t *terms, uint32_t n, uint32_t large, void *memory)
{
	struct tw_large_token *large_tokens = memory;
	uint16_t *low = (uint16_t *)(large_tokens + large);

	if (large > 0)
		put_large(terms, n, large_tokens);
	for (uint32_t i = 0; i < n; i++)
		low[i] = (uint16_t)terms[i];
}

void
tw_tokens_get(const struct tw_tokens *tokens, uint32_t from, uint32_t n,
	uint32_t *terms, uint32_t *large)
{
	const uint16_t *low = tokens->low + from;
	uint32_t i = *large;

	for (uint32_t k = 0; k < n; k++)
		terms[k] = low[k];
	for (; i < tokens->large_count && tokens->large[i].at < from + n; i++)
		terms[tokens->large[i].at - from] = tokens->large[i].term;
	*large = i;
}
