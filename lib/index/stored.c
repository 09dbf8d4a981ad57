/* stored.c: gives back articles, a block of them unpacked at a time. */
/* SPDX-License-Identifier: MIT */
#include "index/stored.h"

#include <zstd.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/varint.h"
#include "index/bookread.h"
#include "index/coded.h"
#include "index/frame.h"

/* Books that are kept open: few segments have more. */
#define BOOKS 16

/* Most coded blocks have fewer bytes: they are read with their heads. */
#define AHEAD 3072

/* A byte of codes gives no more content. */
#define GAIN_MOST (TW_PART_MAX + 1)

/* Articles of coded blocks that are kept, and how long they may be. Whoever
   searches reads a text to fold hits, and again to show what is in it. */
#define KEPT 32
#define KEPT_MOST 8192

struct place {
	uint64_t offset;
	uint32_t first;
	uint32_t end;		/* behind its last article; 0: none */
};

/* What was unpacked: the last block, or article of a coded block that is too
   long to be kept, and those that are. */
struct tw_stored {
	ZSTD_DCtx *context;	/* NULL until something is compressed */
	struct tw_buf raw;
	struct tw_buf packed;	/* a frame that lies in several records */
	uint32_t first;		/* articles first to end - 1 are in raw */
	uint32_t end;		/* 0: none */
	bool is_coded;		/* does not say how long it is */
	uint32_t kept_docs[KEPT];	/* article + 1; 0: none */
	struct tw_buf kept[KEPT];
	uint32_t kept_count;	/* in all: the next takes the oldest's place */
	struct place place;	/* of the block last found */
	struct tw_book *books[BOOKS];
	uint32_t books_opened;
};

void
tw_stored_moved(struct tw_stored *stored)
{
	for (int i = 0; stored && i < BOOKS; i++) {
		tw_book_free(stored->books[i]);
		stored->books[i] = NULL;
	}
}

void
tw_stored_free(struct tw_stored *stored)
{
	if (!stored)
		return;
	tw_stored_moved(stored);
	if (stored->context)
		ZSTD_freeDCtx(stored->context);
	tw_buf_done(&stored->raw);
	tw_buf_done(&stored->packed);
	for (int i = 0; i < KEPT; i++)
		tw_buf_done(&stored->kept[i]);
	tw_free(stored);
}

static int
damaged(const struct tw_segment *segment, uint32_t doc, const char *what,
	trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: stored article %u: %s",
		segment->info.segment, doc, what);
}

static int
make_stored(struct tw_segment *segment, trawl_error *err)
{
	if (!segment->stored)
		segment->stored = tw_alloc_zeroed(1,
			sizeof(*segment->stored));
	return segment->stored ? TRAWL_OK : tw_no_memory(err);
}

/* ------------------------------------------------------------------ */

static int
read_entry(struct tw_segment *segment, uint64_t n,
	uint8_t ret[TW_STORED_ENTRY], trawl_error *err)
{
	return tw_stream_pick_copy(&segment->stream[TW_STREAM_STORED_INDEX],
		n * TW_STORED_ENTRY, ret, TW_STORED_ENTRY, err);
}

/*
 * Where to look for an article between two blocks that begin with others: as
 * blocks have about as many articles each, where it would be in its turn,
 * which is mostly near; each eighth time in the middle, as they need not.
 */
static uint64_t
guess(uint64_t low, uint64_t n, uint32_t doc, uint32_t first, uint32_t end,
	unsigned times)
{
	uint64_t way = times % 8 == 7 || doc <= first || doc >= end ? n / 2
		: n * (doc - first) / (end - first);

	if (way == 0)
		return low + 1;
	return low + (way < n ? way : n - 1);
}

