/* packer.c: packs the articles of a batch into blocks as they come. */
/* SPDX-License-Identifier: MIT */
#include "index/packer.h"

#include <assert.h>
#include <string.h>

#include "base/varint.h"
#include "index/coded.h"

/* Bytes of content that are packed before something else may be done. */
#define SOME ((size_t)64 << 10)

/* Larger buffers are not kept for the next batch. */
#define KEPT_MOST ((size_t)8 * TW_STORED_BLOCK)

static void
row_done(struct tw_packer_row *row)
{
	tw_buf_done(&row->asides);
	tw_buf_done(&row->contents);
}

static void
row_reset(struct tw_packer_row *row)
{
	tw_buf_reset(&row->asides);
	tw_buf_reset(&row->contents);
}

static struct tw_packer_aside *
asides_of(const struct tw_packer_row *row, size_t *ret_count)
{
	*ret_count = row->asides.n / sizeof(struct tw_packer_aside);
	return (struct tw_packer_aside *)row->asides.p;
}

/* Gives back what the blocks are made of. */
static void
forget_blocks(struct tw_packer *packer)
{
	tw_book_writer_done(&packer->book);
	tw_arena_done(&packer->numbers);
	tw_buf_done(&packer->cut);
	row_done(&packer->waiting);
	row_done(&packer->packing);
	packer->size = (struct tw_book_size){0};
	packer->numbers_bytes = 0;
}

void
tw_packer_done(struct tw_packer *packer)
{
	forget_blocks(packer);
	tw_stored_writer_done(&packer->open);
	tw_stored_writer_done(&packer->full);
	tw_buf_done(&packer->blocks);
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
	writer->most = 0;
}

void
tw_packer_reset(struct tw_packer *packer)
{
	forget_blocks(packer);
	reset_writer(&packer->open);
	reset_writer(&packer->full);
	tw_buf_done(&packer->blocks);
	tw_buf_done(&packer->dead);
	packer->is_packing = false;
	packer->is_coded = false;
	packer->content = 0;
	packer->first = 0;
	packer->count = 0;
}

/* Once what waits is cut, it takes half of it. */
size_t
tw_packer_block_bytes(const struct tw_packer *packer)
{
	const struct tw_buf *waiting = &packer->waiting.contents;
	const struct tw_buf *packing = &packer->packing.contents;

	return packer->size.bytes + packer->numbers_bytes +
		waiting->room + packing->room + (waiting->n + packing->n) / 2;
}

size_t
tw_packer_bytes(const struct tw_packer *packer)
{
	return packer->open.raw.room + packer->open.packed.room +
		packer->blocks.room + packer->dead.room +
		tw_packer_block_bytes(packer);
}

size_t
tw_packer_growth(const struct tw_packer *packer, size_t content)
{
	return content + packer->open.raw.n + packer->waiting.contents.n +
		packer->packing.contents.n >= packer->size.text ?
		packer->size.growth : 0;
}

static struct tw_packer_block *
block_at(const struct tw_packer *packer, size_t place)
{
	return (struct tw_packer_block *)packer->blocks.p + place;
}

static size_t
block_count(const struct tw_packer *packer)
{
	return packer->blocks.n / sizeof(struct tw_packer_block);
}

/* Bytes behind the buffer's may be read then. */
static void
add_slack(struct tw_buf *buf)
{
	tw_buf_add_zero(buf, TW_CUT_SLACK);
	if (!tw_buf_failed(buf))
		buf->n -= TW_CUT_SLACK;
}

/* Cuts a block's content, which has slack; the numbers of its parts. */
static int
cut_block(struct tw_packer *packer, struct tw_str content,
	struct tw_str *ret_numbers, trawl_error *err)
{
	struct tw_buf *cut = &packer->cut;

	tw_buf_reset(cut);
	int status = tw_coded_cut(&packer->book, content, cut, err);

	if (status != TRAWL_OK)
		return status;
	const char *p = tw_arena_copy(&packer->numbers, cut->p, cut->n);

	if (!p)
		return tw_no_memory(err);
	*ret_numbers = tw_str(p, cut->n);
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
	add_slack(&row->contents);
	tw_buf_add(&row->asides, &aside, sizeof(aside));
	tw_buf_reset(&packer->open.raw);
	int status = tw_buf_status(&row->contents, err);

	return status == TRAWL_OK ? tw_buf_status(&row->asides, err) : status;
}

/* Packs those that wait, with nobody's help: none are being packed. */
static int
pack_alone(struct tw_packer *packer, trawl_error *err)
{
	if (!tw_packer_waits(packer))
		return TRAWL_OK;
	tw_packer_start(packer);
	return tw_packer_end(packer, err);
}

