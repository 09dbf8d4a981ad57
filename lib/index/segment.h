/* segment.h: reads one segment: terms, articles, lengths, who is dead. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_SEGMENT_H
#define INDEX_SEGMENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "index/doc.h"
#include "index/format.h"
#include "store/stream.h"

/*
 * The dates of 64 articles in a row, known once somebody has looked at them:
 * the lowest there is, UINT32_MAX if there is none, and the highest.
 */
struct tw_date_group {
	uint32_t low;		/* 0: not yet known */
	uint32_t high;
};

/* The articles of the dates that were asked for last: a bit each, to the end of
   the last window (match/datebits.h). */
struct tw_date_bits {
	uint32_t after;
	uint32_t before;
	uint32_t count;
	uint64_t bits[];
};

/*
 * A segment as one snapshot sees it. Opening touches no record; each part is
 * read, and its checksum verified, at first touch. Used by one thread.
 */
struct tw_segment {
	struct tw_segment_info info;
	struct tw_source *source;
	struct tw_stream stream[TW_STREAM_END];
	struct tw_dict *dict;		/* first terms of pages; NULL: not yet
					   read */
	struct tw_lexicon *lexicon;	/* first words of groups; the same */
	struct tw_stored *stored;	/* the block last unpacked, or NULL */
	struct tw_names *names;		/* the ids last read, or NULL */
	struct tw_date_group *date_groups;	/* NULL: not yet needed */
	struct tw_date_bits *date_bits;		/* the same */
	struct tw_values *values[4];	/* of each kind (index/values.h); NULL:
					   not yet read */
};

int tw_segment_open(struct tw_segment *segment, struct tw_source *source,
	const struct tw_segment_info *info, trawl_error *err) TW_MUST_USE;
void tw_segment_close(struct tw_segment *segment);

/*
 * Takes over what the same segment of an earlier snapshot has read, if both
 * snapshots read the same map (tw_txn_map), so that it need not be found and
 * verified again. That one can only be closed then.
 */
void tw_segment_take(struct tw_segment *segment, struct tw_segment *from);

/*
 * Opens a segment as the earlier snapshot had it, if nothing of it has changed
 * since: in place of opening and taking; `from` has nothing then. False if it
 * has: nothing was done.
 */
bool tw_segment_go_on(struct tw_segment *segment, struct tw_source *source,
	const struct tw_segment_info *info, struct tw_segment *from);

/* ------------------------------------------------------------------ */
/* The dictionary.                                                      */

/* How a list is kept. */
enum tw_term_kind {
	TW_TERM_INLINE,		/* postings and positions in the dictionary */
	TW_TERM_SHORT,		/* one varint run in POSTINGS: df < 128 */
	TW_TERM_BLOCKS,		/* packed blocks with a table in BLOCKS */
	TW_TERM_BITMAP		/* blocks, and a bitmap in BITMAPS beside */
};

/* A dictionary entry; what its posting list needs to be opened. */
struct tw_term {
	uint32_t ordinal;	/* 0, 1, ... in the order of the dictionary */
	uint32_t df;		/* articles in the list, dead ones too */
	uint32_t dead;		/* of them dead: df - dead is exact */
	enum tw_index_field field;
	uint8_t kind;		/* enum tw_term_kind */
	uint32_t max_freq;	/* impact of the whole list: a bound holds */
	uint8_t min_length;	/* for (max_freq, min_length), a length byte;
				   (UINT32_MAX, 0) if df < TW_IMPACT_DF */
	uint64_t postings;	/* offset in POSTINGS */
	uint64_t positions;	/* offset in POSITIONS */
	uint64_t blocks;	/* offset in BLOCKS */
	uint64_t bitmap;	/* offset in BITMAPS */
	uint64_t bounds;	/* offset in BOUNDS */
	bool has_bounds;
	const uint8_t *inlined;	/* borrowed until the snapshot ends */
	uint32_t inlined_size;
};

/* Whether the list has full blocks and a table of them. */
static inline bool
tw_term_has_blocks(const struct tw_term *term)
{
	return term->kind >= TW_TERM_BLOCKS;
}

/* And whether there is a bitmap beside (bitmap.h). */
static inline bool
tw_term_has_bitmap(const struct tw_term *term)
{
	return term->kind == TW_TERM_BITMAP;
}

/* TRAWL_END if the segment does not have the term. O(log terms). */
int tw_segment_find(struct tw_segment *segment, enum tw_index_field field,
	struct tw_str term, struct tw_term *ret, trawl_error *err)
	TW_MUST_USE;

