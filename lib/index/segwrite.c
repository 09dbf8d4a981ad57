/* segwrite.c: writes one segment, from sorted articles and terms. */
/* SPDX-License-Identifier: MIT */
#include "index/segwrite.h"

#include <assert.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/dates.h"
#include "index/ids.h"
#include "index/length.h"
#include "index/lines.h"
#include "index/segwriting.h"
#include "text/sketch.h"
#include "text/titlekey.h"

/*
 * Articles with less text than this part of all others' are not compressed.
 * There are at most some ten such segments before they are merged to a larger
 * one, mostly smaller by far.
 */
#define PASSING_PART 32

static int
init(struct tw_segment_writer *writer, struct tw_sink *sink,
	uint32_t segment, trawl_error *err)
{
	int status = tw_stored_writer_init(&writer->stored, sink, segment,
		err);

	if (status == TRAWL_OK)
		status = tw_names_writer_init(&writer->names, sink, segment,
			err);
	if (status == TRAWL_OK)
		status = tw_dict_writer_init(&writer->dict, sink, segment,
			err);
	if (status == TRAWL_OK)
		status = tw_list_writer_init(&writer->list, sink, segment,
			err);
	if (status == TRAWL_OK)
		status = tw_lexicon_writer_init(&writer->lexicon, sink,
			segment, err);
	if (status == TRAWL_OK)
		status = tw_stream_init(&writer->lengths, sink, segment,
			TW_STREAM_LENGTHS, err);
	if (status == TRAWL_OK)
		status = tw_stream_init(&writer->dates, sink, segment,
			TW_STREAM_DATES, err);
	if (status == TRAWL_OK)
		status = tw_stream_init(&writer->sketches, sink, segment,
			TW_STREAM_SKETCHES, err);
	if (status == TRAWL_OK)
		status = tw_stream_init(&writer->title_keys, sink, segment,
			TW_STREAM_TITLE_KEYS, err);
	if (status == TRAWL_OK)
		status = tw_stream_init(&writer->lines, sink, segment,
			TW_STREAM_LINES, err);
	return status;
}

int
tw_segment_writer_new(struct tw_sink *sink, uint32_t segment,
	struct tw_segment_writer **ret, trawl_error *err)
{
	struct tw_segment_writer *writer = tw_alloc_zeroed(1, sizeof(*writer));

	if (!writer)
		return tw_no_memory(err);
	writer->sink = sink;
	writer->info.segment = segment;
	writer->info.title_weight = TW_TITLE_WEIGHT;
	int status = init(writer, sink, segment, err);

	if (status != TRAWL_OK) {
		tw_segment_writer_free(writer);
		return status;
	}
	*ret = writer;
	return TRAWL_OK;
}

void
tw_segment_set_ranking(struct tw_segment_writer *writer,
	const struct tw_ranking *ranking)
{
	writer->list.ranking = *ranking;
	writer->info.title_weight = ranking->title;
}

void
tw_segment_set_beside(struct tw_segment_writer *writer, uint64_t bytes)
{
	writer->beside = bytes;
}

bool
tw_segment_expect(struct tw_segment_writer *writer, uint64_t bytes)
{
	writer->stored.is_passing = bytes < writer->beside / PASSING_PART;
	return writer->stored.is_passing;
}