/* Cuts the open block, and all that wait before it. */
static int
cut(struct tw_packer *packer, size_t place, trawl_error *err)
{
	struct tw_buf *raw = &packer->open.raw;
	int status = pack_alone(packer, err);

	add_slack(raw);
	if (status == TRAWL_OK)
		status = tw_buf_status(raw, err);
	if (status == TRAWL_OK)
		status = cut_block(packer, tw_buf_str(raw),
			&block_at(packer, place)->numbers, err);
	packer->size = tw_book_writer_size(&packer->book);
	packer->numbers_bytes = packer->numbers.total;
	tw_buf_reset(raw);
	return status;
}

/* Ends the open block. */
static int
end_block(struct tw_packer *packer, trawl_error *err)
{
	struct tw_packer_block block = {
		.first = packer->first,
		.count = packer->count,
	};
	size_t place = block_count(packer);

	tw_buf_add(&packer->blocks, &block, sizeof(block));
	int status = tw_buf_status(&packer->blocks, err);

	packer->first += packer->count;
	packer->count = 0;
	packer->content += packer->open.raw.n;
	if (packer->content >= packer->least) {
		packer->is_coded = true;
		packer->open.most = TW_CODED_BLOCK;
	}
	if (status != TRAWL_OK)
		return status;
	return !packer->is_coded || packer->is_packing ||
			!tw_packer_waits_much(packer) ?
		put_aside(packer, place, err) : cut(packer, place, err);
}

void
tw_packer_code(struct tw_packer *packer)
{
	assert(packer->count == 0 && packer->first == 0);
	packer->is_coded = true;
	packer->open.most = TW_CODED_BLOCK;
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
	return packer->is_coded && packer->waiting.asides.n > 0;
}

bool
tw_packer_waits_much(const struct tw_packer *packer)
{
	return packer->waiting.contents.n >= packer->aside;
}

void
tw_packer_start(struct tw_packer *packer)
{
	struct tw_packer_row row = packer->packing;

	assert(!packer->is_packing);
	packer->packing = packer->waiting;
	packer->waiting = row;
	packer->packed = 0;
	packer->is_packing = true;
}

int
tw_packer_pack_some(struct tw_packer *packer, trawl_error *err)
{
	const struct tw_packer_row *row = &packer->packing;
	size_t count;
	struct tw_packer_aside *asides = asides_of(row, &count);

	assert(packer->is_packing);
	for (size_t bytes = 0; packer->packed < count && bytes < SOME;) {
		struct tw_packer_aside *aside = &asides[packer->packed++];
		struct tw_str content = tw_str(row->contents.p +
			aside->content, aside->content_size);
		int status = cut_block(packer, content, &aside->numbers, err);

		if (status != TRAWL_OK)
			return status;
		bytes += content.n;
	}
	return packer->packed < count ? TRAWL_OK : TRAWL_END;
}

