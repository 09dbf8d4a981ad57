/* packer.c: packs the articles of a batch into blocks as they come. */
/* SPDX-License-Identifier: MIT */
#include "index/packer.h"

#include <assert.h>
#include <string.h>
#include <zstd.h>

#include "base/varint.h"

/* Larger buffers are not kept for the next batch, nor put aside. */
#define KEPT_MOST ((size_t)8 * TW_STORED_BLOCK)

static void
row_done(struct tw_packer_row *row)
{
	tw_buf_done(&row->asides);
	tw_buf_done(&row->contents);
	tw_buf_done(&row->frames);
}

static void
row_reset(struct tw_packer_row *row)
{
	tw_buf_reset(&row->asides);
	tw_buf_reset(&row->contents);
	tw_buf_reset(&row->frames);
}

static struct tw_packer_aside *
asides_of(struct tw_packer_row *row, size_t *ret_count)
{
	*ret_count = row->asides.n / sizeof(struct tw_packer_aside);
	return (struct tw_packer_aside *)row->asides.p;
}

void
tw_packer_done(struct tw_packer *packer)
{
	tw_stored_writer_done(&packer->open);
	tw_stored_writer_done(&packer->full);
	row_done(&packer->waiting);
	row_done(&packer->packing);
	tw_buf_done(&packer->blocks);
	tw_arena_done(&packer->frames);
	tw_buf_done(&packer->dead);
}

static void
reset_writer(struct tw_stored_writer *writer)
{
	struct tw_buf *bufs[] = {&writer->raw, &writer->packed};

	for (int i = 0; i < 2; i++) {
		if (bufs[i]->room > KEPT_MOST)
			tw_buf_done(bufs[i]);
		else
			tw_buf_reset(bufs[i]);
	}
}

void
tw_packer_reset(struct tw_packer *packer)
{
	reset_writer(&packer->open);
	reset_writer(&packer->full);
	row_reset(&packer->waiting);
	row_reset(&packer->packing);
	tw_buf_done(&packer->blocks);
	tw_arena_done(&packer->frames);
	tw_buf_done(&packer->dead);
	packer->first = 0;
	packer->count = 0;
}

/* What is being packed is another thread's, and no more than waited. */
size_t
tw_packer_bytes(const struct tw_packer *packer)
{
	return packer->open.raw.room + packer->open.packed.room +
		packer->blocks.room + packer->dead.room +
		3 * packer->waiting.contents.room + packer->frames.total;
}

size_t
tw_packer_frame_bytes(const struct tw_packer *packer)
{
	return packer->frames.total;
}

static struct tw_stored_block *
block_at(const struct tw_packer *packer, size_t place)
{
	return (struct tw_stored_block *)packer->blocks.p + place;
}

static size_t
block_count(const struct tw_packer *packer)
{
	return packer->blocks.n / sizeof(struct tw_stored_block);
}

/* Gives the block its frame, which is borrowed so far. */
static int
keep_frame(struct tw_packer *packer, size_t place,
	const struct tw_stored_block *packed, trawl_error *err)
{
	struct tw_stored_block *block = block_at(packer, place);
	char *frame = tw_arena_copy(&packer->frames,
		(const char *)packed->frame, packed->size);

	if (!frame)
		return tw_no_memory(err);
	block->raw_size = packed->raw_size;
	block->size = packed->size;
	block->frame = (const uint8_t *)frame;
	return TRAWL_OK;
}

static int
put_aside(struct tw_packer *packer, size_t place, trawl_error *err)
{
	struct tw_packer_row *row = &packer->waiting;
	struct tw_packer_aside aside = {
		.place = place,
		.content = row->contents.n,
		.content_size = packer->open.raw.n,
	};

	tw_buf_add_str(&row->contents, tw_buf_str(&packer->open.raw));
	tw_buf_add(&row->asides, &aside, sizeof(aside));
	tw_buf_reset(&packer->open.raw);
	int status = tw_buf_status(&row->contents, err);

	return status == TRAWL_OK ? tw_buf_status(&row->asides, err) : status;
}

