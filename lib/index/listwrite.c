/* listwrite.c: writes posting lists, one after another. */
/* SPDX-License-Identifier: MIT */
#include "index/listwrite.h"

#include <assert.h>

#include "base/bytes.h"
#include "index/bitmap.h"
#include "index/chunk.h"

/*
 * A list's articles and frequencies are gathered into blocks of 128, its
 * position gaps into chunks of 128, which take no notice of the blocks. Both
 * go to their streams as soon as they are full, so that memory stays bounded
 * whatever a list's length; what ends before either is full may go into the
 * dictionary.
 */

int
tw_list_writer_init(struct tw_list_writer *list, struct tw_sink *sink,
	uint32_t segment, trawl_error *err)
{
	int status = tw_stream_init(&list->postings, sink, segment,
		TW_STREAM_POSTINGS, err);

	list->ranking = tw_ranking_usual;
	if (status == TRAWL_OK)
		status = tw_stream_init(&list->blocks, sink, segment,
			TW_STREAM_BLOCKS, err);
	if (status == TRAWL_OK)
		status = tw_stream_init(&list->positions, sink, segment,
			TW_STREAM_POSITIONS, err);
	if (status == TRAWL_OK)
		status = tw_stream_init(&list->bitmaps, sink, segment,
			TW_STREAM_BITMAPS, err);
	if (status == TRAWL_OK)
		status = tw_stream_init(&list->bounds, sink, segment,
			TW_STREAM_BOUNDS, err);
	return status;
}

void
tw_list_writer_done(struct tw_list_writer *list)
{
	tw_stream_done(&list->postings);
	tw_stream_done(&list->blocks);
	tw_stream_done(&list->positions);
	tw_stream_done(&list->bitmaps);
	tw_stream_done(&list->bounds);
	tw_buf_done(&list->docs);
	tw_buf_done(&list->impacts);
}

int
tw_list_writer_finish(struct tw_list_writer *list, trawl_error *err)
{
	int status = tw_stream_finish(&list->postings, err);

	if (status == TRAWL_OK)
		status = tw_stream_finish(&list->blocks, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&list->positions, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&list->bitmaps, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&list->bounds, err);
	return status;
}

/* What follows belongs to a new block. */
static void
begin_block(struct tw_list_writer *list)
{
	list->block.count = 0;
	list->positions_from = list->positions.offset;
	list->positions_skip = list->gap_count;
}

static uint32_t
average_of(const struct tw_field_stats *live)
{
	uint64_t average = live->docs > 0 ? live->length / live->docs : 0;

	if (average >= UINT32_MAX / 256)
		return UINT32_MAX;
	if (live->length < UINT64_MAX / 256 && live->docs > 0)
		return (uint32_t)(live->length * 256 / live->docs);
	return (uint32_t)average * 256;
}

void
tw_list_begin(struct tw_list_writer *list, enum tw_index_field field,
	uint32_t docs_end, const struct tw_field_stats *live)
{
	if (list->live.docs != live->docs ||
		list->live.length != live->length) {
		list->live = *live;
		list->average = average_of(live);
	}
	list->term = (struct tw_term){
		.field = field,
		.kind = TW_TERM_INLINE,
		.min_length = UINT8_MAX,
		.postings = list->postings.offset,
		.positions = list->positions.offset,
		.blocks = list->blocks.offset,
		.bitmap = list->bitmaps.offset,
		.bounds = list->bounds.offset,
	};
	list->docs_end = docs_end;
	tw_buf_reset(&list->docs);
	tw_buf_reset(&list->impacts);
	list->before = UINT32_MAX;
	list->gap_count = 0;
	begin_block(list);
}

/* For the first block of a list, as most lists have none. */
static void
begin_best(struct tw_list_writer *list)
{
	uint32_t average = list->average;

	if (list->norms.average != average ||
		list->norms.ranking.k1 != list->ranking.k1 ||
		list->norms.ranking.b != list->ranking.b)
		tw_bounds_norms(&list->norms, &list->ranking, average);
	tw_best_begin(&list->best, list->norms.norm);
}

static int
put_chunk(struct tw_list_writer *list, trawl_error *err)
{
	uint8_t chunk[TW_CHUNK_MAX];
	size_t n = tw_chunk_put(list->gaps, list->gap_count, chunk);
	int status = tw_stream_fit(&list->positions, n, err);

	if (status == TRAWL_OK)
		status = tw_stream_add(&list->positions, chunk, n, err);
	list->gap_count = 0;
	if (list->term.kind == TW_TERM_INLINE)
		list->term.kind = TW_TERM_SHORT;
	return status;
}

