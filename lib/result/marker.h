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

/*
 * What is marked: a term that stands alone in the query, a phrase, or the
 * words of a NEAR where they are near each other.
 */
struct tw_mark_unit {
	float weight;		/* idf; the sum of that of several words */
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

/* One word of a NEAR: its last places, as many as it is asked for. */
struct tw_mark_slot {
	struct tw_mark_near *near;
	struct tw_mark_slot *next;	/* of the same term */
	struct tw_str term;
	struct tw_mark_place *places;	/* a ring */
	uint32_t wanted;
	uint32_t count;		/* of all places so far */
};

struct tw_mark_place {
	uint32_t position;
	uint32_t start;		/* bytes */
	uint32_t end;
	bool is_marked;
};

struct tw_mark_near {
	uint32_t unit;
	uint32_t most;		/* positions of a stretch with all words */
	uint32_t missing;	/* words that were not met often enough */
	uint32_t slot_count;
	struct tw_mark_slot *slots;
};

struct tw_mark_term {
	uint32_t unit;		/* TW_NO_UNIT: only in phrases and NEARs */
	struct tw_mark_link *links;
	struct tw_mark_slot *slots;
};

/* Terms that begin so are marked. */
struct tw_mark_beginning {
	struct tw_str text;	/* of the query */
	uint32_t unit;
};

/*
 * A unit in a text, in bytes: start..end is marked where all of from..to is
 * shown, which for a word of a NEAR has the others.
 */
struct tw_spot {
	uint32_t start;
	uint32_t end;
	uint32_t unit;
	uint32_t from;
	uint32_t to;
};

struct tw_marker {
	struct tw_analyzer *analyzer;
	struct tw_arena arena;
	struct tw_map map;		/* term to its place in `terms` */
	struct tw_bytes first;		/* that terms begin with */
	struct tw_mark_term *terms;
	struct tw_mark_phrase *phrases;
	struct tw_mark_near *nears;
	struct tw_mark_unit *units;
	struct tw_mark_beginning *beginnings;
	uint32_t beginning_count;
	uint32_t term_count;
	uint32_t phrase_count;
	uint32_t near_count;
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
 * from, then to. O(text), times the phrases that share a word and the words of
 * a NEAR.
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
 * The marks that are in start..end, in order, laid together where they touch
 * or overlap; returns how many, at most `count`.
 */
uint32_t tw_spots_merge(const struct tw_spot *spots, size_t count,
	size_t start, size_t end, struct trawl_range *ret);

#endif
