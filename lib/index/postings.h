/* postings.h: walks and skips one posting list of one segment. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_POSTINGS_H
#define INDEX_POSTINGS_H

#include <stdbool.h>

#include "index/block.h"
#include "index/positions.h"
#include "index/segment.h"

/*
 * One list. Articles ascend, dead ones are among them: the caller leaves them
 * out. Valid after open until its segment closes; no memory of its own but
 * the position buffer. Damage ends the list (doc is TW_NO_DOC) and is told by
 * tw_postings_next and _seek.
 *
 * The articles of the present block lie unpacked in block.docs, and, once one
 * of their frequencies was asked for, those in block.freqs.
 */
struct tw_postings {
	struct tw_segment *segment;
	struct tw_term term;
	/*
	 * doc and in_block are apart: side by side they are stored as one and
	 * loaded in part, which costs 3 ns a posting (measured, gcc 12, Zen 4).
	 */
	uint32_t doc;		/* present article; TW_NO_DOC at the end */
	uint32_t number;	/* of the block; UINT32_MAX before the first */
	uint32_t block_count;
	uint32_t in_block;	/* its place in the block */
	bool has_freqs;		/* block.freqs are unpacked */
	bool has_places;	/* block.in_title and places are, too */
	struct tw_block block;	/* the present one */

	/* Private. */
	const uint8_t *packed;	/* the present block; NULL if it is unpacked */
	const uint8_t *inlined;	/* position gaps in the dictionary */
	uint32_t places[TW_BLOCK + 1];	/* of each posting's first gap, counted
					   from the cursor's start */
	struct tw_positions cursor;
	struct tw_buf positions;	/* uint32_t, of the present article */
};

/* Stands before the first posting: doc is undefined until next or seek. */
int tw_postings_open(struct tw_postings *postings, struct tw_segment *segment,
	const struct tw_term *term, trawl_error *err) TW_MUST_USE;
void tw_postings_close(struct tw_postings *postings);

/* To the first posting of any block. */
int tw_postings_go_to_block(struct tw_postings *postings, uint32_t number,
	trawl_error *err) TW_MUST_USE;

int tw_postings_next_block(struct tw_postings *postings, trawl_error *err)
	TW_MUST_USE;
void tw_postings_unpack_freqs(struct tw_postings *postings);

/* The next posting; TRAWL_END behind the last. */
static inline TW_MUST_USE int
tw_postings_next(struct tw_postings *postings, trawl_error *err)
{
	if (postings->in_block + 1 >= postings->block.count)
		return tw_postings_next_block(postings, err);
	postings->in_block++;
	postings->doc = postings->block.docs[postings->in_block];
	return TRAWL_OK;
}

/*
 * The first posting with doc >= target, never backwards; TRAWL_END if there
 * is none. Skips whole blocks by the table.
 */
int tw_postings_seek(struct tw_postings *postings, uint32_t target,
	trawl_error *err) TW_MUST_USE;

/* The weighted frequency of the present posting, at least 1. */
static inline uint32_t
tw_postings_freq(struct tw_postings *postings)
{
	if (!postings->has_freqs)
		tw_postings_unpack_freqs(postings);
	return postings->block.freqs[postings->in_block];
}

/*
 * To the posting with so many before it, from anywhere, for its frequency and
 * its positions alone: `doc` is as it was, next and seek must not follow.
 * TRAWL_ECORRUPT if there is none, as ranks come from the file.
 */
int tw_postings_load_rank(struct tw_postings *postings, uint32_t rank,
	trawl_error *err) TW_MUST_USE;

static inline TW_MUST_USE int
tw_postings_at_rank(struct tw_postings *postings, uint32_t rank,
	trawl_error *err)
{
	if (rank / TW_BLOCK != postings->number ||
		rank % TW_BLOCK >= postings->block.count)
		return tw_postings_load_rank(postings, rank, err);
	postings->in_block = rank % TW_BLOCK;
	return TRAWL_OK;
}

/*
 * The corners (block.h) of block n; NULL for the only one of a list that has
 * no blocks.
 */
int tw_postings_corners(struct tw_postings *postings, uint32_t n,
	const uint8_t **ret, trawl_error *err) TW_MUST_USE;

/*
 * Positions as sums: sums[i] - sums[-1], modulo 2^32, is the distance of
 * position i from where those of the title, or of the text, begin to count.
 * Eight more of them may be read.
 */
struct tw_run {
	const uint32_t *sums;
	uint32_t count;
};

/*
 * The present posting's positions in the title, and in the text; borrowed
 * until the next call on this list.
 */
struct tw_runs {
	struct tw_run title;
	struct tw_run text;
};

/* Has the sums of the present posting lie unpacked. */
int tw_postings_reach(struct tw_postings *postings, trawl_error *err)
	TW_MUST_USE;

static inline TW_MUST_USE int
tw_postings_runs(struct tw_postings *postings, struct tw_runs *ret,
	trawl_error *err)
{
	const struct tw_positions *cursor = &postings->cursor;
	const uint32_t *places = postings->places + postings->in_block;

	if (!postings->has_places ||
		!tw_positions_have(cursor, places[0], places[1])) {
		int status = tw_postings_reach(postings, err);

		if (status != TRAWL_OK)
			return status;
	}
	const uint32_t *sums = cursor->sums + (places[0] - cursor->first);
	uint32_t in_title = postings->block.in_title[postings->in_block];

	ret->title = (struct tw_run){sums, in_title};
	ret->text = (struct tw_run){sums + in_title,
		places[1] - places[0] - in_title};
	return TRAWL_OK;
}

/*
 * Positions of the present posting, ascending, borrowed until the next call
 * on this list. The first *ret_in_title of them are in the title.
 */
int tw_postings_positions(struct tw_postings *postings,
	const uint32_t **ret_positions, uint32_t *ret_count,
	uint32_t *ret_in_title, trawl_error *err) TW_MUST_USE;

#endif
