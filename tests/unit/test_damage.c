/* test_damage.c: any byte of a segment may be wrong, any record cut short. */
/* SPDX-License-Identifier: MIT */
#include "index/postings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"

#include "random_list.h"

/*
 * Checksums are left out: the store in memory has none. So it is the decoders
 * that must stand the damage: they fail with TRAWL_ECORRUPT or give an answer
 * that may be wrong but is within bounds.
 */

#define DOCS 150

struct fixture {
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_term terms[32];	/* before the damage */
	uint32_t term_count;
};

/* Lists of all kinds, and a few short ones to fill groups. */
static const struct {
	enum tw_index_field field;
	struct random_shape shape;
} lists[] = {
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 2, .text_freq = 3, .title_freq = 2, .gap = 9}},
	{TW_FIELD_ALL, {.df = 60, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 20, .text_freq = 9, .title_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 2, .text_freq = 300, .title_freq = 1,
		.gap = 99}},
	{TW_FIELD_ALL, {.df = 150, .text_freq = 3, .title_freq = 1,
		.gap = 30}},
	{TW_FIELD_ALL, {.df = 128, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_TITLE, {.df = 3, .title_freq = 2}},
	{TW_FIELD_TITLE, {.df = 140, .title_freq = 2}},
};
#define LISTS (sizeof(lists) / sizeof(lists[0]))

static void
put_dead(struct fixture *fixture)
{
	struct tw_buf bits = {0};
	struct tw_buf terms = {0};

	for (uint32_t doc = 0; doc < DOCS; doc += 8)
		tw_buf_add_byte(&bits, doc == 8 ? 1 : 0);
	for (uint32_t i = 0; i < 3; i++) {
		tw_buf_add_le32(&terms, 5 * i);
		tw_buf_add_le32(&terms, 1);
	}
	memory_store_put(&fixture->store,
		(struct tw_record_key){1, TW_STREAM_DEAD, 0}, bits.p, bits.n);
	memory_store_put(&fixture->store,
		(struct tw_record_key){1, TW_STREAM_DEAD_TERMS, 0}, terms.p,
		terms.n);
	fixture->info.dead = 1;
	fixture->info.length[TW_STREAM_DEAD] = bits.n;
	fixture->info.length[TW_STREAM_DEAD_TERMS] = terms.n;
	tw_buf_done(&bits);
	tw_buf_done(&terms);
}

static void
setup(struct fixture *fixture)
{
	struct random_list *made[LISTS];
	struct tw_segment segment;
	struct tw_terms terms;
	uint64_t seed = 7;

	memory_store_init(&fixture->store);
	for (size_t i = 0; i < LISTS; i++) {
		struct random_shape shape = lists[i].shape;

		shape.docs = DOCS;
		made[i] = random_list_new(&seed, lists[i].field, &shape);
	}
	random_segment(&fixture->store, made, LISTS, DOCS, &fixture->info);
	for (size_t i = 0; i < LISTS; i++)
		random_list_free(made[i]);
	put_dead(fixture);
	assert_int_equal(tw_segment_open(&segment, &fixture->store.source,
		&fixture->info, NULL), TRAWL_OK);
	assert_int_equal(tw_terms_open(&terms, &segment, TW_FIELD_ALL,
		TW_STR(""), NULL), TRAWL_OK);
	fixture->term_count = 0;
	while (tw_terms_next(&terms, NULL) == TRAWL_OK)
		fixture->terms[fixture->term_count++] = terms.entry;
	assert_int_equal(fixture->term_count, LISTS);
	tw_terms_close(&terms);
	tw_segment_close(&segment);
}

/* ------------------------------------------------------------------ */
/* Reading all there is, whatever comes.                                */

static bool
may_be(int status)
{
	return status == TRAWL_OK || status == TRAWL_END ||
		status == TRAWL_ECORRUPT;
}

static void
read_positions(struct tw_postings *postings)
{
	const uint32_t *positions;
	uint32_t count;
	uint32_t in_title;
	int status = tw_postings_positions(postings, &positions, &count,
		&in_title, NULL);

	assert_true(may_be(status));
	if (status != TRAWL_OK)
		return;
	assert_true(count > 0 && in_title <= count);
	for (uint32_t i = 1; i < count; i++)
		assert_true(positions[i - 1] <= positions[i]);
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(positions[i] < TW_TEXT_POSITION,
			i < in_title);
}

