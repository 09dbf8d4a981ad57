/* bounded.h: a list by its bounds, as ratios of frequency and norm. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_BOUNDED_H
#define MATCH_BOUNDED_H

#include "index/bitmap.h"
#include "index/bounds.h"
#include "index/freqs.h"
#include "index/postings.h"
#include "match/bm25.h"
#include "match/often.h"
#include "match/span.h"

#define TW_RATIO_MOST 1000.0f	/* more are not told apart */
#define TW_BOUNDED_GROUP 16	/* articles */

/* A list that is known by its bounds. */
struct tw_bounded {
	const struct tw_term *term;
	struct tw_bounds bounds;
	float ratios[TW_BOUNDS_LEVELS];	/* most of each level */
	bool has_bitmap;
	struct tw_bitmap bitmap;
	struct tw_freqs freqs;
	struct tw_postings prober;	/* if there is no bitmap */
};

/*
 * Of a term with bounds, which outlives the list. A score of weight * v has
 * the ratio v / (1 - v).
 */
int tw_bounded_open(struct tw_bounded *list, struct tw_segment *segment,
	const struct tw_term *term, const struct tw_bm25 *bm25,
	trawl_error *err) TW_MUST_USE;
void tw_bounded_close(struct tw_bounded *list);

/*
 * Adds what it gives articles at most to the sums of their groups, in units,
 * rounded up. Sums that would be above 255 are 255. There is one for each
 * group, up to a multiple of 128.
 */
void tw_bounded_add(const struct tw_bounded *list, float per_unit,
	uint8_t *sums);

/* What it gives the groups of a span at most, and which articles it has. */
struct tw_bounded_span {
	uint8_t units[TW_SPAN / TW_BOUNDED_GROUP];
	uint8_t bits[TW_SPAN / 8];
};

/*
 * Of the articles [base, base + TW_SPAN), as tw_bounded_add. What is returned
 * is in `span`, or as it lies in the file. A list without a bitmap has bits
 * of all articles.
 */
struct tw_often_list tw_bounded_enter(const struct tw_bounded *list,
	float per_unit, uint32_t base, struct tw_bounded_span *span);

/*
 * What a list gives the articles of a group, and which: those whose bits are
 * set, or all of them if it has no bitmap.
 */
struct tw_given {
	float ratio;
	uint32_t bits;
	uint32_t rank;		/* of the group's first article */
	bool is_ranked;
};

/* Of the group that begins with this article, which the segment has. */
void tw_bounded_look(const struct tw_bounded *list, uint32_t doc,
	struct tw_given *ret);

/* Of an article of such a norm; frequencies are whole. */
static inline uint32_t
tw_freq_most(float ratio, float norm)
{
	float freq = ratio * norm;

	return freq < 0x1p25f ? (uint32_t)freq : 1u << TW_FREQ_BITS;
}

/*
 * How often the list has an article of the group, whose bit is set. Articles
 * ascend.
 */
int tw_bounded_freq(struct tw_bounded *list, struct tw_given *given,
	uint32_t doc, uint32_t *ret, trawl_error *err) TW_MUST_USE;

#endif
