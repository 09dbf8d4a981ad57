/* storedwrite.c: compresses articles into blocks. */
/* SPDX-License-Identifier: MIT */
#include "base/bytes.h"
#include "index/bookread.h"
#include "index/frame.h"
#include "index/stored.h"

#include <zstd.h>

#define LEVEL 2	/* 2 % smaller than 1 in blocks of this size, as fast */

int
tw_stored_writer_init(struct tw_stored_writer *stored, struct tw_sink *sink,
	uint32_t segment, trawl_error *err)
{
	int status = tw_stream_init(&stored->blocks, sink, segment,
		TW_STREAM_STORED, err);

	if (status == TRAWL_OK)
		status = tw_stream_init(&stored->index, sink, segment,
			TW_STREAM_STORED_INDEX, err);
	return status;
}

void
tw_stored_writer_done(struct tw_stored_writer *stored)
{
	ZSTD_freeCCtx(stored->context);
	tw_stream_done(&stored->blocks);
	tw_stream_done(&stored->index);
	tw_buf_done(&stored->raw);
	tw_buf_done(&stored->packed);
}

static size_t
varint_size(uint64_t value)
{
	size_t n = 1;

	while (value >= 0x80) {
		value >>= 7;
		n++;
	}
	return n;
}

static bool
is_id_url(const struct tw_doc *doc)
{
	return tw_str_equal(doc->field[TRAWL_URL], doc->field[TRAWL_ID]);
}

/* Bytes of the article without its own length; false if it is too large. */
static bool
doc_size(const struct tw_doc *doc, size_t *ret)
{
	size_t size = 0;

	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		size_t a = doc->field[i].n;
		size_t b = doc->source[i].n;

		if (a > TW_STORED_MAX || b > TW_STORED_MAX)
			return false;
		if (i > TRAWL_URL)
			size += varint_size(a) + a;
		size += varint_size(b) + b;
	}
	size_t url = doc->field[TRAWL_URL].n;

	size += is_id_url(doc) ? 1 : varint_size(url + 1) + url;
	if (doc->apart.n > TW_STORED_MAX)
		return false;
	if (doc->apart.p)
		size += varint_size(doc->apart.n) + doc->apart.n;
	if (size > TW_STORED_MAX - TW_STORED_HEAD)
		return false;
	*ret = size;
	return true;
}

static int
compress(struct tw_stored_writer *stored, trawl_error *err)
{
	struct tw_buf *packed = &stored->packed;
	size_t most = ZSTD_compressBound(stored->raw.n);

	tw_buf_reset(packed);
	if (!stored->context)
		stored->context = ZSTD_createCCtx();
	if (!stored->context)
		return tw_no_memory(err);
	if (!tw_buf_reserve(packed, TW_STORED_HEAD + most))
		return tw_buf_status(packed, err);
	size_t n = ZSTD_compressCCtx(stored->context,
		packed->p + TW_STORED_HEAD, most, stored->raw.p,
		stored->raw.n, LEVEL);

	if (ZSTD_isError(n))
		return tw_fail(err, TRAWL_ENOMEM, "zstd: %s",
			ZSTD_getErrorName(n));
	tw_put_le32(packed->p, (uint32_t)n);
	tw_put_le32(packed->p + 4, (uint32_t)stored->raw.n);
	packed->n = TW_STORED_HEAD + n;
	return TRAWL_OK;
}

static int
wrap(struct tw_stored_writer *stored, trawl_error *err)
{
	struct tw_buf *packed = &stored->packed;
	uint8_t head[TW_STORED_HEAD] = {0};

	tw_buf_reset(packed);
	tw_buf_add(packed, head, sizeof(head));
	tw_frame_add(packed, stored->raw.p, stored->raw.n);
	if (tw_buf_failed(packed))
		return tw_buf_status(packed, err);
	tw_put_le32(packed->p, (uint32_t)(packed->n - TW_STORED_HEAD));
	tw_put_le32(packed->p + 4, (uint32_t)stored->raw.n);
	return TRAWL_OK;
}

/*
 * What ends a small segment is soon merged with what comes next, and so are
 * all articles of a segment that is small for its index: they need not be
 * compressed each time.
 */
static int
pack(struct tw_stored_writer *stored, bool is_last, trawl_error *err)
{
	bool is_short = is_last && stored->raw.n < TW_STORED_SMALL;

	return (is_short || stored->is_passing) &&
		stored->raw.n <= TW_FRAME_MOST ? wrap(stored, err) :
		compress(stored, err);
}

/* Puts the entry of a block that begins here. */
static int
put_entry(struct tw_stored_writer *stored, trawl_error *err)
{
	uint8_t entry[TW_STORED_ENTRY];

	tw_put_le32(entry, stored->first);
	tw_put_le64(entry + 4, stored->blocks.offset);
	return tw_stream_add(&stored->index, entry, sizeof(entry), err);
}

/* Puts the present block and its entry, and begins the next. */
static int
put_block(struct tw_stored_writer *stored, bool is_last, trawl_error *err)
{
	int status = pack(stored, is_last, err);

	if (status == TRAWL_OK)
		status = put_entry(stored, err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&stored->blocks, stored->packed.p,
			stored->packed.n, err);
	tw_buf_reset(&stored->raw);
	stored->first = stored->count;
	return status;
}