/* The block that has the article: the last one that begins before it. */
static int
find_block(struct tw_segment *segment, uint32_t doc, struct place *ret,
	trawl_error *err)
{
	uint64_t entries = segment->info.length[TW_STREAM_STORED_INDEX] /
		TW_STORED_ENTRY;
	const struct place *last = &segment->stored->place;
	uint64_t low = 0;
	uint64_t high = entries;
	uint8_t entry[TW_STORED_ENTRY];
	unsigned times = 0;

	if (doc >= last->first && doc < last->end) {
		*ret = *last;
		return TRAWL_OK;
	}
	*ret = (struct place){.end = segment->info.docs};
	while (high - low > 1) {
		uint64_t at = guess(low, high - low, doc, ret->first,
			ret->end, times++);
		int status = read_entry(segment, at, entry, err);

		if (status != TRAWL_OK)
			return status;
		if (tw_le32(entry) <= doc) {
			low = at;
			ret->first = tw_le32(entry);
		} else {
			high = at;
			ret->end = tw_le32(entry);
		}
	}
	int status = read_entry(segment, low, entry, err);

	if (status != TRAWL_OK)
		return status;
	ret->first = tw_le32(entry);
	ret->offset = tw_le64(entry + 4);
	if (doc < ret->first || doc >= ret->end)
		return damaged(segment, doc, "no block has it", err);
	segment->stored->place = *ret;
	return TRAWL_OK;
}

/* The bytes of the frame, in place or copied together. */
static int
find_frame(struct tw_segment *segment, uint64_t offset, size_t size,
	bool is_brief, const uint8_t **ret, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_STORED];
	struct tw_buf *packed = &segment->stored->packed;
	size_t left;
	int status = is_brief
		? tw_stream_pick(stream, offset, size, ret, &left, err)
		: tw_stream_ahead(stream, offset, size, ret, &left, err);

	if (status != TRAWL_OK || left >= size)
		return status;
	tw_buf_reset(packed);
	if (!tw_buf_reserve(packed, size))
		return tw_buf_status(packed, err);
	*ret = (const uint8_t *)packed->p;
	return tw_stream_copy(stream, offset, packed->p, size, err);
}

/* Reads the head of a block; how long it is. */
static int
read_head(struct tw_segment *segment, const struct place *place,
	struct tw_stored_block *ret, size_t *ret_size, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_STORED];
	uint8_t head[TW_STORED_HEAD_CODED];
	const uint8_t *p;
	size_t left;
	int status = tw_stream_pick(stream, place->offset, AHEAD, &p, &left,
		err);

	if (status == TRAWL_OK)
		status = tw_stream_pick_copy(stream, place->offset, head,
			TW_STORED_HEAD, err);
	if (status != TRAWL_OK)
		return status;
	uint32_t raw = tw_le32(head + 4);

	*ret = (struct tw_stored_block){
		.first = place->first,
		.count = place->end - place->first,
		.raw_size = raw & ~TW_STORED_CODED,
		.size = tw_le32(head),
		.is_coded = raw & TW_STORED_CODED,
	};
	*ret_size = TW_STORED_HEAD;
	if (!ret->is_coded)
		return TRAWL_OK;
	*ret_size = TW_STORED_HEAD_CODED;
	status = tw_stream_pick_copy(stream, place->offset, head,
		TW_STORED_HEAD_CODED, err);
	if (status == TRAWL_OK)
		ret->book = tw_le64(head + 8);
	return status;
}

static bool
is_possible(const struct tw_stored_block *block)
{
	if (block->is_coded)
		return block->raw_size / GAIN_MOST <= block->size;
	return ZSTD_getFrameContentSize(block->frame, block->size) ==
		block->raw_size;
}

/* Finds the packed bytes of a block, if it is brief up to the next pick only;
   they may be nonsense, but are there. */
