/* span.h: how often articles have a word, added up from many lists. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_SPAN_H
#define MATCH_SPAN_H

#include <string.h>

#include "index/postings.h"

#define TW_SPAN 32768		/* articles that fit the nearest cache */

/* A byte an article, as few have a word so often that it takes more. */
struct tw_span_freqs {
	uint8_t freqs[TW_SPAN];		/* 255: or more, by `above` */
	uint32_t above[TW_SPAN];	/* what is above 255 */
	bool is_above;			/* anything is */
};

void tw_span_clear(struct tw_span_freqs *span);

/* A list's postings in the span; it stands behind them then. */
int tw_span_add(struct tw_span_freqs *span, struct tw_postings *postings,
	uint32_t base, trawl_error *err) TW_MUST_USE;

static inline uint32_t
tw_span_freq(const struct tw_span_freqs *span, uint32_t at)
{
	uint32_t freq = span->freqs[at];

	return freq == UINT8_MAX && span->is_above ? freq + span->above[at]
						   : freq;
}

#endif
