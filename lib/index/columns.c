/* columns.c: what is known of each article by its number. */
/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/bytes.h"
#include "index/length.h"
#include "index/segment.h"
#include "text/sketch.h"
#include "text/titlekey.h"

/* `size` bytes for each article. */
static int
column(struct tw_segment *segment, enum tw_stream_kind kind, uint32_t doc,
	size_t size, const uint8_t **ret, trawl_error *err)
{
	return tw_stream_get(&segment->stream[kind], (uint64_t)doc * size,
		size, ret, err);
}

/* The same, for an article here and there. */
static int
pick(struct tw_segment *segment, enum tw_stream_kind kind, uint32_t doc,
	size_t size, uint8_t *to, trawl_error *err)
{
	return tw_stream_pick_copy(&segment->stream[kind],
		(uint64_t)doc * size, to, size, err);
}

int
tw_segment_length_bytes(struct tw_segment *segment, enum tw_index_field field,
	uint32_t first, uint32_t last, const uint8_t **ret, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[
		field == TW_FIELD_ALL ? TW_STREAM_LENGTH_BYTES
				      : TW_STREAM_TITLE_BYTES];

	*ret = NULL;
	if (first / TW_RECORD_PAYLOAD != last / TW_RECORD_PAYLOAD)
		return TRAWL_OK;
	return tw_stream_get(stream, first, (size_t)(last - first) + 1, ret,
		err);
}

int
tw_segment_touch_length_byte(struct tw_segment *segment,
	enum tw_index_field field, uint32_t doc, uint8_t *ret,
	trawl_error *err)
{
	const uint8_t *p;
	int status = column(segment, field == TW_FIELD_ALL
		? TW_STREAM_LENGTH_BYTES : TW_STREAM_TITLE_BYTES,
		doc, 1, &p, err);

	if (status == TRAWL_OK)
		*ret = *p;
	return status;
}

/* A length byte of an article whose neighbours may not be asked for. */
static int
pick_length_byte(struct tw_segment *segment, enum tw_stream_kind kind,
	uint32_t doc, uint8_t *ret, trawl_error *err)
{
	const uint8_t *p = tw_stream_peek(&segment->stream[kind], doc);

	if (!p)
		return pick(segment, kind, doc, 1, ret, err);
	*ret = *p;
	return TRAWL_OK;
}

int
tw_segment_lengths(struct tw_segment *segment, uint32_t doc,
	uint32_t *ret_all, uint32_t *ret_title, trawl_error *err)
{
	uint8_t bytes[4];
	uint8_t all = 0;
	uint8_t title = 0;
	int status = pick_length_byte(segment, TW_STREAM_LENGTH_BYTES, doc,
		&all, err);

	if (status == TRAWL_OK)
		status = pick_length_byte(segment, TW_STREAM_TITLE_BYTES, doc,
			&title, err);
	if (status == TRAWL_OK)
		status = pick(segment, TW_STREAM_LENGTHS, doc, sizeof(bytes),
			bytes, err);
	if (status != TRAWL_OK)
		return status;
	uint32_t rests = tw_le32(bytes);

	*ret_all = tw_length_decode(all) +
		(rests & ((1u << TW_LENGTH_REST) - 1));
	*ret_title = tw_length_decode(title) + (rests >> TW_LENGTH_REST);
	return TRAWL_OK;
}

int
tw_segment_make_date_groups(struct tw_segment *segment, trawl_error *err)
{
	size_t count = segment->info.docs / 64 + (size_t)1;

	if (!segment->date_groups)
		segment->date_groups = tw_alloc_zeroed(count,
			sizeof(*segment->date_groups));
	return segment->date_groups ? TRAWL_OK : tw_no_memory(err);
}

int
tw_segment_date(struct tw_segment *segment, uint32_t doc, uint32_t *ret,
	trawl_error *err)
{
	const uint8_t *p;
	int status = column(segment, TW_STREAM_DATES, doc, 4, &p, err);

	if (status == TRAWL_OK)
		*ret = tw_le32(p);
	return status;
}

int
tw_segment_title_key(struct tw_segment *segment, uint32_t doc, uint64_t *ret,
	trawl_error *err)
{
	const uint8_t *p;

	*ret = TW_TITLE_KEY_NONE;
	if (segment->info.length[TW_STREAM_TITLE_KEYS] == 0)
		return TRAWL_OK;
	int status = column(segment, TW_STREAM_TITLE_KEYS, doc, 8, &p, err);

	if (status == TRAWL_OK)
		*ret = tw_le64(p);
	return status;
}

int
tw_segment_sketch(struct tw_segment *segment, uint32_t doc, uint64_t *ret,
	trawl_error *err)
{
	uint8_t bytes[TW_SKETCH_SIZE];
	int status = pick(segment, TW_STREAM_SKETCHES, doc, sizeof(bytes),
		bytes, err);

	if (status == TRAWL_OK)
		*ret = tw_le32(bytes) | (uint64_t)tw_le16(bytes + 4) << 32;
	return status;
}
