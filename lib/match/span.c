/* span.c: how often articles have a word, added up from many lists. */
/* SPDX-License-Identifier: MIT */
#include "match/span.h"

void
tw_span_clear(struct tw_span_freqs *span)
{
	memset(span->freqs, 0, sizeof(span->freqs));
	span->is_above = false;
}

static uint8_t
carry(struct tw_span_freqs *span, uint32_t at, uint32_t freq)
{
	if (!span->is_above)
		memset(span->above, 0, sizeof(span->above));
	span->is_above = true;
	span->above[at] += freq - UINT8_MAX;
	return UINT8_MAX;
}

/* The place behind the present block's postings in the span. */
static uint32_t
end_in_block(const struct tw_postings *postings, uint32_t base)
{
	const uint32_t *docs = postings->block.docs;
	uint32_t low = postings->in_block;
	uint32_t n = postings->block.count - low;

	if (docs[low + n - 1] - base < TW_SPAN)
		return low + n;
	while (n > 0) {
		uint32_t half = n / 2;

		if (docs[low + half] - base < TW_SPAN) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return low;
}

static void
add_block(struct tw_span_freqs *span, struct tw_postings *postings,
	uint32_t base)
{
	const uint32_t *docs = postings->block.docs;
	const uint32_t *freqs = postings->block.freqs;
	uint8_t *sums = span->freqs;
	uint32_t end = end_in_block(postings, base);

	if (!postings->has_freqs)
		tw_postings_unpack_freqs(postings);
	for (uint32_t i = postings->in_block; i < end; i++) {
		uint32_t at = docs[i] - base;
		uint32_t freq = sums[at] + freqs[i];

		sums[at] = freq <= UINT8_MAX ? (uint8_t)freq
					     : carry(span, at, freq);
	}
	postings->in_block = end;
}

int
tw_span_add(struct tw_span_freqs *span, struct tw_postings *postings,
	uint32_t base, trawl_error *err)
{
	int status = TRAWL_OK;

	while (status == TRAWL_OK && postings->doc - base < TW_SPAN) {
		add_block(span, postings, base);
		if (postings->in_block < postings->block.count)
			postings->doc =
				postings->block.docs[postings->in_block];
		else
			status = tw_postings_next_block(postings, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}