/* Walks by steps of `leap` articles. */
static void
read_list(struct tw_segment *segment, const struct tw_term *term,
	uint32_t leap)
{
	struct tw_postings postings;
	uint32_t n = 0;
	uint32_t last = 0;

	if (tw_postings_open(&postings, segment, term, NULL) != TRAWL_OK)
		return;
	int status = tw_postings_next(&postings, NULL);

	while (status == TRAWL_OK) {
		assert_true(postings.doc < segment->info.docs);
		assert_true(n == 0 || postings.doc > last);
		assert_true(tw_postings_freq(&postings) > 0);
		read_positions(&postings);
		last = postings.doc;
		n++;
		status = leap == 1 ? tw_postings_next(&postings, NULL)
			: tw_postings_seek(&postings, last + leap, NULL);
	}
	assert_true(may_be(status));
	assert_int_equal(postings.doc, TW_NO_DOC);
	assert_true(n <= term->df);
	tw_postings_close(&postings);
}

/* The lists, by the entries as they were before the damage. */
static void
read_lists(const struct fixture *fixture, struct tw_segment *segment)
{
	for (uint32_t i = 0; i < fixture->term_count; i++) {
		struct tw_term term = fixture->terms[i];

		if (term.kind == TW_TERM_INLINE)
			continue;
		read_list(segment, &term, 1);
		read_list(segment, &term, 40);
	}
}

static void
find_terms(struct tw_segment *segment)
{
	for (unsigned i = 0; i < LISTS; i++) {
		struct tw_term term;
		char name[16];

		(void)snprintf(name, sizeof(name), "term%04u", i);
		assert_true(may_be(tw_segment_find(segment, lists[i].field,
			tw_str_of(name), &term, NULL)));
	}
}

static void
read_dictionary(const struct fixture *fixture, struct tw_segment *segment)
{
	struct tw_terms terms;
	uint32_t n = 0;

	find_terms(segment);
	if (tw_terms_open(&terms, segment, TW_FIELD_ALL, TW_STR(""), NULL) !=
		TRAWL_OK)
		return;
	int status = tw_terms_next(&terms, NULL);

	while (status == TRAWL_OK) {
		assert_true(terms.entry.ordinal < fixture->info.terms);
		assert_true(terms.entry.dead <= terms.entry.df);
		read_list(segment, &terms.entry, 1);
		n++;
		status = tw_terms_next(&terms, NULL);
	}
	assert_true(may_be(status));
	assert_true(n <= fixture->info.terms);
	tw_terms_close(&terms);
}

static void
read_articles(const struct fixture *fixture, struct tw_segment *segment)
{
	struct tw_arena arena = {0};

	for (uint32_t doc = 0; doc < fixture->info.docs; doc += 11) {
		struct tw_doc found;

		assert_true(may_be(tw_segment_doc(segment, doc, &arena,
			&found, NULL)));
		tw_arena_reset(&arena);
	}
	tw_arena_done(&arena);
}

static void
read_ids(const struct fixture *fixture, struct tw_segment *segment)
{
	for (uint32_t doc = 0; doc < fixture->info.docs; doc += 7) {
		char id[16];
		uint32_t found = 0;
		bool dead;

		(void)snprintf(id, sizeof(id), "%u", doc);
		assert_true(may_be(tw_segment_find_id(segment, tw_str_of(id),
			&found, NULL)));
		assert_true(found < fixture->info.docs);
		assert_true(may_be(tw_segment_is_dead(segment, doc, &dead,
			NULL)));
	}
}

static void
read_columns(const struct fixture *fixture, struct tw_segment *segment)
{
	for (uint32_t doc = 0; doc < fixture->info.docs; doc++) {
		uint8_t byte;
		uint32_t n;

		assert_true(may_be(tw_segment_length_byte(segment,
			TW_FIELD_ALL, doc, &byte, NULL)));
		assert_true(may_be(tw_segment_length_byte(segment,
			TW_FIELD_TITLE, doc, &byte, NULL)));
		assert_true(may_be(tw_segment_lengths(segment, doc, &n, &n,
			NULL)));
		assert_true(may_be(tw_segment_date(segment, doc, &n, NULL)));
	}
}

typedef void read_fn(const struct fixture *, struct tw_segment *);

