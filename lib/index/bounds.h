/* bounds.h: what the articles of a long list score at most, by groups. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BOUNDS_H
#define INDEX_BOUNDS_H

#include <stdbool.h>

#include "base/kernels.h"
#include "index/ranking.h"
#include "index/segment.h"

/*
 * Lists with an article in TW_BOUNDS_SHARE or more have in BOUNDS a level for
 * each group of 16 << shift articles: 0 if the list has none of them, else 1
 * to 15 for the best score of its postings there. That is
 *
 *   freq / (freq + k1 * (1 - b + b * length / average))
 *
 * with the k1 and b of the index, and the average length when it was written:
 *
 *   0         4        6      8       9       16
 *   | average | lowest | step | shift | zeros | two levels a byte ...
 *   | (le32,  | (le16) |(le16)|       |       | lower bits first, zeros up
 *   | 256ths) |        |      |       |       | to a multiple of 16
 *
 * A posting of a group of level n is at most (lowest + (n - 1) * step) / 65535.
 */
#define TW_BOUNDS_GROUP 16	/* articles, at shift 0 */
#define TW_BOUNDS_SHIFT_MAX 2
#define TW_BOUNDS_UNIT 16	/* lists begin at multiples of it */
#define TW_BOUNDS_LEVELS 16

/* Whether a list has bounds. */
static inline bool
tw_bounds_are_due(uint32_t df, uint32_t docs)
{
	return df >= TW_BLOCK && docs >= TW_BOUNDS_DOCS &&
		df >= docs / TW_BOUNDS_SHARE;
}

/* ------------------------------------------------------------------ */

/* What bounds are made of: lengths against an average, in 256ths. */
#define TW_BOUNDS_FREQS 16

struct tw_bounds_norms {
	struct tw_ranking ranking;
	uint32_t average;
	float norm[256];	/* by length byte */

	/* Impacts by frequency, below TW_BOUNDS_FREQS, and length byte: once
	   the first of them, which is no posting's, is not 0. */
	uint16_t impact[TW_BOUNDS_FREQS][256];
};

void tw_bounds_norms(struct tw_bounds_norms *norms,
	const struct tw_ranking *ranking, uint32_t average);

/* A posting's score, in 65535ths, rounded up. */
static inline uint16_t
tw_bounds_impact(const struct tw_bounds_norms *norms, uint32_t freq,
	uint8_t length)
{
	float f = (float)freq;
	uint32_t impact = (uint32_t)(65535 * f / (f + norms->norm[length])) +
		2;

	return (uint16_t)(impact < UINT16_MAX ? impact : UINT16_MAX);
}

/* The same of many postings; what they have is kept for the next. */
void tw_bounds_impacts(struct tw_bounds_norms *norms, const uint32_t *freqs,
	const uint8_t *lengths, uint32_t count, uint16_t *ret);

/*
 * Appends the bounds of a list of `df` articles, ascending, below `docs`, by
 * the impacts of its postings.
 */
int tw_bounds_put(struct tw_stream_writer *to,
	const struct tw_bounds_norms *norms, const uint32_t *list,
	const uint16_t *impacts, uint32_t df, uint32_t docs, trawl_error *err)
	TW_MUST_USE;

/* ------------------------------------------------------------------ */

/* Bounds to read, as long as the segment is open. */
struct tw_bounds {
	const uint8_t *const *records;
	uint64_t levels;	/* offset in BOUNDS of the first */
	uint32_t groups;
	unsigned shift;
	uint32_t average;	/* in 256ths */
	uint32_t lowest;
	uint32_t step;
};

/* For terms with has_bounds. Touches all its records. O(docs / 2,000,000). */
int tw_bounds_open(struct tw_bounds *bounds, struct tw_segment *segment,
	const struct tw_term *term, trawl_error *err) TW_MUST_USE;

/* Bytes of levels, a multiple of TW_BOUNDS_UNIT. */
static inline uint64_t
tw_bounds_size(const struct tw_bounds *bounds)
{
	return ((uint64_t)bounds->groups + 31) / 32 * TW_BOUNDS_UNIT;
}

/*
 * Bytes of levels from `at` < tw_bounds_size on, and how many lie there side
 * by side: all of them, or a multiple of TW_BOUNDS_UNIT.
 */
static inline const uint8_t *
tw_bounds_at(const struct tw_bounds *bounds, uint64_t at, size_t *ret_left)
{
	uint64_t offset = bounds->levels + at;
	size_t in_record = (size_t)(offset % TW_RECORD_PAYLOAD);
	uint64_t left = tw_bounds_size(bounds) - at;

	if (left > TW_RECORD_PAYLOAD - in_record)
		left = TW_RECORD_PAYLOAD - in_record;
	*ret_left = (size_t)left;
	return bounds->records[offset / TW_RECORD_PAYLOAD] + in_record;
}

/* The level of an article's group. */
static inline unsigned
tw_bounds_level(const struct tw_bounds *bounds, uint32_t doc)
{
	uint32_t group = doc / TW_BOUNDS_GROUP >> bounds->shift;
	uint64_t offset = bounds->levels + group / 2;

	return bounds->records[offset / TW_RECORD_PAYLOAD][
		offset % TW_RECORD_PAYLOAD] >> group % 2 * 4 & 15;
}

/*
 * The byte that has the level of article `first`, if those up to that with
 * the level of `last` lie behind it; else NULL.
 */
static inline const uint8_t *
tw_bounds_run(const struct tw_bounds *bounds, uint32_t first, uint32_t last)
{
	uint64_t from = bounds->levels +
		(first / TW_BOUNDS_GROUP >> bounds->shift) / 2;
	uint64_t to = bounds->levels +
		(last / TW_BOUNDS_GROUP >> bounds->shift) / 2;

	return from / TW_RECORD_PAYLOAD == to / TW_RECORD_PAYLOAD
		? bounds->records[from / TW_RECORD_PAYLOAD] +
			from % TW_RECORD_PAYLOAD
		: NULL;
}

/* Whether a posting of the list is within its group's bound. */
static inline bool
tw_bounds_hold(const struct tw_bounds *bounds,
	const struct tw_bounds_norms *norms, uint32_t doc, uint32_t freq,
	uint8_t length)
{
	unsigned level = tw_bounds_level(bounds, doc);

	return level > 0 && tw_bounds_impact(norms, freq, length) <=
		bounds->lowest + (level - 1) * bounds->step;
}

/*
 * What a posting of a group of each level is at most, whatever the average
 * length is now; [0] is 0. Not rounded down by more than a few 2^-24.
 */
void tw_bounds_most(const struct tw_bounds *bounds, double average,
	float ret[TW_BOUNDS_LEVELS]);

/* For bounds.c and tests: of the best impacts of groups. */
struct tw_bounds_range {
	uint16_t lowest;	/* 0 where there are none */
	uint16_t highest;
};

struct tw_bounds_kernels {
	/* Of those that are not 0; `count` is a multiple of a unit's. */
	struct tw_bounds_range (*range)(const uint16_t *best, uint32_t count);
	/* The levels of a unit's; `inverse` of the step, which is at most
	   2 to the 13th and takes the highest to a level below 16. */
	void (*unit)(const uint16_t best[2 * TW_BOUNDS_UNIT], uint16_t lowest,
		float inverse, uint8_t ret[TW_BOUNDS_UNIT]);
};
TW_KERNELS(tw_bounds);

#endif
