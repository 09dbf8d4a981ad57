/* segcopy.c: articles of one segment go to another. */
/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "base/bytes.h"
#include "index/ids.h"
#include "index/segwriting.h"
#include "text/sketch.h"

int
tw_segment_copy_doc(struct tw_segment_writer *writer,
	struct tw_values_copier *from, uint32_t doc, trawl_error *err)
{
	struct tw_lengths lengths = {0};
	struct tw_columns columns;
	uint64_t sketch = 0;
	uint64_t title_key = 0;
	struct tw_doc fields;
	int status = tw_segment_room(writer, 1, err);

	if (status == TRAWL_OK)
		status = tw_segment_lengths(from->segment, doc, &lengths.all,
			&lengths.title, err);
	if (status == TRAWL_OK)
		status = tw_segment_sketch(from->segment, doc, &sketch, err);
	if (status == TRAWL_OK)
		status = tw_segment_title_key(from->segment, doc, &title_key,
			err);
	if (status == TRAWL_OK)
		status = tw_values_writer_copy(&writer->values, from, doc,
			err);
	if (status == TRAWL_OK)
		status = tw_stored_get(from->segment, doc, &fields, err);
	if (status == TRAWL_OK)
		status = tw_segment_store(writer, &fields, err);
	if (status != TRAWL_OK)
		return status;
	columns = tw_columns_of(&fields, lengths);
	columns.sketch = sketch;
	columns.title_key = title_key;
	status = tw_segment_put_columns(writer, &columns, err);
	writer->info.docs++;
	writer->info.text_bytes += columns.text_bytes;
	return status;
}

typedef int bytes_fn(void *context, const uint8_t *p, size_t n,
	trawl_error *err);

/* Calls fn for the bytes of a stream, `size` for each article. */
static int
each_bytes(struct tw_segment *segment, enum tw_stream_kind kind, size_t size,
	bytes_fn *fn, void *context, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[kind];
	uint64_t end = (uint64_t)segment->info.docs * size;
	uint64_t at = 0;
	int status = TRAWL_OK;

	if (end != stream->length)
		return TW_CORRUPT(err, "segment %u: stream %d has not as "
			"many articles as the segment", segment->info.segment,
			(int)kind);
	while (status == TRAWL_OK && at < end) {
		const uint8_t *p;
		size_t left = 0;

		status = tw_stream_at(stream, at, &p, &left, err);
		if (status == TRAWL_OK)
			status = fn(context, p, left, err);
		at += left;
	}
	return status;
}

static int
to_stream(void *context, const uint8_t *p, size_t n, trawl_error *err)
{
	return tw_stream_add(context, p, n, err);
}

static int
to_buf(void *context, const uint8_t *p, size_t n, trawl_error *err)
{
	tw_buf_add(context, p, n);
	return tw_buf_status(context, err);
}

/* Entries of ids have no gaps between records, so one may lie in two. */
static int
add_ids(struct tw_segment_writer *writer, struct tw_segment *segment,
	trawl_error *err)
{
	struct tw_buf *ids = &writer->ids;
	size_t at = ids->n;
	int status = each_bytes(segment, TW_STREAM_IDS, TW_ID_ENTRY, to_buf,
		ids, err);

	for (; status == TRAWL_OK && at < ids->n; at += TW_ID_ENTRY) {
		char *doc = ids->p + at + 4;

		if (tw_le32(doc) >= segment->info.docs)
			return TW_CORRUPT(err, "segment %u: an id's article "
				"is wrong", segment->info.segment);
		tw_put_le32(doc, writer->info.docs + tw_le32(doc));
	}
	return status;
}

static int
add_names(struct tw_segment_writer *writer, struct tw_segment *segment,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t doc = 0; doc < segment->info.docs && status == TRAWL_OK;
		doc++) {
		struct tw_str id;

		status = tw_segment_id(segment, doc, &id, err);
		if (status == TRAWL_OK)
			status = tw_names_writer_add(&writer->names, id, err);
	}
	return status;
}

static int
add_other_columns(struct tw_segment_writer *writer,
	struct tw_segment *segment, trawl_error *err)
{
	int status = each_bytes(segment, TW_STREAM_LENGTH_BYTES, 1, to_buf,
		&writer->length_bytes[TW_FIELD_ALL], err);

	if (status == TRAWL_OK)
		status = each_bytes(segment, TW_STREAM_TITLE_BYTES, 1, to_buf,
			&writer->length_bytes[TW_FIELD_TITLE], err);
	if (status == TRAWL_OK)
		status = each_bytes(segment, TW_STREAM_LENGTHS, 4, to_stream,
			&writer->lengths, err);
	if (status == TRAWL_OK)
		status = each_bytes(segment, TW_STREAM_DATES, 4, to_stream,
			&writer->dates, err);
	if (status == TRAWL_OK)
		status = each_bytes(segment, TW_STREAM_SKETCHES,
			TW_SKETCH_SIZE, to_stream, &writer->sketches, err);
	return status;
}

/* Keys of no title are put once there are others. */
static int
add_title_keys(struct tw_segment_writer *writer, struct tw_segment *segment,
	trawl_error *err)
{
	if (segment->info.length[TW_STREAM_TITLE_KEYS] == 0)
		return TRAWL_OK;
	int status = tw_segment_fill_titles(writer, err);

	if (status == TRAWL_OK)
		status = each_bytes(segment, TW_STREAM_TITLE_KEYS, 8,
			to_stream, &writer->title_keys, err);
	return status;
}

static int
add_values(struct tw_segment_writer *writer, struct tw_segment *segment,
	trawl_error *err)
{
	struct tw_values_copier copier;
	int status = tw_values_copier_init(&copier, segment, err);

	for (uint32_t doc = 0; doc < segment->info.docs && status == TRAWL_OK;
		doc++)
		status = tw_values_writer_copy(&writer->values, &copier, doc,
			err);
	tw_values_copier_done(&copier);
	return status;
}

int
tw_segment_add_docs(struct tw_segment_writer *writer,
	struct tw_segment *segment, trawl_error *err)
{
	const struct tw_segment_info *info = &segment->info;

	assert(info->dead == 0);
	int status = tw_segment_room(writer, info->docs, err);

	if (status == TRAWL_OK)
		status = tw_segment_copy_stored(writer, segment, err);
	if (status == TRAWL_OK)
		status = add_names(writer, segment, err);
	if (status == TRAWL_OK)
		status = add_ids(writer, segment, err);
	if (status == TRAWL_OK)
		status = add_other_columns(writer, segment, err);
	if (status == TRAWL_OK)
		status = add_title_keys(writer, segment, err);
	if (status == TRAWL_OK)
		status = add_values(writer, segment, err);
	if (status != TRAWL_OK)
		return status;
	writer->info.docs += info->docs;
	writer->info.text_bytes += info->text_bytes;
	for (int field = 0; field < TW_FIELD_RANKED; field++) {
		writer->info.live[field].docs += info->live[field].docs;
		writer->info.live[field].length += info->live[field].length;
	}
	return TRAWL_OK;
}