static int
find_packed(struct tw_segment *segment, const struct place *place,
	uint32_t doc, bool is_brief, struct tw_stored_block *ret,
	trawl_error *err)
{
	uint64_t length = segment->info.length[TW_STREAM_STORED];
	size_t head = 0;
	int status = read_head(segment, place, ret, &head, err);

	if (status != TRAWL_OK)
		return status;
	if (ret->size > length - place->offset - head ||
		ret->raw_size > TW_STORED_MAX)
		return damaged(segment, doc, "impossible size", err);
	status = find_frame(segment, place->offset + head, ret->size,
		is_brief, &ret->frame, err);
	if (status != TRAWL_OK)
		return status;
	if (!is_possible(ret))
		return damaged(segment, doc, "impossible size", err);
	return TRAWL_OK;
}

/* The book at `offset`, in the place of one opened before if there are many. */
static int
open_book(struct tw_segment *segment, uint64_t offset, struct tw_book **ret,
	trawl_error *err)
{
	struct tw_stored *stored = segment->stored;

	for (int i = 0; i < BOOKS; i++) {
		*ret = stored->books[i];
		if (*ret && tw_book_offset(*ret) == offset)
			return TRAWL_OK;
	}
	int status = tw_book_open(segment, offset, ret, err);

	if (status != TRAWL_OK)
		return status;
	uint32_t place = stored->books_opened++ % BOOKS;

	tw_book_free(stored->books[place]);
	stored->books[place] = *ret;
	return TRAWL_OK;
}

/* Room for so many bytes, which are there then. */
static int
reserve(struct tw_buf *raw, uint32_t size, trawl_error *err)
{
	tw_buf_reset(raw);
	if (!tw_buf_reserve(raw, size + TW_BOOK_SLACK))
		return tw_buf_status(raw, err);
	raw->n = size;
	return TRAWL_OK;
}

/* Unpacks one article of a block of codes; *ret has it. */
static int
decode(struct tw_segment *segment, const struct tw_stored_block *block,
	uint32_t doc, struct tw_str *ret, trawl_error *err)
{
	struct tw_stored *stored = segment->stored;
	struct tw_str codes = {NULL, 0};
	struct tw_book *book = NULL;
	uint32_t size = 0;

	if (!tw_coded_find(tw_str((const char *)block->frame, block->size),
			block->raw_size, block->count, doc - block->first,
			&codes, &size))
		return damaged(segment, doc, "its block has another size",
			err);
	int status = open_book(segment, block->book, &book, err);
	uint32_t place = stored->kept_count % KEPT;
	bool is_kept = size <= KEPT_MOST;
	struct tw_buf *raw = is_kept ? &stored->kept[place] : &stored->raw;

	if (is_kept)
		stored->kept_docs[place] = 0;
	else
		stored->end = 0;
	if (status == TRAWL_OK)
		status = reserve(raw, size, err);
	if (status == TRAWL_OK)
		status = tw_book_text(book, segment, codes, raw->p, size, err);
	if (status != TRAWL_OK)
		return status;
	*ret = tw_buf_str(raw);
	if (is_kept) {
		stored->kept_docs[place] = doc + 1;
		stored->kept_count++;
		return TRAWL_OK;
	}
	stored->is_coded = true;
	stored->first = doc;
	stored->end = doc + 1;
	return TRAWL_OK;
}

/* Unpacks a frame to where there is room for it. */
static int
unpack_frame(struct tw_segment *segment, const struct tw_stored_block *block,
	uint32_t doc, trawl_error *err)
{
	struct tw_stored *stored = segment->stored;
	char *to = stored->raw.p;
	const uint8_t *content = tw_frame_content(block->frame, block->size,
		block->raw_size);

	if (content) {
		memcpy(to, content, block->raw_size);
		return TRAWL_OK;
	}
	if (!stored->context)
		stored->context = ZSTD_createDCtx();
	if (!stored->context)
		return tw_no_memory(err);
	if (ZSTD_decompressDCtx(stored->context, to, block->raw_size,
		block->frame, block->size) != block->raw_size)
		return damaged(segment, doc, "does not unpack", err);
	return TRAWL_OK;
}