/* A group of terms, read from its beginning; private. */
struct tw_group {
	uint32_t page;
	uint32_t number;	/* in its page */
	uint32_t page_groups;	/* in the page */
	uint32_t ordinal;	/* of the next term */
	uint32_t left;		/* terms from the next one on */
	const uint8_t *term;	/* the next term */
	const uint8_t *terms_end;	/* where the entries begin */
	const uint8_t *entry;	/* the next term's entry */
	const uint8_t *end;	/* where they end at the latest */
};

/* Walks the dictionary, ascending by (field, bytes). */
struct tw_terms {
	struct tw_segment *segment;
	struct tw_str term;	/* bytes of the present term, borrowed until
				   the next step */
	struct tw_term entry;	/* and its entry, entry.field too */

	/* Private. */
	struct tw_buf key;	/* field and bytes of the present term */
	struct tw_group group;	/* that the next term is in */
	bool waiting;		/* the present term is the next one's answer */
};

/* Stands before the first term that is >= (field, from). */
int tw_terms_open(struct tw_terms *terms, struct tw_segment *segment,
	enum tw_index_field field, struct tw_str from, trawl_error *err)
	TW_MUST_USE;

/* Steps to the next term, over the border of the fields; TRAWL_END. */
int tw_terms_next(struct tw_terms *terms, trawl_error *err) TW_MUST_USE;
void tw_terms_close(struct tw_terms *terms);

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

int tw_segment_touch_length_byte(struct tw_segment *segment,
	enum tw_index_field field, uint32_t doc, uint8_t *ret,
	trawl_error *err) TW_MUST_USE;

/*
 * The length byte (index/length.h) of an article in a field. A load and two
 * tests once its unit has been touched.
 */
static inline TW_MUST_USE int
tw_segment_length_byte(struct tw_segment *segment, enum tw_index_field field,
	uint32_t doc, uint8_t *ret, trawl_error *err)
{
	const struct tw_stream *stream = &segment->stream[
		field == TW_FIELD_ALL ? TW_STREAM_LENGTH_BYTES
				      : TW_STREAM_TITLE_BYTES];

	if (doc < segment->info.docs) {
		const uint8_t *p = tw_stream_peek(stream, doc);

		if (p) {
			*ret = *p;
			return TRAWL_OK;
		}
	}
	return tw_segment_touch_length_byte(segment, field, doc, ret, err);
}

/*
 * Those of [first, last] as they lie in their record, behind which
 * TW_RECORD_SLACK may be read; NULL if they lie in two.
 */
int tw_segment_length_bytes(struct tw_segment *segment,
	enum tw_index_field field, uint32_t first, uint32_t last,
	const uint8_t **ret, trawl_error *err) TW_MUST_USE;

/* Exact lengths. */
int tw_segment_lengths(struct tw_segment *segment, uint32_t doc,
	uint32_t *ret_all, uint32_t *ret_title, trawl_error *err) TW_MUST_USE;

/* Makes segment->date_groups, none known, if they are not made. */
int tw_segment_make_date_groups(struct tw_segment *segment, trawl_error *err)
	TW_MUST_USE;

/* year << 16 | month << 8 | day, unknown parts 0. */
int tw_segment_date(struct tw_segment *segment, uint32_t doc, uint32_t *ret,
	trawl_error *err) TW_MUST_USE;

/* The key that titles are ordered by (text/titlekey.h). */
int tw_segment_title_key(struct tw_segment *segment, uint32_t doc,
	uint64_t *ret, trawl_error *err) TW_MUST_USE;

/* The sketch of its text (text/sketch.h). */
int tw_segment_sketch(struct tw_segment *segment, uint32_t doc, uint64_t *ret,
	trawl_error *err) TW_MUST_USE;

/*
 * The id of an article, borrowed until the next call. Cheap: nothing is
 * unpacked.
 */
int tw_segment_id(struct tw_segment *segment, uint32_t doc,
	struct tw_str *ret, trawl_error *err) TW_MUST_USE;

/*
 * The stored article, copied into the arena; its slices live as long as the
 * arena's present allocations.
 */
int tw_segment_doc(struct tw_segment *segment, uint32_t doc,
	struct tw_arena *arena, struct tw_doc *ret, trawl_error *err)
	TW_MUST_USE;

/*
 * Whether an article is dead; bounded and cheap once the first call has
 * succeeded. info.dead == 0 means none is, without a call.
 */
int tw_segment_is_dead(struct tw_segment *segment, uint32_t doc, bool *ret,
	trawl_error *err) TW_MUST_USE;

/*
 * The live article with this id, by its hash and then the stored id itself.
 * TRAWL_END if there is none.
 */
int tw_segment_find_id(struct tw_segment *segment, struct tw_str id,
	uint32_t *ret_doc, trawl_error *err) TW_MUST_USE;

#endif
