/* marker.h: finds the words and phrases of a query in a text. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_MARKER_H
#define RESULT_MARKER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "query/parse.h"
#include "result/snippet.h"

struct tw_choose;

#define TW_NO_UNIT UINT32_MAX
#define TW_MARK_STARTS TW_QUERY_TERMS_MAX	/* the longest phrase */

/* What is marked: a term that stands alone in the query, or a phrase. */
struct tw_mark_unit {
	float weight;		/* idf; of a phrase the sum of its words' */
	bool in_text;		/* false: asked for in the title only */
};

/*
 * A phrase is followed bit by bit (the shift-and algorithm of Baeza-Yates and
 * Gonnet, "A new approach to text searching", 1992): bit i of `state` is set
 * if the terms 0 to i end at the last position, bit i of `now` if term i is
 * at the present one. Each has `words` numbers of 64 bits.
 */
struct tw_mark_phrase {
	uint32_t unit;
	uint32_t length;	/* terms */
	uint32_t words;
	uint64_t *state;
	uint64_t *now;
	uint32_t position;	/* of `state` */
	uint32_t end;		/* of the tokens of `now`, in bytes */
	bool is_touched;	/* `now` is not empty */
};

/* Where in a phrase a term stands. */
struct tw_mark_link {
	struct tw_mark_phrase *phrase;
	uint64_t *mask;
	struct tw_mark_link *next;
};

struct tw_mark_term {
	uint32_t unit;		/* TW_NO_UNIT: only in phrases */
	struct tw_mark_link *links;
};

/* Terms that begin so are marked. */
struct tw_mark_beginning {
	struct tw_str text;	/* of the query */
	uint32_t unit;
};

/* A unit in a text, in bytes. */
struct tw_spot {
	uint32_t start;
	uint32_t end;
	uint32_t unit;
};

struct tw_marker {
	struct tw_analyzer *analyzer;
	struct tw_arena arena;
	struct tw_map map;		/* term to its place in `terms` */
	struct tw_bytes first;		/* that terms begin with */
	struct tw_mark_term *terms;
	struct tw_mark_phrase *phrases;
	struct tw_mark_unit *units;
	struct tw_mark_beginning *beginnings;
	uint32_t beginning_count;
	uint32_t term_count;
	uint32_t phrase_count;
	uint32_t unit_count;

	struct tw_buf spots;		/* struct tw_spot, of the last text */
	struct tw_mark_phrase **touched;	/* at the present position */
	uint32_t touched_count;
	uint32_t *starts;	/* of the tokens at the last TW_MARK_STARTS
				   positions, by position */
	struct tw_choose *choose;	/* NULL: not yet needed */
	uint8_t *bits;		/* of units, among those chosen by */
};

/*
 * Finds all units in the text, at most 4 GiB of it: marker->spots, ordered by
 * start, then end. O(text), times the phrases that share a word.
 */
int tw_marker_find(struct tw_marker *marker, struct tw_str text,
	bool is_title, trawl_error *err) TW_MUST_USE;

static inline const struct tw_spot *
tw_marker_spots(const struct tw_marker *marker, size_t *ret_count)
{
	*ret_count = marker->spots.n / sizeof(struct tw_spot);
	return (const struct tw_spot *)(const void *)marker->spots.p;
}

/*
 * Lays the spots that are within start..end together where they touch or
 * overlap; returns how many marks, at most `count`.
 */
uint32_t tw_spots_merge(const struct tw_spot *spots, size_t count,
	size_t start, size_t end, struct trawl_range *ret);

#endif