/* The article is *ret if it is coded; else its block is unpacked. */
static int
unpack(struct tw_segment *segment, const struct place *place, uint32_t doc,
	struct tw_str *ret, trawl_error *err)
{
	struct tw_stored *stored = segment->stored;
	struct tw_stored_block block;
	int status = find_packed(segment, place, doc, true, &block, err);

	if (status != TRAWL_OK)
		return status;
	if (block.is_coded)
		return decode(segment, &block, doc, ret, err);
	stored->end = 0;
	stored->is_coded = false;
	status = reserve(&stored->raw, block.raw_size, err);
	if (status == TRAWL_OK)
		status = unpack_frame(segment, &block, doc, err);
	if (status != TRAWL_OK)
		return status;
	stored->first = place->first;
	stored->end = place->end;
	return TRAWL_OK;
}

int
tw_stored_get_block(struct tw_segment *segment, uint32_t doc,
	struct tw_stored_block *ret, trawl_error *err)
{
	struct place place;

	if (doc >= segment->info.docs)
		return damaged(segment, doc, "there is none", err);
	int status = make_stored(segment, err);

	if (status == TRAWL_OK)
		status = find_block(segment, doc, &place, err);
	if (status != TRAWL_OK)
		return status;
	if (place.end > segment->info.docs)
		return damaged(segment, doc, "its block is too long", err);
	return find_packed(segment, &place, doc, false, ret, err);
}

int
tw_stored_get_codes(struct tw_segment *segment, uint32_t doc,
	struct tw_stored_codes *ret, trawl_error *err)
{
	struct tw_stored_block block;
	int status = tw_stored_get_block(segment, doc, &block, err);

	if (status == TRAWL_OK && !block.is_coded)
		status = TRAWL_END;
	if (status != TRAWL_OK)
		return status;
	if (!tw_coded_find(tw_str((const char *)block.frame, block.size),
			block.raw_size, block.count, doc - block.first,
			&ret->codes, &ret->size))
		return damaged(segment, doc, "its block has another size",
			err);
	return open_book(segment, block.book, &ret->book, err);
}

static bool
find_kept(const struct tw_stored *stored, uint32_t doc, struct tw_str *ret)
{
	for (int i = 0; i < KEPT; i++)
		if (stored->kept_docs[i] == doc + 1) {
			*ret = tw_buf_str(&stored->kept[i]);
			return true;
		}
	return false;
}

/* A length and as many bytes. NULL if they are not there. */
static const uint8_t *
get_slice(const uint8_t *p, const uint8_t *end, struct tw_str *ret)
{
	uint32_t n;

	p = tw_varint_get32(p, end, &n);
	if (!p || n > (size_t)(end - p))
		return NULL;
	*ret = tw_str((const char *)p, n);
	return p + n;
}

/* The bytes of an article that is in raw. */
static bool
find_unpacked(const struct tw_stored *stored, uint32_t doc, struct tw_str *ret)
{
	const uint8_t *p = (const uint8_t *)stored->raw.p;
	const uint8_t *end = p + stored->raw.n;

	if (stored->is_coded) {
		*ret = tw_buf_str(&stored->raw);
		return true;
	}
	for (uint32_t i = stored->first; i <= doc && p; i++)
		p = get_slice(p, end, ret);
	return p != NULL;
}