int
tw_packer_pack(struct tw_packer *packer, trawl_error *err)
{
	int status = TRAWL_OK;

	while (status == TRAWL_OK)
		status = tw_packer_pack_some(packer, err);
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_packer_end(struct tw_packer *packer, trawl_error *err)
{
	struct tw_packer_row *row = &packer->packing;
	size_t count;
	const struct tw_packer_aside *asides = asides_of(row, &count);

	if (!packer->is_packing)
		return TRAWL_OK;
	int status = tw_packer_pack(packer, err);

	packer->is_packing = false;
	packer->size = tw_book_writer_size(&packer->book);
	packer->numbers_bytes = packer->numbers.total;
	for (size_t i = 0; i < count; i++)
		block_at(packer, asides[i].place)->numbers =
			asides[i].numbers;
	if (packer->aside > 0)
		row_reset(row);
	else
		row_done(row);
	return status;
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

/* Compresses what is in `full`, and puts it. */
static int
compress(struct tw_packer *packer, struct tw_stored_block *packed,
	struct tw_segment_writer *segment, trawl_error *err)
{
	int status = tw_buf_status(&packer->full.raw, err);

	if (status == TRAWL_OK)
		status = tw_stored_pack_end(&packer->full, packed, err);
	if (status == TRAWL_OK)
		status = tw_segment_add_packed(segment, packed, err);
	return status;
}

/* The next living article of a block that was cut; false behind the last. */
static bool
next_living(const struct tw_packer *packer, uint32_t *doc,
	struct tw_str *rest, struct tw_coded_numbers *ret)
{
	while (tw_coded_next(rest, ret))
		if (!is_dead(packer, (*doc)++))
			return true;
	return false;
}

/* Puts what was cut into numbers, but for the dead, compressed. */
static int
put_joined(struct tw_packer *packer, const struct tw_packer_block *block,
	uint32_t living, struct tw_segment_writer *segment, trawl_error *err)
{
	struct tw_stored_block packed = {.count = living};
	struct tw_buf *raw = &packer->full.raw;
	struct tw_str rest = block->numbers;
	struct tw_coded_numbers article;
	uint32_t doc = block->first;

	tw_buf_reset(raw);
	while (next_living(packer, &doc, &rest, &article))
		tw_coded_join(&packer->book, &article, raw);
	return compress(packer, &packed, segment, err);
}

/* Of text that has few words twice, codes would be longer than a frame. */
static bool
is_too_long(const struct tw_stored_block *block)
{
	return block->size > block->raw_size / 8 * 5;
}

/* Puts what was cut into numbers, but for the dead, as codes. */
static int
put_coded(struct tw_packer *packer, const struct tw_packer_block *block,
	uint32_t living, struct tw_segment_writer *segment, trawl_error *err)
{
	struct tw_stored_block packed = {.count = living, .is_coded = true};
	struct tw_buf *table = &packer->full.packed;
	struct tw_buf *codes = &packer->full.raw;
	struct tw_str rest = block->numbers;
	struct tw_coded_numbers article;
	uint32_t doc = block->first;

	tw_buf_reset(table);
	tw_buf_reset(codes);
	while (next_living(packer, &doc, &rest, &article)) {
		tw_coded_put(&packer->book, &article, table, codes);
		packed.raw_size += article.content;
	}
	tw_buf_add_str(table, tw_buf_str(codes));
	int status = tw_buf_status(codes, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(table, err);
	if (status != TRAWL_OK)
		return status;
	packed.size = (uint32_t)table->n;
	packed.frame = (const uint8_t *)table->p;
	if (is_too_long(&packed))
		return put_joined(packer, block, living, segment, err);
	return tw_segment_add_packed(segment, &packed, err);
}

static int
put_block(struct tw_packer *packer, const struct tw_packer_block *block,
	struct tw_segment_writer *segment, trawl_error *err)
{
	uint32_t living = count_living(packer, block->first, block->count);

	return living == 0 ? TRAWL_OK :
		put_coded(packer, block, living, segment, err);
}

/* Those that were never cut: all, in order. */
static int
put_waiting(struct tw_packer *packer, struct tw_segment_writer *segment,
	trawl_error *err)
{
	const struct tw_packer_row *row = &packer->waiting;
	size_t count;
	const struct tw_packer_aside *asides = asides_of(row, &count);
	int status = TRAWL_OK;

	assert(count == block_count(packer));
	for (size_t i = 0; i < count && status == TRAWL_OK; i++) {
		const struct tw_packer_block *block = block_at(packer, i);
		struct tw_buf *raw = &packer->full.raw;
		struct tw_stored_block packed = {
			.count = count_living(packer, block->first,
				block->count),
		};

		if (packed.count == 0)
			continue;
		tw_buf_reset(raw);
		tw_buf_add(raw, row->contents.p + asides[i].content,
			asides[i].content_size);
		if (!tw_buf_failed(raw))
			take_out(packer, block->first, block->count, raw);
		status = compress(packer, &packed, segment, err);
	}
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

/* Puts the book of all blocks, and these, the last one too. */
static int
put_book(struct tw_packer *packer, struct tw_segment_writer *segment,
	trawl_error *err)
{
	int status = TRAWL_OK;

	if (packer->count > 0)
		status = end_block(packer, err);
	if (status == TRAWL_OK)
		status = pack_alone(packer, err);
	if (status == TRAWL_OK)
		status = tw_book_order(&packer->book, err);
	if (status == TRAWL_OK)
		status = tw_segment_add_book(segment, &packer->book, err);
	for (size_t i = 0; i < block_count(packer) && status == TRAWL_OK; i++)
		status = put_block(packer, block_at(packer, i), segment, err);
	return status;
}

int
tw_packer_flush(struct tw_packer *packer, struct tw_segment_writer *segment,
	trawl_error *err)
{
	int status = tw_buf_status(&packer->dead, err);

	if (status == TRAWL_OK)
		status = tw_packer_end(packer, err);
	packer->full.is_passing = tw_segment_expect(segment,
		packer->content + packer->open.raw.n) && !packer->is_coded;
	if (status == TRAWL_OK && packer->is_coded)
		status = put_book(packer, segment, err);
	else if (status == TRAWL_OK)
		status = put_waiting(packer, segment, err);
	if (status == TRAWL_OK)
		status = put_rest(packer, segment, err);
	forget_blocks(packer);
	tw_buf_reset(&packer->blocks);
	return status;
}
