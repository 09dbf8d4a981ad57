/* postings.c: walks and skips one posting list of one segment. */
/* SPDX-License-Identifier: MIT */
#include "index/postings.h"

#include "base/bytes.h"
#include "base/varint.h"

#define BEFORE_FIRST UINT32_MAX
#define NEAR_BLOCKS 4		/* looked at one by one before leaping */

/* What can come of a damaged list stays its own: the list ends. */
static int
damaged(struct tw_postings *postings, const char *what, trawl_error *err)
{
	uint32_t number = postings->number;

	postings->doc = TW_NO_DOC;
	postings->number = postings->block_count - 1;
	postings->block.count = 0;
	return TW_CORRUPT(err, "segment %u: term %u: block %u: %s",
		postings->segment->info.segment, postings->term.ordinal,
		number, what);
}

static int
finish(struct tw_postings *postings)
{
	postings->doc = TW_NO_DOC;
	postings->number = postings->block_count - 1;
	postings->block.count = 0;
	return TRAWL_END;
}

int
tw_postings_open(struct tw_postings *postings, struct tw_segment *segment,
	const struct tw_term *term, trawl_error *err)
{
	if (term->kind > TW_TERM_BITMAP || term->df == 0)
		return TW_CORRUPT(err, "segment %u: term %u: unknown list",
			segment->info.segment, term->ordinal);
	/* Not as a whole: to clear the arrays would cost most lists more than
	   to read them. */
	postings->segment = segment;
	postings->term = *term;
	postings->number = BEFORE_FIRST;
	postings->block_count = (term->df - 1) / TW_BLOCK + 1;
	postings->in_block = UINT32_MAX;
	postings->block.count = 0;
	postings->cursor = (struct tw_positions){0};
	tw_buf_init(&postings->positions, 0);
	return TRAWL_OK;
}

void
tw_postings_close(struct tw_postings *postings)
{
	tw_positions_done(&postings->cursor);
	tw_buf_done(&postings->positions);
}

/* Entry n of the block table. */
static int
block_entry(struct tw_postings *postings, uint32_t n, const uint8_t **ret,
	trawl_error *err)
{
	return tw_stream_get(&postings->segment->stream[TW_STREAM_BLOCKS],
		postings->term.blocks + (uint64_t)n * TW_BLOCK_ENTRY,
		TW_BLOCK_ENTRY, ret, err);
}

/* The bytes of a full block. More than most have is verified where needed. */
static int
full_block(struct tw_postings *postings, uint64_t offset, const uint8_t **ret,
	size_t *ret_left, trawl_error *err)
{
	struct tw_stream *stream =
		&postings->segment->stream[TW_STREAM_POSTINGS];
	int status = tw_stream_ahead(stream, offset, TW_BLOCK_NEAR, ret,
		ret_left, err);

	if (status != TRAWL_OK || tw_block_is_good(*ret, *ret_left))
		return status;
	status = tw_stream_ahead(stream, offset, TW_BLOCK_AHEAD, ret, ret_left,
		err);
	if (status == TRAWL_OK && !tw_block_is_good(*ret, *ret_left))
		return damaged(postings, "postings are damaged", err);
	return status;
}

/* What is known of a block before it is unpacked. */
struct place {
	uint64_t offset;	/* in POSTINGS */
	uint32_t before;	/* the article before its first */
	uint32_t last;		/* its last, TW_NO_DOC if not known */
};

static int
find_block(struct tw_postings *postings, uint32_t n, struct place *ret,
	trawl_error *err)
{
	const uint8_t *entry;
	int status = TRAWL_OK;

	*ret = (struct place){postings->term.postings, UINT32_MAX, TW_NO_DOC};
	if (!tw_term_has_blocks(&postings->term))
		return TRAWL_OK;
	if (n > 0) {
		status = block_entry(postings, n - 1, &entry, err);
		if (status != TRAWL_OK)
			return status;
		ret->before = tw_le32(entry);
	}
	status = block_entry(postings, n, &entry, err);
	if (status != TRAWL_OK)
		return status;
	ret->last = tw_le32(entry);
	ret->offset += tw_le32(entry + 4);
	return TRAWL_OK;
}

