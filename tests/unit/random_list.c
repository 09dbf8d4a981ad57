/* random_list.c: posting lists at random, written to a segment in memory. */
/* SPDX-License-Identifier: MIT */
#include "random_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "add_doc.h"
#include "index/lexread.h"

uint64_t
random_next(uint64_t *seed)
{
	uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint32_t
random_below(uint64_t *seed, uint32_t n)
{
	return (uint32_t)(random_next(seed) % n);
}

/* df of the articles, each set as likely as any other (Knuth, S). */
static void
choose_docs(struct random_list *list, uint64_t *seed, uint32_t docs)
{
	uint32_t n = 0;

	for (uint32_t doc = 0; n < list->df; doc++) {
		if (random_below(seed, docs - doc) < list->df - n)
			list->docs[n++] = doc;
	}
}

static size_t
choose_positions(struct random_list *list, uint32_t i, uint64_t *seed,
	const struct random_shape *shape)
{
	uint32_t title = random_below(seed, shape->title_freq + 1);
	uint32_t text = random_below(seed, shape->text_freq + 1);
	uint32_t *to = list->positions + list->begin[i];
	uint32_t position = 0;

	if (list->field == TW_FIELD_TITLE)
		text = 0;
	if (title + text == 0) {
		title = list->field == TW_FIELD_TITLE;
		text = !title;
	}
	for (uint32_t n = 0; n < title; n++) {
		position += n > 0 ? 1 + random_below(seed, 5) : 0;
		*to++ = position;
	}
	position = TW_TEXT_POSITION;
	for (uint32_t n = 0; n < text; n++) {
		position += random_below(seed, shape->gap) + (n > 0);
		*to++ = position;
	}
	list->in_title[i] = title;
	list->freqs[i] = list->field == TW_FIELD_TITLE
		? title : TW_TITLE_WEIGHT * title + text;
	return title + text;
}

struct random_list *
random_list_new(uint64_t *seed, enum tw_index_field field,
	const struct random_shape *shape)
{
	struct random_list *list = calloc(1, sizeof(*list));
	size_t most = (size_t)shape->df *
		(shape->text_freq + shape->title_freq + 1);

	list->field = field;
	list->df = shape->df;
	list->docs = calloc(shape->df, sizeof(uint32_t));
	list->freqs = calloc(shape->df, sizeof(uint32_t));
	list->in_title = calloc(shape->df, sizeof(uint32_t));
	list->begin = calloc(shape->df + 1, sizeof(size_t));
	list->positions = calloc(most, sizeof(uint32_t));
	choose_docs(list, seed, shape->docs);
	for (uint32_t i = 0; i < shape->df; i++)
		list->begin[i + 1] = list->begin[i] +
			choose_positions(list, i, seed, shape);
	return list;
}

void
random_list_free(struct random_list *list)
{
	free(list->docs);
	free(list->freqs);
	free(list->in_title);
	free(list->begin);
	free(list->positions);
	free(list);
}

/* As many sets of a kind as its numbers are: 20, 4, 300, ... */
static void
take_sets(struct tw_segment_writer *writer, uint32_t doc,
	uint32_t sets[TW_VALUES_COUNT])
{
	static const uint32_t counts[TW_VALUES_COUNT] = {20, 4, 300, 2};

	for (int kind = 0; kind < TW_VALUES_COUNT; kind++) {
		char lines[40];

		(void)snprintf(lines, sizeof(lines), "%u\n%u\n",
			doc % counts[kind], doc % 3);
		assert_int_equal(tw_segment_set(writer,
			(enum tw_value_kind)kind, tw_str_of(lines),
			&sets[kind], NULL), TRAWL_OK);
	}
}

void
random_docs_write(struct tw_segment_writer *writer, uint32_t docs)
{
	for (uint32_t i = 0; i < docs; i++) {
		char id[16];
		struct tw_doc doc = {0};
		struct tw_lengths lengths = {i % 500, i % 7};
		uint32_t sets[TW_VALUES_COUNT];

		(void)snprintf(id, sizeof(id), "%u", i);
		doc.field[TRAWL_ID] = tw_str_of(id);
		take_sets(writer, i, sets);
		assert_int_equal(segment_add_doc(writer, &doc, lengths,
			sets, NULL), TRAWL_OK);
	}
}

void
random_list_write(struct tw_segment_writer *writer,
	const struct random_list *list, const char *term)
{
	assert_int_equal(tw_segment_begin_term(writer, list->field,
		tw_str_of(term), NULL), TRAWL_OK);
	for (uint32_t i = 0; i < list->df; i++)
		assert_int_equal(tw_segment_add_posting(writer,
			list->docs[i], list->freqs[i], list->in_title[i],
			list->positions + list->begin[i], NULL), TRAWL_OK);
	assert_int_equal(tw_segment_end_term(writer, NULL), TRAWL_OK);
}

void
random_segment(struct memory_store *store, struct random_list *const *lists,
	size_t count, uint32_t docs, struct tw_segment_info *ret)
{
	struct tw_segment_writer *writer;

	assert_int_equal(tw_segment_writer_new(&store->sink, 1, &writer,
		NULL), TRAWL_OK);
	random_docs_write(writer, docs);
	for (size_t i = 0; i < count; i++) {
		char term[32];

		(void)snprintf(term, sizeof(term), "term%04zu", i);
		random_list_write(writer, lists[i], term);
	}
	for (uint32_t i = 0; docs > 0 && i < 3 * TW_LEXICON_GROUP; i++) {
		char word[TW_WORD_MAX];
		int n = snprintf(word, sizeof(word), "%05u%.*s", 7 * i,
			(int)(i % 30), "abcdefghijklmnopqrstuvwxyzabcd");

		assert_int_equal(tw_segment_add_word(writer,
			tw_str(word, (size_t)n), 1 + i * i,
			(enum tw_word_form)(i % TW_FORM_COUNT), NULL),
			TRAWL_OK);
	}
	assert_int_equal(tw_segment_finish(writer, ret, NULL), TRAWL_OK);
	tw_segment_writer_free(writer);
}