static int
find_article(struct tw_segment *segment, uint32_t doc, struct tw_str *ret,
	trawl_error *err)
{
	struct tw_str article = {NULL, 0};
	struct place place;
	int status = make_stored(segment, err);
	struct tw_stored *stored = segment->stored;

	if (status != TRAWL_OK || find_kept(stored, doc, ret))
		return status;
	if (doc < stored->first || doc >= stored->end) {
		status = find_block(segment, doc, &place, err);
		if (status == TRAWL_OK)
			status = unpack(segment, &place, doc, &article, err);
	}
	if (status != TRAWL_OK)
		return status;
	if (!article.p && !find_unpacked(stored, doc, &article))
		return damaged(segment, doc, "its block ends before it", err);
	*ret = article;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* The URL says whether it is the id. */
static const uint8_t *
get_url(const uint8_t *p, const uint8_t *end, struct tw_doc *doc)
{
	uint32_t n;

	p = tw_varint_get32(p, end, &n);
	if (!p || n > (size_t)(end - p) + 1)
		return NULL;
	doc->field[TRAWL_URL] = doc->field[TRAWL_ID];
	if (n == 0)
		return p;
	doc->field[TRAWL_URL] = tw_str((const char *)p, n - 1);
	return p + n - 1;
}

/* All but the id, which is there. */
static bool
get_doc(const uint8_t *p, const uint8_t *end, struct tw_doc *doc)
{
	p = get_url(p, end, doc);
	for (int i = TRAWL_URL + 1; i < TRAWL_FIELD_COUNT && p; i++)
		p = get_slice(p, end, &doc->field[i]);
	for (int i = 0; i < TRAWL_FIELD_COUNT && p; i++)
		p = get_slice(p, end, &doc->source[i]);
	if (p && p < end)
		p = get_slice(p, end, &doc->apart);
	return p != NULL;
}

bool
tw_stored_get_head(struct tw_str content, struct tw_doc *doc,
	size_t *ret_text, uint32_t *ret_text_size)
{
	const uint8_t *first = (const uint8_t *)content.p;
	const uint8_t *end = first + content.n;
	const uint8_t *p = get_url(first, end, doc);

	for (int i = TRAWL_URL + 1; i < TRAWL_TEXT && p; i++)
		p = get_slice(p, end, &doc->field[i]);
	p = p ? tw_varint_get32(p, end, ret_text_size) : NULL;
	if (p)
		*ret_text = (size_t)(p - first);
	return p != NULL;
}

/* With the id, if it is wanted. */
static int
get(struct tw_segment *segment, uint32_t doc, bool with_id,
	struct tw_doc *ret, trawl_error *err)
{
	if (doc >= segment->info.docs)
		return damaged(segment, doc, "there is none", err);
	struct tw_str article = {NULL, 0};
	int status = find_article(segment, doc, &article, err);

	if (status != TRAWL_OK)
		return status;
	const uint8_t *p = (const uint8_t *)article.p;
	struct tw_doc found = {.apart = {NULL, 0}};

	if (with_id)
		status = tw_segment_id(segment, doc, &found.field[TRAWL_ID],
			err);
	if (status != TRAWL_OK)
		return status;
	if (!get_doc(p, p + article.n, &found))
		return damaged(segment, doc, "its fields are damaged", err);
	*ret = found;
	return TRAWL_OK;
}

int
tw_stored_get(struct tw_segment *segment, uint32_t doc, struct tw_doc *ret,
	trawl_error *err)
{
	return get(segment, doc, true, ret, err);
}

int
tw_stored_get_text(struct tw_segment *segment, uint32_t doc,
	struct tw_str *ret_title, struct tw_str *ret_text, trawl_error *err)
{
	struct tw_doc found;
	int status = get(segment, doc, false, &found, err);

	if (status != TRAWL_OK)
		return status;
	*ret_title = found.field[TRAWL_TITLE];
	*ret_text = found.field[TRAWL_TEXT];
	return TRAWL_OK;
}

int
tw_segment_doc(struct tw_segment *segment, uint32_t doc,
	struct tw_arena *arena, struct tw_doc *ret, trawl_error *err)
{
	struct tw_doc found;
	int status = tw_stored_get(segment, doc, &found, err);

	if (status != TRAWL_OK)
		return status;
	for (int i = 0; i < 2 * TRAWL_FIELD_COUNT; i++) {
		struct tw_str *str = i < TRAWL_FIELD_COUNT
			? &found.field[i]
			: &found.source[i - TRAWL_FIELD_COUNT];

		str->p = tw_arena_copy(arena, str->p, str->n);
		if (!str->p)
			return tw_no_memory(err);
	}
	found.apart.p = NULL;
	*ret = found;
	return TRAWL_OK;
}