static int
unpack_tail(struct tw_postings *postings, const uint8_t *p, size_t left,
	const struct place *place, trawl_error *err)
{
	postings->inlined = tw_block_get_tail(p, p + left, place->before,
		postings->segment->info.docs, postings->term.field,
		tw_title_weight(&postings->segment->info), &postings->block,
		postings->term.df % TW_BLOCK);
	if (!postings->inlined)
		return damaged(postings, "last postings are damaged", err);
	postings->packed = NULL;
	postings->has_freqs = true;
	return TRAWL_OK;
}

/* Whether 128 gaps of this width cannot wrap, or at least did not. */
static bool
is_ascending(const uint32_t docs[TW_BLOCK], uint32_t before, unsigned width)
{
	if ((uint32_t)(before + 1) + ((uint64_t)TW_BLOCK << width) < UINT32_MAX)
		return true;
	if (docs[0] < (uint32_t)(before + 1))
		return false;
	for (uint32_t i = 1; i < TW_BLOCK; i++) {
		if (docs[i - 1] >= docs[i])
			return false;
	}
	return true;
}

static int
unpack_full(struct tw_postings *postings, const uint8_t *p,
	const struct place *place, trawl_error *err)
{
	uint32_t *docs = postings->block.docs;

	tw_block_get_docs(p, place->before, docs);
	if (!is_ascending(docs, place->before, p[0]))
		return damaged(postings, "articles do not ascend", err);
	postings->block.count = TW_BLOCK;
	postings->packed = p;
	postings->has_freqs = false;
	return TRAWL_OK;
}

static int
unpack_block(struct tw_postings *postings, const struct place *place,
	trawl_error *err)
{
	const struct tw_term *term = &postings->term;
	const uint8_t *p = term->inlined;
	size_t left = term->inlined_size;
	int status = TRAWL_OK;

	if (postings->number < term->df / TW_BLOCK) {
		status = full_block(postings, place->offset, &p, &left, err);
		return status == TRAWL_OK ?
			unpack_full(postings, p, place, err) : status;
	}
	if (term->kind != TW_TERM_INLINE)
		status = tw_stream_ahead(
			&postings->segment->stream[TW_STREAM_POSTINGS],
			place->offset, term->df % TW_BLOCK * TW_POSTING_MAX,
			&p, &left, err);
	return status == TRAWL_OK ?
		unpack_tail(postings, p, left, place, err) : status;
}

/* Makes block n the present one and stands at its first posting. */
static int
load_block(struct tw_postings *postings, uint32_t n, trawl_error *err)
{
	struct place place;
	int status = find_block(postings, n, &place, err);

	postings->number = n;
	postings->has_places = false;
	if (status == TRAWL_OK)
		status = unpack_block(postings, &place, err);
	if (status != TRAWL_OK) {
		(void)finish(postings);
		return status;
	}
	const struct tw_block *block = &postings->block;
	uint32_t last = block->docs[block->count - 1];

	if (last >= postings->segment->info.docs ||
		(place.last != TW_NO_DOC && place.last != last))
		return damaged(postings, "last article is wrong", err);
	postings->in_block = 0;
	postings->doc = block->docs[0];
	return TRAWL_OK;
}

int
tw_postings_go_to_block(struct tw_postings *postings, uint32_t number,
	trawl_error *err)
{
	if (number >= postings->block_count)
		return finish(postings);
	return load_block(postings, number, err);
}

int
tw_postings_next_block(struct tw_postings *postings, trawl_error *err)
{
	return tw_postings_go_to_block(postings, postings->number + 1, err);
}

void
tw_postings_unpack_freqs(struct tw_postings *postings)
{
	tw_block_get_freqs(postings->packed, postings->block.freqs);
	postings->has_freqs = true;
}

/* ------------------------------------------------------------------ */
/* Seeking.                                                             */

static int
reaches(struct tw_postings *postings, uint32_t n, uint32_t target, bool *ret,
	trawl_error *err)
{
	const uint8_t *entry;
	int status = block_entry(postings, n, &entry, err);

	if (status == TRAWL_OK)
		*ret = tw_le32(entry) >= target;
	return status;
}

/*
 * The first block from `from` on whose last article is not before the target:
 * by leaps that double, then by halving the last leap.
 */