/* Ends the open block. */
static int
end_block(struct tw_packer *packer, trawl_error *err)
{
	struct tw_stored_block block = {
		.first = packer->first,
		.count = packer->count,
	};
	size_t place = block_count(packer);

	tw_buf_add(&packer->blocks, &block, sizeof(block));
	int status = tw_buf_status(&packer->blocks, err);

	packer->first += packer->count;
	packer->count = 0;
	if (status != TRAWL_OK)
		return status;
	if (packer->waiting.contents.n < packer->aside &&
			packer->open.raw.n <= KEPT_MOST)
		return put_aside(packer, place, err);
	status = tw_stored_pack_end(&packer->open, &block, err);
	if (status == TRAWL_OK)
		status = keep_frame(packer, place, &block, err);
	return status;
}

int
tw_packer_add(struct tw_packer *packer, const struct tw_doc *doc,
	trawl_error *err)
{
	bool is_full = false;
	int status = tw_stored_pack(&packer->open, doc, &is_full, err);

	if (status == TRAWL_OK && is_full) {
		status = end_block(packer, err);
		if (status == TRAWL_OK)
			status = tw_stored_pack(&packer->open, doc, &is_full,
				err);
	}
	if (status == TRAWL_OK)
		packer->count++;
	return status;
}

void
tw_packer_remove(struct tw_packer *packer, uint32_t doc)
{
	struct tw_buf *dead = &packer->dead;

	if (doc / 8 >= dead->n)
		tw_buf_add_zero(dead, doc / 8 + 1 - dead->n);
	if (!tw_buf_failed(dead))
		dead->p[doc / 8] = (char)(dead->p[doc / 8] | 1 << doc % 8);
}

bool
tw_packer_waits(const struct tw_packer *packer)
{
	return packer->waiting.asides.n > 0;
}

void
tw_packer_start(struct tw_packer *packer)
{
	struct tw_packer_row row = packer->packing;

	assert(!packer->is_packing);
	packer->packing = packer->waiting;
	packer->waiting = row;
	packer->is_packing = true;
}

/* Packs one block of the row. */
static int
pack_aside(struct tw_stored_writer *writer, struct tw_packer_row *row,
	struct tw_packer_aside *aside, trawl_error *err)
{
	struct tw_stored_block block;

	tw_buf_reset(&writer->raw);
	tw_buf_add(&writer->raw, row->contents.p + aside->content,
		aside->content_size);
	int status = tw_buf_status(&writer->raw, err);

	if (status == TRAWL_OK)
		status = tw_stored_pack_end(writer, &block, err);
	if (status != TRAWL_OK)
		return status;
	aside->frame = row->frames.n;
	aside->frame_size = block.size;
	tw_buf_add(&row->frames, block.frame, block.size);
	return tw_buf_status(&row->frames, err);
}

int
tw_packer_pack(struct tw_packer *packer, trawl_error *err)
{
	struct tw_packer_row *row = &packer->packing;
	size_t count;
	struct tw_packer_aside *asides = asides_of(row, &count);
	int status = TRAWL_OK;

	assert(packer->is_packing);
	for (size_t i = 0; i < count && status == TRAWL_OK; i++)
		status = pack_aside(&packer->full, row, &asides[i], err);
	return status;
}

int
tw_packer_keep(struct tw_packer *packer, trawl_error *err)
{
	struct tw_packer_row *row = &packer->packing;
	size_t count;
	struct tw_packer_aside *asides = asides_of(row, &count);
	int status = TRAWL_OK;

	assert(packer->is_packing);
	packer->is_packing = false;
	for (size_t i = 0; i < count && status == TRAWL_OK; i++) {
		struct tw_stored_block block = {
			.raw_size = (uint32_t)asides[i].content_size,
			.size = asides[i].frame_size,
			.frame = (uint8_t *)row->frames.p + asides[i].frame,
		};

		status = keep_frame(packer, asides[i].place, &block, err);
	}
	row_reset(row);
	return status;
}