static void
add_raw(struct tw_buf *raw, const struct tw_doc *doc, size_t size)
{
	tw_buf_add_varint(raw, size);
	if (is_id_url(doc)) {
		tw_buf_add_varint(raw, 0);
	} else {
		tw_buf_add_varint(raw, doc->field[TRAWL_URL].n + 1);
		tw_buf_add_str(raw, doc->field[TRAWL_URL]);
	}
	for (int i = TRAWL_URL + 1; i < TRAWL_FIELD_COUNT; i++) {
		tw_buf_add_varint(raw, doc->field[i].n);
		tw_buf_add_str(raw, doc->field[i]);
	}
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		tw_buf_add_varint(raw, doc->source[i].n);
		tw_buf_add_str(raw, doc->source[i]);
	}
	if (doc->apart.p) {
		tw_buf_add_varint(raw, doc->apart.n);
		tw_buf_add_str(raw, doc->apart);
	}
}

int
tw_stored_pack(struct tw_stored_writer *stored, const struct tw_doc *doc,
	bool *ret_is_full, trawl_error *err)
{
	size_t most = stored->most > 0 ? stored->most : TW_STORED_BLOCK;
	size_t size;

	if (!doc_size(doc, &size))
		return tw_fail(err, TRAWL_EFULL, "an article over %u MiB",
			TW_STORED_MAX >> 20);
	*ret_is_full = stored->raw.n > 0 &&
		stored->raw.n + varint_size(size) + size > most;
	if (*ret_is_full)
		return TRAWL_OK;
	add_raw(&stored->raw, doc, size);
	return tw_buf_status(&stored->raw, err);
}

int
tw_stored_pack_end(struct tw_stored_writer *stored,
	struct tw_stored_block *ret, trawl_error *err)
{
	int status = pack(stored, false, err);

	if (status != TRAWL_OK)
		return status;
	ret->is_coded = false;
	ret->raw_size = (uint32_t)stored->raw.n;
	ret->size = (uint32_t)(stored->packed.n - TW_STORED_HEAD);
	ret->frame = (const uint8_t *)stored->packed.p + TW_STORED_HEAD;
	tw_buf_reset(&stored->raw);
	return TRAWL_OK;
}

int
tw_stored_writer_add(struct tw_stored_writer *stored,
	const struct tw_doc *doc, trawl_error *err)
{
	bool is_full = true;
	int status = tw_stored_pack(stored, doc, &is_full, err);

	if (status == TRAWL_OK && is_full) {
		status = put_block(stored, false, err);
		if (status == TRAWL_OK)
			status = tw_stored_pack(stored, doc, &is_full, err);
	}
	if (status == TRAWL_OK)
		stored->count++;
	return status;
}

int
tw_stored_writer_book(struct tw_stored_writer *stored,
	struct tw_book_writer *book, trawl_error *err)
{
	stored->book_segment = 0;
	return tw_book_write(book, &stored->blocks, &stored->book, err);
}

struct copying {
	struct tw_segment *segment;
	struct tw_book *book;
};

/* A tw_book_part_fn. */
static int
part_of(void *context, uint32_t number, struct tw_str *ret, trawl_error *err)
{
	const struct copying *copying = context;

	return tw_book_part(copying->book, copying->segment, number, ret,
		err);
}

int
tw_stored_writer_copy_book(struct tw_stored_writer *stored,
	struct tw_segment *segment, uint64_t book, trawl_error *err)
{
	uint32_t number = segment->info.segment;
	struct copying copying = {.segment = segment};

	if (stored->book_segment == number && stored->book_before == book)
		return TRAWL_OK;
	int status = tw_book_open(segment, book, &copying.book, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_book_put(&stored->blocks, tw_book_count(copying.book),
		part_of, &copying, &stored->book, err);
	tw_book_free(copying.book);
	stored->book_segment = number;
	stored->book_before = book;
	return status;
}

int
tw_stored_writer_copy(struct tw_stored_writer *stored,
	const struct tw_stored_block *block, trawl_error *err)
{
	uint8_t head[TW_STORED_HEAD_CODED];
	size_t size = block->is_coded ? TW_STORED_HEAD_CODED : TW_STORED_HEAD;
	int status = TRAWL_OK;

	tw_put_le32(head, block->size);
	tw_put_le32(head + 4, block->raw_size |
		(block->is_coded ? TW_STORED_CODED : 0));
	tw_put_le64(head + 8, stored->book);
	if (stored->raw.n > 0)
		status = put_block(stored, false, err);
	if (status == TRAWL_OK)
		status = put_entry(stored, err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&stored->blocks, head, size, err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&stored->blocks, block->frame,
			block->size, err);
	stored->count += block->count;
	stored->first = stored->count;
	return status;
}

int
tw_stored_writer_take(struct tw_stored_writer *stored,
	struct tw_stored_writer *from, uint32_t count, trawl_error *err)
{
	int status = TRAWL_OK;

	if (stored->raw.n > 0)
		status = put_block(stored, false, err);
	struct tw_buf raw = stored->raw;

	stored->raw = from->raw;
	from->raw = raw;
	stored->count += count;
	return status;
}

int
tw_stored_writer_finish(struct tw_stored_writer *stored, trawl_error *err)
{
	int status = TRAWL_OK;

	if (stored->raw.n > 0)
		status = put_block(stored, true, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&stored->blocks, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&stored->index, err);
	return status;
}