/* What reads each stream. */
static read_fn *const readers[TW_STREAM_END] = {
	[TW_STREAM_DICT] = read_dictionary,
	[TW_STREAM_DICT_INDEX] = read_dictionary,
	[TW_STREAM_POSTINGS] = read_lists,
	[TW_STREAM_BLOCKS] = read_lists,
	[TW_STREAM_POSITIONS] = read_lists,
	[TW_STREAM_STORED] = read_articles,
	[TW_STREAM_STORED_INDEX] = read_articles,
	[TW_STREAM_LENGTH_BYTES] = read_columns,
	[TW_STREAM_TITLE_BYTES] = read_columns,
	[TW_STREAM_LENGTHS] = read_columns,
	[TW_STREAM_DATES] = read_columns,
	[TW_STREAM_IDS] = read_ids,
	[TW_STREAM_DEAD] = read_ids,
	[TW_STREAM_DEAD_TERMS] = read_dictionary,
};

static void
read_stream(const struct fixture *fixture, enum tw_stream_kind kind,
	const struct tw_segment_info *info)
{
	struct tw_segment segment;
	struct tw_source source = fixture->store.source;
	int status = tw_segment_open(&segment, &source, info, NULL);

	assert_true(may_be(status));
	if (status != TRAWL_OK)
		return;
	readers[kind](fixture, &segment);
	tw_segment_close(&segment);
}

/* ------------------------------------------------------------------ */

static void
test_an_undamaged_segment_is_read_to_the_end(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture);
	for (int kind = 1; kind < TW_STREAM_END; kind++) {
		assert_non_null(memory_store_find(&fixture.store, 1,
			(uint32_t)kind, 0));
		read_stream(&fixture, (enum tw_stream_kind)kind,
			&fixture.info);
	}
	memory_store_done(&fixture.store);
}

static void
test_any_byte_may_be_wrong(void **state)
{
	static const uint8_t flips[] = {0x01, 0x80, 0xff};
	struct fixture fixture;

	(void)state;
	setup(&fixture);
	for (size_t i = 0; i < fixture.store.count; i++) {
		struct memory_record *record = &fixture.store.records[i];
		size_t flip = i % 3;

		for (size_t at = 0; at < record->length; at++) {
			uint8_t was = record->payload[at];

			record->payload[at] ^= flips[flip++ % 3];
			read_stream(&fixture,
				(enum tw_stream_kind)record->key.stream,
				&fixture.info);
			record->payload[at] = was;
		}
	}
	memory_store_done(&fixture.store);
}

static void
test_runs_of_equal_bytes_may_be_anywhere(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture);
	for (size_t i = 0; i < fixture.store.count; i++) {
		struct memory_record *record = &fixture.store.records[i];
		uint8_t *whole = malloc(record->length);

		memcpy(whole, record->payload, record->length);
		for (size_t at = 0; at < record->length; at += 13) {
			size_t n = record->length - at;

			memset(record->payload + at, at % 2 ? 0xff : 0,
				n < 40 ? n : 40);
			read_stream(&fixture,
				(enum tw_stream_kind)record->key.stream,
				&fixture.info);
			memcpy(record->payload, whole, record->length);
		}
		free(whole);
	}
	memory_store_done(&fixture.store);
}

/* Cuts a record; the root says so too, or not. */
static void
check_cut(struct fixture *fixture, const struct memory_record *whole,
	size_t length)
{
	struct tw_segment_info info = fixture->info;

	memory_store_put(&fixture->store, whole->key, whole->payload, length);
	read_stream(fixture, (enum tw_stream_kind)whole->key.stream, &info);
	info.length[whole->key.stream] = length;
	read_stream(fixture, (enum tw_stream_kind)whole->key.stream, &info);
}

static void
test_any_record_may_be_cut_short(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture);
	for (size_t i = 0; i < fixture.store.count; i++) {
		struct memory_record whole = fixture.store.records[i];
		uint8_t *copy = malloc(whole.length);

		memcpy(copy, whole.payload, whole.length);
		whole.payload = copy;
		for (size_t n = 0; n < whole.length; n++)
			check_cut(&fixture, &whole, n);
		memory_store_put(&fixture.store, whole.key, copy,
			whole.length);
		free(copy);
	}
	memory_store_done(&fixture.store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_an_undamaged_segment_is_read_to_the_end),
		cmocka_unit_test(test_any_byte_may_be_wrong),
		cmocka_unit_test(test_runs_of_equal_bytes_may_be_anywhere),
		cmocka_unit_test(test_any_record_may_be_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
