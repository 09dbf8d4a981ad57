/* segpart.c: lists of a segment that another thread writes meanwhile. */
/* SPDX-License-Identifier: MIT */
#include "index/segpart.h"

#include <string.h>

#include "base/alloc.h"
#include "index/bitmap.h"
#include "index/segwriting.h"

/* Lists may be moved by whole units of the other streams. */
_Static_assert(TW_RECORD_PAYLOAD % TW_BLOCK_ENTRY == 0 &&
	TW_BEST_SIZE % TW_BLOCK_ENTRY == 0, "no entry straddles records");
_Static_assert(TW_RECORD_PAYLOAD % TW_BITMAP_UNIT == 0 &&
	TW_RECORD_PAYLOAD % TW_BOUNDS_UNIT == 0, "nor does a unit");

struct tw_segment_part {
	struct tw_segment_writer lists;	/* of it, what lists need */
	struct tw_sink sink;
	struct tw_buf streams[TW_STREAM_END];	/* what was put */
	struct tw_buf terms;	/* struct kept, term, and inlined list or
				   struct offsets */
};

/* A term as it waits: most are short, and inlined. */
struct kept {
	uint32_t df;
	uint32_t max_freq;
	uint16_t inlined_size;
	uint8_t term_size;
	uint8_t field;
	uint8_t kind;
	uint8_t min_length;
	bool has_bounds;
};

struct offsets {
	uint64_t postings;
	uint64_t positions;
	uint64_t blocks;
	uint64_t bitmap;
	uint64_t bounds;
};

/* A tw_sink's. */
static int
keep_record(void *context, struct tw_record_key key, const void *payload,
	size_t length, trawl_error *err)
{
	struct tw_segment_part *part = context;
	struct tw_buf *stream = &part->streams[key.stream];

	tw_buf_add(stream, payload, length);
	return tw_buf_status(stream, err);
}

static int
begin_lists(struct tw_segment_part *part, const struct tw_ranking *ranking,
	trawl_error *err)
{
	int status = tw_list_writer_init(&part->lists.list, &part->sink,
		part->lists.info.segment, err);

	part->lists.list.ranking = *ranking;
	return status;
}

int
tw_segment_part_new(const struct tw_segment_writer *segment,
	struct tw_segment_part **ret, trawl_error *err)
{
	struct tw_segment_part *part = tw_alloc_zeroed(1, sizeof(*part));

	if (!part)
		return tw_no_memory(err);
	part->sink = (struct tw_sink){keep_record, part};
	part->lists.info = segment->info;
	part->lists.kept = &part->terms;
	for (int field = 0; field < TW_FIELD_RANKED; field++)
		part->lists.length_bytes[field] = segment->length_bytes[field];
	int status = begin_lists(part, &segment->list.ranking, err);

	if (status != TRAWL_OK) {
		tw_segment_part_free(part);
		return status;
	}
	*ret = part;
	return TRAWL_OK;
}

int
tw_segment_part_reset(struct tw_segment_part *part, trawl_error *err)
{
	struct tw_ranking ranking = part->lists.list.ranking;

	tw_list_writer_done(&part->lists.list);
	part->lists.list = (struct tw_list_writer){0};
	for (int i = 0; i < TW_STREAM_END; i++)
		tw_buf_reset(&part->streams[i]);
	tw_buf_reset(&part->terms);
	return begin_lists(part, &ranking, err);
}

void
tw_segment_part_free(struct tw_segment_part *part)
{
	if (!part)
		return;
	tw_list_writer_done(&part->lists.list);
	for (int i = 0; i < TW_STREAM_END; i++)
		tw_buf_done(&part->streams[i]);
	tw_buf_done(&part->terms);
	tw_free(part);
}

struct tw_segment_writer *
tw_segment_part_writer(struct tw_segment_part *part)
{
	return &part->lists;
}

