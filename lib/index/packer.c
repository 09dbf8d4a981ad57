/* packer.c: packs the articles of a batch into blocks as they come. */
/* SPDX-License-Identifier: MIT */
#include "index/packer.h"

#include <assert.h>
#include <string.h>
#include <zstd.h>

#include "base/varint.h"

/* Larger buffers are not kept for the next batch, nor put aside. */
#define KEPT_MOST ((size_t)8 * TW_STORED_BLOCK)

void
tw_packer_done(struct tw_packer *packer)
{
	tw_stored_writer_done(&packer->open);
	tw_stored_writer_done(&packer->full);
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
	tw_buf_done(&packer->blocks);
	tw_arena_done(&packer->frames);
	tw_buf_done(&packer->dead);
	packer->is_full = false;
	packer->first = 0;
	packer->count = 0;
}

/* What is aside is small, and another thread's. */
size_t
tw_packer_bytes(const struct tw_packer *packer)
{
	return packer->open.raw.room + packer->open.packed.room +
		packer->blocks.room + packer->dead.room +
		packer->frames.total;
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

static void
put_aside(struct tw_packer *packer, size_t place)
{
	struct tw_buf raw = packer->full.raw;

	packer->full.raw = packer->open.raw;
	packer->open.raw = raw;
	tw_buf_reset(&packer->open.raw);
	packer->place = place;
	packer->is_full = true;
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
	if (packer->aside && !packer->is_full &&
			packer->open.raw.n <= KEPT_MOST) {
		put_aside(packer, place);
		return TRAWL_OK;
	}
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

int
tw_packer_pack(struct tw_packer *packer, trawl_error *err)
{
	assert(packer->is_full);
	return tw_stored_pack_end(&packer->full, &packer->packed, err);
}

int
tw_packer_keep(struct tw_packer *packer, trawl_error *err)
{
	assert(packer->is_full);
	packer->is_full = false;
	return keep_frame(packer, packer->place, &packer->packed, err);
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

	assert(!packer->is_full);
	for (size_t i = 0; i < block_count(packer) && status == TRAWL_OK; i++)
		status = put_block(packer, *block_at(packer, i), segment, err);
	if (status == TRAWL_OK)
		status = put_rest(packer, segment, err);
	tw_arena_done(&packer->frames);
	tw_buf_reset(&packer->blocks);
	return status;
}