/* Packs those that wait, with nobody's help. */
static int
pack_waiting(struct tw_packer *packer, trawl_error *err)
{
	if (!tw_packer_waits(packer))
		return TRAWL_OK;
	tw_packer_start(packer);
	int status = tw_packer_pack(packer, err);

	return status == TRAWL_OK ? tw_packer_keep(packer, err) : status;
}

/* ------------------------------------------------------------------ */
/* The flush.                                                           */

static bool
is_dead(const struct tw_packer *packer, uint32_t doc)
{
	return doc / 8 < packer->dead.n &&
		(packer->dead.p[doc / 8] >> doc % 8 & 1);
}

static uint32_t
count_living(const struct tw_packer *packer, uint32_t first, uint32_t count)
{
	uint32_t living = 0;

	for (uint32_t i = 0; i < count; i++)
		living += !is_dead(packer, first + i);
	return living;
}

/* Takes the dead out of a block's content; each article says its length. */
static void
take_out(const struct tw_packer *packer, uint32_t first, uint32_t count,
	struct tw_buf *raw)
{
	const uint8_t *p = (const uint8_t *)raw->p;
	const uint8_t *end = p + raw->n;
	char *to = raw->p;

	for (uint32_t i = 0; i < count; i++) {
		uint64_t length = 0;
		const uint8_t *next = tw_varint_get64(p, end, &length);

		assert(next && length <= (size_t)(end - next));
		next += length;
		if (!is_dead(packer, first + i)) {
			memmove(to, p, (size_t)(next - p));
			to += next - p;
		}
		p = next;
	}
	raw->n = (size_t)(to - raw->p);
}

/* Packs a block anew without its dead. */
static int
mend(struct tw_packer *packer, struct tw_stored_block *block,
	uint32_t living, trawl_error *err)
{
	struct tw_buf *raw = &packer->full.raw;

	tw_buf_reset(raw);
	if (!tw_buf_reserve(raw, block->raw_size))
		return tw_buf_status(raw, err);
	raw->n = ZSTD_decompress(raw->p, block->raw_size, block->frame,
		block->size);
	if (raw->n != block->raw_size)
		return tw_no_memory(err);
	take_out(packer, block->first, block->count, raw);
	block->count = living;
	return tw_stored_pack_end(&packer->full, block, err);
}

static int
put_block(struct tw_packer *packer, struct tw_stored_block block,
	struct tw_segment_writer *segment, trawl_error *err)
{
	uint32_t living = count_living(packer, block.first, block.count);
	int status = TRAWL_OK;

	if (living == 0)
		return TRAWL_OK;
	if (living < block.count)
		status = mend(packer, &block, living, err);
	if (status == TRAWL_OK)
		status = tw_segment_add_packed(segment, &block, err);
	return status;
}

static int
put_rest(struct tw_packer *packer, struct tw_segment_writer *segment,
	trawl_error *err)
{
	uint32_t living = count_living(packer, packer->first, packer->count);

	if (living == 0)
		return TRAWL_OK;
	take_out(packer, packer->first, packer->count, &packer->open.raw);
	return tw_segment_add_unpacked(segment, &packer->open, living, err);
}

int
tw_packer_flush(struct tw_packer *packer, struct tw_segment_writer *segment,
	trawl_error *err)
{
	int status = tw_buf_status(&packer->dead, err);

	assert(!packer->is_packing);
	if (status == TRAWL_OK)
		status = pack_waiting(packer, err);
	for (size_t i = 0; i < block_count(packer) && status == TRAWL_OK; i++)
		status = put_block(packer, *block_at(packer, i), segment, err);
	if (status == TRAWL_OK)
		status = put_rest(packer, segment, err);
	tw_arena_done(&packer->frames);
	tw_buf_reset(&packer->blocks);
	return status;
}