static int
seek_block(struct tw_postings *postings, uint32_t from, uint32_t target,
	uint32_t *ret, trawl_error *err)
{
	uint32_t low = from;
	uint32_t high = from;
	uint32_t leap = 1;
	bool there = false;

	while (high < postings->block_count) {
		int status = reaches(postings, high, target, &there, err);

		if (status != TRAWL_OK)
			return status;
		if (there)
			break;
		low = high + 1;
		if (high - from >= NEAR_BLOCKS)
			leap *= 2;
		high = postings->block_count - high > leap
			? high + leap : postings->block_count;
	}
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int status = reaches(postings, middle, target, &there, err);

		if (status != TRAWL_OK)
			return status;
		if (there)
			high = middle;
		else
			low = middle + 1;
	}
	*ret = low;
	return TRAWL_OK;
}

/* The first place in the present block with an article >= target. */
static uint32_t
seek_in_block(const struct tw_postings *postings, uint32_t target)
{
	const uint32_t *docs = postings->block.docs;
	uint32_t low = postings->in_block;
	uint32_t n = postings->block.count - low;

	while (n > 1) {
		uint32_t half = n / 2;

		low += docs[low + half - 1] < target ? half : 0;
		n -= half;
	}
	return low + (docs[low] < target);
}

/* Loads the block that has the target; TRAWL_END if none has. */
static int
seek_on(struct tw_postings *postings, uint32_t target, trawl_error *err)
{
	uint32_t next = postings->number + 1;
	int status = TRAWL_OK;

	if (tw_term_has_blocks(&postings->term))
		status = seek_block(postings, next, target, &next, err);
	if (status != TRAWL_OK) {
		(void)finish(postings);
		return status;
	}
	if (next >= postings->block_count)
		return finish(postings);
	return load_block(postings, next, err);
}

static bool
is_behind(const struct tw_postings *postings, uint32_t target)
{
	const struct tw_block *block = &postings->block;

	return block->count == 0 || block->docs[block->count - 1] < target;
}

int
tw_postings_seek(struct tw_postings *postings, uint32_t target,
	trawl_error *err)
{
	if (is_behind(postings, target)) {
		int status = seek_on(postings, target, err);

		if (status != TRAWL_OK)
			return status;
		if (is_behind(postings, target))
			return finish(postings);
	}
	postings->in_block = seek_in_block(postings, target);
	postings->doc = postings->block.docs[postings->in_block];
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* By rank.                                                             */

/* As load_block, but for the articles. */
static int
load_packed(struct tw_postings *postings, uint32_t n, trawl_error *err)
{
	const uint8_t *entry;
	const uint8_t *p;
	size_t left;
	int status = block_entry(postings, n, &entry, err);

	postings->number = n;
	postings->has_places = false;
	if (status == TRAWL_OK)
		status = full_block(postings, postings->term.postings +
			tw_le32(entry + 4), &p, &left, err);
	if (status != TRAWL_OK) {
		(void)finish(postings);
		return status;
	}
	postings->block.count = TW_BLOCK;
	postings->packed = p;
	postings->has_freqs = false;
	return TRAWL_OK;
}

int
tw_postings_load_rank(struct tw_postings *postings, uint32_t rank,
	trawl_error *err)
{
	uint32_t n = rank / TW_BLOCK;

	if (rank >= postings->term.df)
		return TW_CORRUPT(err, "segment %u: term %u: no posting %u",
			postings->segment->info.segment,
			postings->term.ordinal, rank);
	int status = n < postings->term.df / TW_BLOCK
		? load_packed(postings, n, err) : load_block(postings, n, err);

	if (status == TRAWL_OK)
		postings->in_block = rank % TW_BLOCK;
	return status;
}

int
tw_postings_corners(struct tw_postings *postings, uint32_t n,
	const uint8_t **ret, trawl_error *err)
{
	const uint8_t *entry;

	*ret = NULL;
	if (!tw_term_has_blocks(&postings->term))
		return TRAWL_OK;
	int status = block_entry(postings, n, &entry, err);

	if (status == TRAWL_OK)
		*ret = entry + TW_BLOCK_CORNERS_AT;
	return status;
}
