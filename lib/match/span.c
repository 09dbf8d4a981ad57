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

/* Adds one, and to `all` the bits of the sum. */
#define ADD(i) \
	do { \
		uint8_t *sum_ = sums + (docs[i] - base); \
		uint32_t freq_ = *sum_ + freqs[i]; \
		*sum_ = (uint8_t)freq_; \
		all |= freq_; \
	} while (0)

/* The bits of all sums. */
static uint32_t
add_all(uint8_t *sums, const uint32_t *docs, const uint32_t *freqs,
	uint32_t count, uint32_t base)
{
	uint32_t all = 0;
	uint32_t i = 0;

	for (; i + 4 <= count; i += 4) {
		ADD(i);
		ADD(i + 1);
		ADD(i + 2);
		ADD(i + 3);
	}
	for (; i < count; i++)
		ADD(i);
	return all;
}

/* Sums that were too much for a byte went round: once more, with a carry. */
static void
add_again(struct tw_span_freqs *span, const struct tw_block *block,
	uint32_t first, uint32_t end, uint32_t base)
{
	uint8_t *sums = span->freqs;

	for (uint32_t i = first; i < end; i++)
		sums[block->docs[i] - base] -= (uint8_t)block->freqs[i];
	for (uint32_t i = first; i < end; i++) {
		uint32_t at = block->docs[i] - base;
		uint32_t freq = sums[at] + block->freqs[i];

		sums[at] = freq <= UINT8_MAX ? (uint8_t)freq
					     : carry(span, at, freq);
	}
}

static void
add_block(struct tw_span_freqs *span, struct tw_postings *postings,
	uint32_t base)
{
	const struct tw_block *block = &postings->block;
	uint32_t first = postings->in_block;
	uint32_t end = end_in_block(postings, base);

	if (!postings->has_freqs)
		tw_postings_unpack_freqs(postings);
	if (add_all(span->freqs, block->docs + first, block->freqs + first,
		end - first, base) > UINT8_MAX)
		add_again(span, block, first, end, base);
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