void
tw_segment_writer_free(struct tw_segment_writer *writer)
{
	if (!writer)
		return;
	tw_segment_stop_repack(writer);
	tw_stored_writer_done(&writer->stored);
	tw_names_writer_done(&writer->names);
	tw_dict_writer_done(&writer->dict);
	tw_list_writer_done(&writer->list);
	tw_lexicon_writer_done(&writer->lexicon);
	tw_stream_done(&writer->lengths);
	tw_stream_done(&writer->dates);
	tw_stream_done(&writer->sketches);
	tw_stream_done(&writer->title_keys);
	tw_stream_done(&writer->lines);
	tw_values_writer_done(&writer->values);
	for (int field = 0; field < TW_FIELD_RANKED; field++)
		tw_buf_done(&writer->length_bytes[field]);
	tw_buf_done(&writer->ids);
	tw_free(writer);
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

static void
count_length(struct tw_segment_writer *writer, enum tw_index_field field,
	uint32_t length)
{
	struct tw_field_stats *live = &writer->info.live[field];

	live->docs += length > 0;
	live->length += length;
	tw_buf_add_byte(&writer->length_bytes[field],
		tw_length_encode(length));
}

int
tw_segment_set(struct tw_segment_writer *writer, enum tw_value_kind kind,
	struct tw_str lines, uint32_t *ret, trawl_error *err)
{
	return tw_values_writer_set(&writer->values, kind, lines, ret, err);
}

int
tw_segment_add_book(struct tw_segment_writer *writer,
	struct tw_book_writer *book, trawl_error *err)
{
	return tw_stored_writer_book(&writer->stored, book, err);
}

int
tw_segment_add_packed(struct tw_segment_writer *writer,
	const struct tw_stored_block *block, trawl_error *err)
{
	return tw_stored_writer_copy(&writer->stored, block, err);
}

int
tw_segment_add_unpacked(struct tw_segment_writer *writer,
	struct tw_stored_writer *from, uint32_t count, trawl_error *err)
{
	return tw_stored_writer_take(&writer->stored, from, count, err);
}

int
tw_segment_fill_titles(struct tw_segment_writer *writer, trawl_error *err)
{
	struct tw_stream_writer *keys = &writer->title_keys;
	uint64_t end = 8 * (uint64_t)writer->info.docs;
	uint8_t none[8];
	int status = TRAWL_OK;

	tw_put_le64(none, TW_TITLE_KEY_NONE);
	while (keys->offset < end && status == TRAWL_OK)
		status = tw_stream_add(keys, none, sizeof(none), err);
	return status;
}

/* Where no article has a title, there is no key either. */
static int
put_title_key(struct tw_segment_writer *writer, uint64_t key,
	trawl_error *err)
{
	uint8_t bytes[8];

	if (key == TW_TITLE_KEY_NONE && writer->title_keys.offset == 0)
		return TRAWL_OK;
	tw_put_le64(bytes, key);
	int status = tw_segment_fill_titles(writer, err);

	if (status == TRAWL_OK)
		status = tw_stream_add(&writer->title_keys, bytes,
			sizeof(bytes), err);
	return status;
}

int
tw_segment_put_columns(struct tw_segment_writer *writer,
	const struct tw_columns *columns, trawl_error *err)
{
	struct tw_lengths lengths = columns->lengths;
	uint8_t rests[4];
	uint8_t date[4];
	uint8_t sketch[8];

	count_length(writer, TW_FIELD_ALL, lengths.all);
	count_length(writer, TW_FIELD_TITLE, lengths.title);
	tw_ids_add(&writer->ids, columns->id, writer->info.docs);
	tw_put_le32(rests, tw_length_rests(lengths.all, lengths.title));
	tw_put_le32(date, columns->date);
	tw_put_le64(sketch, columns->sketch);
	int status = tw_stream_add(&writer->lengths, rests, sizeof(rests),
		err);

	if (status == TRAWL_OK)
		status = tw_stream_add(&writer->dates, date, sizeof(date),
			err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&writer->sketches, sketch,
			TW_SKETCH_SIZE, err);
	if (status == TRAWL_OK)
		status = put_title_key(writer, columns->title_key, err);
	if (status == TRAWL_OK)
		status = tw_names_writer_add(&writer->names, columns->id, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&writer->ids, err);
	for (int i = 0; status == TRAWL_OK && i < TW_FIELD_RANKED; i++)
		status = tw_buf_status(&writer->length_bytes[i], err);
	return status;
}

int
tw_segment_room(const struct tw_segment_writer *writer, uint32_t docs,
	trawl_error *err)
{
	if (docs > TW_DOCS_MAX - writer->info.docs)
		return tw_fail(err, TRAWL_EFULL,
			"a segment of %u articles is full", TW_DOCS_MAX);
	return TRAWL_OK;
}

int
tw_segment_add_columns(struct tw_segment_writer *writer,
	const struct tw_columns *columns,
	const uint32_t sets[TW_VALUES_COUNT], trawl_error *err)
{
	uint32_t none[TW_VALUES_COUNT];
	int status = tw_segment_room(writer, 1, err);

	for (int i = 0; i < TW_VALUES_COUNT && !sets && status == TRAWL_OK;
		i++)
		status = tw_segment_set(writer, (enum tw_value_kind)i,
			TW_STR(""), &none[i], err);
	if (status == TRAWL_OK)
		status = tw_values_writer_add(&writer->values,
			sets ? sets : none, err);
	if (status == TRAWL_OK)
		status = tw_segment_put_columns(writer, columns, err);

	if (status != TRAWL_OK)
		return status;
	writer->info.docs++;
	writer->info.text_bytes += columns->text_bytes;
	return TRAWL_OK;
}

struct tw_columns
tw_columns_of(const struct tw_doc *doc, struct tw_lengths lengths)
{
	return (struct tw_columns){
		.id = doc->field[TRAWL_ID],
		.date = tw_date_pack(doc->field[TRAWL_DATE]),
		.text_bytes = doc->field[TRAWL_TITLE].n +
			doc->field[TRAWL_TEXT].n,
		.lengths = lengths,
	};
}

/* ------------------------------------------------------------------ */
/* Terms.                                                               */

int
tw_segment_begin_term(struct tw_segment_writer *writer,
	enum tw_index_field field, struct tw_str term, trawl_error *err)
{
	if (term.n >= TW_KEY_MAX)
		return tw_fail(err, TRAWL_EINVAL,
			"a term of %zu bytes: at most %d", term.n,
			TW_KEY_MAX - 1);
	if (term.n > 0)
		memcpy(writer->term, term.p, term.n);
	writer->term_size = term.n;
	tw_list_begin(&writer->list, field, writer->info.docs,
		&writer->info.live[tw_ranked_as(field)]);
	return TRAWL_OK;
}

int
tw_segment_add_posting(struct tw_segment_writer *writer, uint32_t doc,
	uint32_t freq, uint32_t in_title, const uint32_t *positions,
	trawl_error *err)
{
	assert(doc < writer->info.docs);

	const struct tw_buf *bytes =
		&writer->length_bytes[tw_ranked_as(writer->list.term.field)];

	return tw_list_add(&writer->list, doc, freq, in_title, positions,
		(uint8_t)bytes->p[doc], err);
}

uint64_t
tw_segment_gaps(const struct tw_block *block, enum tw_index_field field,
	uint32_t title_weight, uint32_t from, uint32_t to)
{
	uint64_t count = 0;

	for (uint32_t i = from; i < to; i++)
		count += field != TW_FIELD_ALL ? block->freqs[i] :
			block->freqs[i] -
				(title_weight - 1) * block->in_title[i];
	return count;
}

/* Adds postings that the list's present block has room for. */
static int
add_run(struct tw_segment_writer *writer, const struct tw_block *block,
	uint32_t from, uint32_t to, tw_next_gaps_fn *next_gaps, void *context,
	trawl_error *err)
{
	struct tw_list_writer *list = &writer->list;
	const struct tw_buf *bytes =
		&writer->length_bytes[tw_ranked_as(list->term.field)];
	uint64_t left = tw_segment_gaps(block, list->term.field,
		list->ranking.title, from, to);
	uint8_t lengths[TW_BLOCK];

	for (uint32_t i = from; i < to; i++) {
		assert(block->docs[i] < writer->info.docs);
		lengths[i - from] = (uint8_t)bytes->p[block->docs[i]];
	}
	tw_list_add_run(list, block, from, to, lengths);
	while (left > 0) {
		const uint32_t *gaps;
		uint32_t n;
		int status = next_gaps(context, left, &gaps, &n, err);

		if (status == TRAWL_OK)
			status = tw_list_add_gaps(list, gaps, n, err);
		if (status != TRAWL_OK)
			return status;
		left -= n;
	}
	return tw_list_end_run(list, err);
}

int
tw_segment_add_postings(struct tw_segment_writer *writer,
	const struct tw_block *block, tw_next_gaps_fn *next_gaps,
	void *context, trawl_error *err)
{
	uint32_t from = 0;

	while (from < block->count) {
		uint32_t room = tw_list_room(&writer->list);
		uint32_t to = block->count - from < room ? block->count :
			from + room;
		int status = add_run(writer, block, from, to, next_gaps,
			context, err);

		if (status != TRAWL_OK)
			return status;
		from = to;
	}
	return TRAWL_OK;
}

int
tw_segment_add_entry(struct tw_segment_writer *writer, struct tw_str term,
	const struct tw_term *entry, trawl_error *err)
{
	if (writer->info.terms == UINT32_MAX)
		return tw_fail(err, TRAWL_EFULL,
			"a segment of %u terms is full", UINT32_MAX);
	writer->info.terms++;
	return tw_dict_writer_add(&writer->dict, term, entry, err);
}

int
tw_segment_end_term(struct tw_segment_writer *writer, trawl_error *err)
{
	int status = tw_list_end(&writer->list, err);

	if (status != TRAWL_OK)
		return status;
	if (writer->kept)
		return tw_segment_keep_term(writer, err);
	return tw_segment_add_entry(writer,
		tw_str(writer->term, writer->term_size), &writer->list.term,
		err);
}

int
tw_segment_add_word(struct tw_segment_writer *writer, struct tw_str word,
	uint32_t count, enum tw_word_form form, trawl_error *err)
{
	return tw_lexicon_writer_add(&writer->lexicon, word, count, form, err);
}

int
tw_segment_add_line(struct tw_segment_writer *writer, uint64_t key,
	uint32_t doc, trawl_error *err)
{
	uint8_t entry[TW_LINES_ENTRY];

	assert(doc < writer->info.docs);
	tw_put_be64(entry, key);
	tw_put_le32(entry + 8, doc);
	return tw_stream_add(&writer->lines, entry, sizeof(entry), err);
}

/* ------------------------------------------------------------------ */
/* The end.                                                             */

/* Puts a stream that was gathered in memory. */
static int
put_whole(struct tw_segment_writer *writer, enum tw_stream_kind kind,
	const struct tw_buf *bytes, trawl_error *err)
{
	struct tw_stream_writer stream = {0};
	int status = tw_stream_init(&stream, writer->sink,
		writer->info.segment, kind, err);

	if (status == TRAWL_OK)
		status = tw_stream_add(&stream, bytes->p, bytes->n, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&stream, err);
	writer->info.length[kind] = bytes->n;
	tw_stream_done(&stream);
	return status;
}

static int
put_gathered(struct tw_segment_writer *writer, trawl_error *err)
{
	int status = put_whole(writer, TW_STREAM_LENGTH_BYTES,
		&writer->length_bytes[TW_FIELD_ALL], err);

	if (status == TRAWL_OK)
		status = put_whole(writer, TW_STREAM_TITLE_BYTES,
			&writer->length_bytes[TW_FIELD_TITLE], err);
	if (status == TRAWL_OK)
		status = tw_ids_sort(&writer->ids, err);
	if (status == TRAWL_OK)
		status = put_whole(writer, TW_STREAM_IDS, &writer->ids, err);
	if (status == TRAWL_OK)
		status = tw_values_writer_finish(&writer->values, writer->sink,
			writer->info.segment, writer->info.length, err);
	return status;
}

static int
finish_streams(struct tw_segment_writer *writer, trawl_error *err)
{
	int status = tw_stored_writer_finish(&writer->stored, err);

	if (status == TRAWL_OK)
		status = tw_names_writer_finish(&writer->names, err);
	if (status == TRAWL_OK)
		status = tw_dict_writer_finish(&writer->dict, err);
	if (status == TRAWL_OK)
		status = tw_list_writer_finish(&writer->list, err);
	if (status == TRAWL_OK)
		status = tw_lexicon_writer_finish(&writer->lexicon, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&writer->lengths, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&writer->dates, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&writer->sketches, err);
	if (status == TRAWL_OK && writer->title_keys.offset > 0)
		status = tw_segment_fill_titles(writer, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&writer->title_keys, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&writer->lines, err);
	return status;
}

int
tw_segment_finish(struct tw_segment_writer *writer,
	struct tw_segment_info *ret_info, trawl_error *err)
{
	uint64_t *length = writer->info.length;
	int status = finish_streams(writer, err);

	if (status == TRAWL_OK)
		status = put_gathered(writer, err);
	if (status != TRAWL_OK)
		return status;
	length[TW_STREAM_DICT] = writer->dict.pages.offset;
	length[TW_STREAM_DICT_INDEX] = writer->dict.first_keys.offset;
	length[TW_STREAM_POSTINGS] = writer->list.postings.offset;
	length[TW_STREAM_BLOCKS] = writer->list.blocks.offset;
	length[TW_STREAM_POSITIONS] = writer->list.positions.offset;
	length[TW_STREAM_BITMAPS] = writer->list.bitmaps.offset;
	length[TW_STREAM_BOUNDS] = writer->list.bounds.offset;
	length[TW_STREAM_LEXICON] = writer->lexicon.groups.offset;
	length[TW_STREAM_LEXICON_INDEX] = writer->lexicon.index.offset;
	length[TW_STREAM_STORED] = writer->stored.blocks.offset;
	length[TW_STREAM_STORED_INDEX] = writer->stored.index.offset;
	length[TW_STREAM_NAMES] = writer->names.groups.offset;
	length[TW_STREAM_NAMES_INDEX] = writer->names.index.offset;
	length[TW_STREAM_LENGTHS] = writer->lengths.offset;
	length[TW_STREAM_DATES] = writer->dates.offset;
	length[TW_STREAM_SKETCHES] = writer->sketches.offset;
	length[TW_STREAM_TITLE_KEYS] = writer->title_keys.offset;
	length[TW_STREAM_LINES] = writer->lines.offset;
	*ret_info = writer->info;
	return TRAWL_OK;
}