int
tw_segment_keep_term(struct tw_segment_writer *writer, trawl_error *err)
{
	const struct tw_term *entry = &writer->list.term;
	struct tw_buf *terms = writer->kept;
	struct kept kept = {
		.df = entry->df,
		.max_freq = entry->max_freq,
		.inlined_size = (uint16_t)entry->inlined_size,
		.term_size = (uint8_t)writer->term_size,
		.field = (uint8_t)entry->field,
		.kind = entry->kind,
		.min_length = entry->min_length,
		.has_bounds = entry->has_bounds,
	};
	struct offsets offsets = {entry->postings, entry->positions,
		entry->blocks, entry->bitmap, entry->bounds};

	tw_buf_add(terms, &kept, sizeof(kept));
	tw_buf_add(terms, writer->term, writer->term_size);
	if (entry->kind == TW_TERM_INLINE)
		tw_buf_add(terms, entry->inlined, entry->inlined_size);
	else
		tw_buf_add(terms, &offsets, sizeof(offsets));
	return tw_buf_status(terms, err);
}

/* Takes the term at p, which ends at the result. */
static const char *
take_term(const char *p, const struct offsets *bases, struct tw_str *ret_term,
	struct tw_term *ret)
{
	struct kept kept;
	struct offsets offsets;

	memcpy(&kept, p, sizeof(kept));
	*ret_term = tw_str(p + sizeof(kept), kept.term_size);
	p += sizeof(kept) + kept.term_size;
	*ret = (struct tw_term){
		.df = kept.df,
		.field = (enum tw_index_field)kept.field,
		.kind = kept.kind,
		.max_freq = kept.max_freq,
		.min_length = kept.min_length,
		.has_bounds = kept.has_bounds,
	};
	if (kept.kind == TW_TERM_INLINE) {
		ret->inlined = (const uint8_t *)p;
		ret->inlined_size = kept.inlined_size;
		return p + kept.inlined_size;
	}
	memcpy(&offsets, p, sizeof(offsets));
	ret->postings = bases->postings + offsets.postings;
	ret->positions = bases->positions + offsets.positions;
	ret->blocks = bases->blocks + offsets.blocks;
	ret->bitmap = bases->bitmap + offsets.bitmap;
	ret->bounds = bases->bounds + offsets.bounds;
	return p + sizeof(offsets);
}

static int
add_stream(struct tw_stream_writer *to, const struct tw_buf *from,
	bool begins_record, uint64_t *ret_base, trawl_error *err)
{
	int status = TRAWL_OK;

	if (begins_record && from->n > 0)
		status = tw_stream_fit(to, TW_RECORD_PAYLOAD, err);
	*ret_base = to->offset;
	return status == TRAWL_OK ? tw_stream_add(to, from->p, from->n, err) :
		status;
}

static int
add_streams(struct tw_segment_writer *segment, struct tw_segment_part *part,
	struct offsets *ret, trawl_error *err)
{
	struct tw_list_writer *to = &segment->list;
	const struct tw_buf *from = part->streams;
	int status = tw_list_writer_finish(&part->lists.list, err);

	if (status == TRAWL_OK)
		status = add_stream(&to->postings, &from[TW_STREAM_POSTINGS],
			true, &ret->postings, err);
	if (status == TRAWL_OK)
		status = add_stream(&to->positions,
			&from[TW_STREAM_POSITIONS], true, &ret->positions,
			err);
	if (status == TRAWL_OK)
		status = add_stream(&to->blocks, &from[TW_STREAM_BLOCKS],
			false, &ret->blocks, err);
	if (status == TRAWL_OK)
		status = add_stream(&to->bitmaps, &from[TW_STREAM_BITMAPS],
			false, &ret->bitmap, err);
	if (status == TRAWL_OK)
		status = add_stream(&to->bounds, &from[TW_STREAM_BOUNDS],
			false, &ret->bounds, err);
	return status;
}

int
tw_segment_add_part(struct tw_segment_writer *segment,
	struct tw_segment_part *part, trawl_error *err)
{
	struct tw_str terms = tw_buf_str(&part->terms);
	const char *p = terms.p;
	const char *end = terms.p + terms.n;
	struct offsets bases;
	int status = add_streams(segment, part, &bases, err);

	while (status == TRAWL_OK && p < end) {
		struct tw_str term;
		struct tw_term entry;

		p = take_term(p, &bases, &term, &entry);
		status = tw_segment_add_entry(segment, term, &entry, err);
	}
	return status;
}