static int
add_positions(struct tw_list_writer *list, const uint32_t *positions,
	uint32_t count, uint32_t in_title, trawl_error *err)
{
	uint32_t before = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (i == in_title)
			before = TW_TEXT_POSITION;
		assert(positions[i] >= before);
		assert(i >= in_title || positions[i] < TW_TEXT_POSITION);
		list->gaps[list->gap_count++] = positions[i] - before;
		before = positions[i];
		if (list->gap_count < TW_BLOCK)
			continue;
		int status = put_chunk(list, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* Puts the block's bytes and returns where they went. */
static int
put_postings(struct tw_list_writer *list, uint64_t *ret_offset,
	trawl_error *err)
{
	uint8_t bytes[TW_POSTINGS_MAX];
	size_t n = list->block.count == TW_BLOCK
		? tw_block_put_full(&list->block, list->before, bytes)
		: tw_block_put_tail(&list->block, list->before,
			list->term.field, list->ranking.title, bytes);
	int status = tw_stream_fit(&list->postings, n, err);

	if (status != TRAWL_OK)
		return status;
	*ret_offset = list->postings.offset;
	return tw_stream_add(&list->postings, bytes, n, err);
}

/* Keeps what a bitmap and bounds are made of. */
static void
remember_block(struct tw_list_writer *list)
{
	const struct tw_block *block = &list->block;
	uint16_t impacts[TW_BLOCK];

	tw_bounds_impacts(&list->norms, block->freqs, list->lengths,
		block->count, impacts);
	tw_buf_add(&list->docs, block->docs,
		block->count * sizeof(block->docs[0]));
	tw_buf_add(&list->impacts, impacts,
		block->count * sizeof(impacts[0]));
}

static void
put_corners(struct tw_list_writer *list, uint8_t to[TW_BLOCK_CORNERS_SIZE])
{
	struct tw_envelope envelope;

	tw_envelope_init(&envelope);
	for (uint32_t i = 0; i < list->block.count; i++)
		tw_envelope_add(&envelope,
			tw_freq_encode(list->block.freqs[i]),
			list->lengths[i]);
	tw_corners_put(&envelope, list->best.norms, to, TW_BLOCK_CORNERS);
	tw_best_add(&list->best, &list->block, list->lengths, to);
}

/* Puts a block and its entry in the table. */
static int
put_block(struct tw_list_writer *list, trawl_error *err)
{
	uint8_t entry[TW_BLOCK_ENTRY] = {0};
	uint64_t offset;
	int status = put_postings(list, &offset, err);

	if (status != TRAWL_OK)
		return status;
	if (list->term.kind != TW_TERM_BLOCKS)
		begin_best(list);
	offset -= list->term.postings;
	uint64_t positions = list->positions_from - list->term.positions;

	if (offset > UINT32_MAX || positions > UINT32_MAX)
		return tw_fail(err, TRAWL_EFULL,
			"a posting list is over 4 GiB");
	list->before = list->block.docs[list->block.count - 1];
	tw_put_le32(entry, list->before);
	tw_put_le32(entry + 4, (uint32_t)offset);
	tw_put_le32(entry + 8, (uint32_t)positions);
	entry[15] = (uint8_t)list->positions_skip;
	put_corners(list, entry + TW_BLOCK_CORNERS_AT);
	list->term.kind = TW_TERM_BLOCKS;
	remember_block(list);
	begin_block(list);
	return tw_stream_add(&list->blocks, entry, sizeof(entry), err);
}

static void
raise_impacts(struct tw_list_writer *list, const uint32_t *freqs,
	const uint8_t *lengths, uint32_t count)
{
	uint32_t most = list->term.max_freq;
	uint8_t least = list->term.min_length;

	for (uint32_t i = 0; i < count; i++) {
		most = freqs[i] > most ? freqs[i] : most;
		least = lengths[i] < least ? lengths[i] : least;
	}
	list->term.max_freq = most;
	list->term.min_length = least;
}

int
tw_list_add(struct tw_list_writer *list, uint32_t doc, uint32_t freq,
	uint32_t in_title, const uint32_t *positions, uint8_t length,
	trawl_error *err)
{
	struct tw_block *block = &list->block;
	uint32_t count = list->term.field != TW_FIELD_ALL
		? freq : freq - (list->ranking.title - 1) * in_title;

	assert(freq > 0 && freq >> TW_FREQ_BITS == 0);
	assert(list->term.field != TW_FIELD_ALL
		? in_title == freq : in_title <= freq / list->ranking.title);
	assert((uint32_t)(list->before + 1) <= doc);
	assert(block->count == 0 || block->docs[block->count - 1] < doc);
	block->docs[block->count] = doc;
	block->freqs[block->count] = freq;
	block->in_title[block->count] =
		list->term.field != TW_FIELD_ALL ? 0 : in_title;
	list->lengths[block->count++] = length;
	list->term.df++;
	raise_impacts(list, &freq, &length, 1);
	int status = add_positions(list, positions, count, in_title, err);

	if (status == TRAWL_OK && block->count == TW_BLOCK)
		status = put_block(list, err);
	return status;
}

uint32_t
tw_list_room(const struct tw_list_writer *list)
{
	return TW_BLOCK - list->block.count;
}

void
tw_list_add_run(struct tw_list_writer *list, const struct tw_block *block,
	uint32_t from, uint32_t to, const uint8_t *lengths)
{
	struct tw_block *all = &list->block;
	uint32_t count = all->count;
	uint32_t n = to - from;
	size_t bytes = n * sizeof(block->docs[0]);
	bool is_all = list->term.field == TW_FIELD_ALL;

	assert(from < to && n <= tw_list_room(list));
	assert(count == 0 || all->docs[count - 1] < block->docs[from]);
	assert((uint32_t)(list->before + 1) <= block->docs[from]);
	if (n == 1) {	/* as most lists are */
		all->docs[count] = block->docs[from];
		all->freqs[count] = block->freqs[from];
		all->in_title[count] = is_all ? block->in_title[from] : 0;
		list->lengths[count] = lengths[0];
	} else {
		memcpy(all->docs + count, block->docs + from, bytes);
		memcpy(all->freqs + count, block->freqs + from, bytes);
		memcpy(list->lengths + count, lengths, n);
		if (is_all)
			memcpy(all->in_title + count, block->in_title + from,
				bytes);
		else
			memset(all->in_title + count, 0, bytes);
	}
	raise_impacts(list, block->freqs + from, lengths, n);
	all->count += n;
	list->term.df += n;
}

int
tw_list_add_gaps(struct tw_list_writer *list, const uint32_t *gaps,
	uint32_t count, trawl_error *err)
{
	while (count > 0) {
		uint32_t room = TW_BLOCK - list->gap_count;
		uint32_t n = count < room ? count : room;

		memcpy(list->gaps + list->gap_count, gaps, n * sizeof(*gaps));
		list->gap_count += n;
		gaps += n;
		count -= n;
		if (list->gap_count < TW_BLOCK)
			break;
		int status = put_chunk(list, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

int
tw_list_end_run(struct tw_list_writer *list, trawl_error *err)
{
	return list->block.count == TW_BLOCK ? put_block(list, err) : TRAWL_OK;
}

/* Puts a list of which nothing has been put yet where it is small. */
static bool
put_inline(struct tw_list_writer *list)
{
	uint8_t bytes[TW_TAIL_MAX + (TW_BLOCK - 1) * 5];
	size_t n = tw_block_put_tail(&list->block, list->before,
		list->term.field, list->ranking.title, bytes);

	n += tw_chunk_put_varints(list->gaps, list->gap_count, bytes + n);
	if (n > TW_INLINE_MAX)
		return false;
	memcpy(list->inlined, bytes, n);
	list->term.inlined = list->inlined;
	list->term.inlined_size = (uint32_t)n;
	return true;
}

static int
put_bitmap(struct tw_list_writer *list, trawl_error *err)
{
	list->term.kind = TW_TERM_BITMAP;
	return tw_bitmap_put(&list->bitmaps, (const uint32_t *)list->docs.p,
		list->term.df, list->docs_end, err);
}

static int
put_bounds(struct tw_list_writer *list, trawl_error *err)
{
	list->term.has_bounds = true;
	return tw_bounds_put(&list->bounds, &list->norms,
		(const uint32_t *)list->docs.p,
		(const uint16_t *)list->impacts.p, list->term.df,
		list->docs_end, err);
}

static int
put_best(struct tw_list_writer *list, trawl_error *err)
{
	uint8_t bytes[TW_BEST_SIZE];

	tw_best_put(&list->best, bytes);
	return tw_stream_add(&list->blocks, bytes, sizeof(bytes), err);
}

int
tw_list_end(struct tw_list_writer *list, trawl_error *err)
{
	int status = TRAWL_OK;

	assert(list->term.df > 0);
	if (list->term.kind == TW_TERM_INLINE && put_inline(list))
		return TRAWL_OK;
	if (list->gap_count > 0)
		status = put_chunk(list, err);
	if (status == TRAWL_OK && list->term.kind == TW_TERM_SHORT)
		status = put_postings(list, &list->term.postings, err);
	else if (status == TRAWL_OK && list->block.count > 0)
		status = put_block(list, err);
	if (status == TRAWL_OK && list->term.kind == TW_TERM_BLOCKS)
		status = put_best(list, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&list->docs, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&list->impacts, err);
	if (status == TRAWL_OK && list->term.kind == TW_TERM_BLOCKS &&
		tw_bitmap_pays(list->term.df, list->docs_end))
		status = put_bitmap(list, err);
	if (status == TRAWL_OK &&
		tw_bounds_are_due(list->term.df, list->docs_end))
		status = put_bounds(list, err);
	return status;
}
