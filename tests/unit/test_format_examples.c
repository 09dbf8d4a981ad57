/* test_format_examples.c: the examples of docs/FORMAT.md are read. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index/lexread.h"
#include "index/postings.h"
#include "index/root.h"
#include "index/segwrite.h"

#include "add_doc.h"
#include "format_doc.h"
#include "memory_store.h"

static void
put_example(struct memory_store *store, int which, unsigned stream)
{
	struct tw_buf bytes = format_example(which,
		format_stream_names[stream - 1]);

	memory_store_put(store, (struct tw_record_key){1, stream, 0}, bytes.p,
		bytes.n);
	tw_buf_done(&bytes);
}

struct fixture {
	struct memory_store store;
	struct tw_segment segment;
};

static void
setup_first(struct fixture *fixture)
{
	static struct tw_root root;
	struct tw_buf bytes = format_example(1, "ROOT");

	memory_store_init(&fixture->store);
	assert_int_equal(tw_root_decode((const uint8_t *)bytes.p, bytes.n,
		&root, NULL), TRAWL_OK);
	tw_buf_done(&bytes);
	assert_int_equal(root.generation, 2);
	assert_int_equal(root.count, 1);
	assert_string_equal(root.language, "en");
	for (unsigned kind = 1; kind < TW_STREAM_END; kind++) {
		if (root.segment[0].length[kind] > 0)
			put_example(&fixture->store, 1, kind);
	}
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &root.segment[0], NULL), TRAWL_OK);
}

static void
setup_second(struct fixture *fixture)
{
	struct tw_segment_info info = {
		.segment = 1, .docs = 130, .terms = 2,
		.length = {
			[TW_STREAM_LENGTH_BYTES] = 130,
			[TW_STREAM_TITLE_BYTES] = 130,
			[TW_STREAM_LENGTHS] = 4 * 130,
			[TW_STREAM_DATES] = 4 * 130,
			[TW_STREAM_IDS] = 8 * 130,
			[TW_STREAM_SKETCHES] = 6 * 130,
			[TW_STREAM_TITLE_KEYS] = 8 * 130,
			[TW_STREAM_NAMES] = 130,
			[TW_STREAM_NAMES_INDEX] = 4 * 8,
		},
	};

	memory_store_init(&fixture->store);
	for (unsigned kind = 1; kind <= TW_STREAM_POSITIONS; kind++) {
		put_example(&fixture->store, 2, kind);
		info.length[kind] = memory_store_find(&fixture->store, 1,
			kind, 0)->length;
	}
	put_example(&fixture->store, 2, TW_STREAM_BITMAPS);
	info.length[TW_STREAM_BITMAPS] = memory_store_find(&fixture->store, 1,
		TW_STREAM_BITMAPS, 0)->length;
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &info, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
}

/* A posting that is expected. */
struct expected {
	uint32_t doc;
	uint32_t freq;
	uint32_t in_title;
	uint32_t count;
	uint32_t positions[2];
};

/* The lists of the first example, and of its articles. */
static const struct expected a[] = {{0, 1, 0, 1, {1024}}};
static const struct expected fox[] = {{0, 1, 0, 1, {1026}},
	{1, 1, 0, 1, {1024}}, {2, 3, 1, 1, {0}}};
static const struct expected red[] = {{0, 4, 1, 2, {0, 1025}}};
static const struct expected title_fox[] = {{2, 1, 1, 1, {0}}};
static const struct expected title_red[] = {{0, 1, 1, 1, {0}}};
static const struct expected language_en[] = {{0, 1, 1, 1, {0}},
	{1, 1, 1, 1, {0}}, {2, 1, 1, 1, {0}}};
static const struct tw_lengths lengths[] = {{5, 1}, {1, 0}, {3, 1}};

/* Those of the second. */
static const struct expected y[] = {{3, 1, 0, 1, {1024}},
	{7, 1, 0, 1, {1029}}};

static void
make_x(struct expected x[130])
{
	for (uint32_t i = 0; i < 130; i++)
		x[i] = (struct expected){i, 1, 0, 1, {TW_TEXT_POSITION}};
	x[5] = (struct expected){5, 4, 1, 2, {2, TW_TEXT_POSITION + 300}};
	x[8].positions[0] += 1;
	x[127].positions[0] += 7;
	x[128].positions[0] += 8;
	x[129].positions[0] += 9;
}

static void
assert_is_posting(struct tw_postings *postings, const struct expected *posting)
{
	const uint32_t *positions;
	uint32_t count;
	uint32_t in_title;

	assert_int_equal(postings->doc, posting->doc);
	assert_int_equal(tw_postings_freq(postings), posting->freq);
	assert_int_equal(tw_postings_positions(postings, &positions, &count,
		&in_title, NULL), TRAWL_OK);
	assert_int_equal(in_title, posting->in_title);
	assert_int_equal(count, posting->count);
	assert_memory_equal(positions, posting->positions,
		count * sizeof(uint32_t));
}

static void
assert_has_list(struct tw_segment *segment, enum tw_index_field field,
	const char *name, const struct expected *list, uint32_t df)
{
	struct tw_term term;
	struct tw_postings postings;

	assert_int_equal(tw_segment_find(segment, field, tw_str_of(name),
		&term, NULL), TRAWL_OK);
	assert_int_equal(term.df, df);
	assert_int_equal(tw_postings_open(&postings, segment, &term, NULL),
		TRAWL_OK);
	for (uint32_t i = 0; i < df; i++) {
		assert_int_equal(tw_postings_next(&postings, NULL), TRAWL_OK);
		assert_is_posting(&postings, &list[i]);
	}
	assert_int_equal(tw_postings_next(&postings, NULL), TRAWL_END);
	tw_postings_close(&postings);
}

static void
test_lists_of_the_first_example_are_read(void **state)
{
	struct fixture fixture;
	struct tw_term term;

	(void)state;
	setup_first(&fixture);
	struct tw_segment *segment = &fixture.segment;

	assert_has_list(segment, TW_FIELD_ALL, "a", a, 1);
	assert_has_list(segment, TW_FIELD_ALL, "fox", fox, 3);
	assert_has_list(segment, TW_FIELD_ALL, "red", red, 1);
	assert_has_list(segment, TW_FIELD_TITLE, "fox", title_fox, 1);
	assert_has_list(segment, TW_FIELD_TITLE, "red", title_red, 1);
	assert_has_list(segment, TW_FIELD_CATEGORY, "news", title_red, 1);
	assert_has_list(segment, TW_FIELD_LANGUAGE, "en", language_en, 3);
	assert_int_equal(tw_segment_find(segment, TW_FIELD_ALL, TW_STR("fox"),
		&term, NULL), TRAWL_OK);
	assert_int_equal(term.dead, 1);
	assert_int_equal(tw_segment_find(segment, TW_FIELD_TITLE, TW_STR("a"),
		&term, NULL), TRAWL_END);
	teardown(&fixture);
}

static void
test_articles_of_the_first_example_are_read(void **state)
{
	static const char *const fields[3][4] = {
		{"a", "Red", "2019-12-17", "A red fox."},
		{"b", "", "", "Fox!"}, {"c", "Fox", "", ""}};
	struct fixture fixture;
	struct tw_arena arena = {0};

	(void)state;
	setup_first(&fixture);
	for (uint32_t i = 0; i < 3; i++) {
		struct tw_doc doc;

		assert_int_equal(tw_segment_doc(&fixture.segment, i, &arena,
			&doc, NULL), TRAWL_OK);
		assert_true(tw_str_equal(doc.field[TRAWL_ID],
			tw_str_of(fields[i][0])));
		assert_true(tw_str_equal(doc.field[TRAWL_TITLE],
			tw_str_of(fields[i][1])));
		assert_true(tw_str_equal(doc.field[TRAWL_DATE],
			tw_str_of(fields[i][2])));
		assert_true(tw_str_equal(doc.field[TRAWL_TEXT],
			tw_str_of(fields[i][3])));
	}
	tw_arena_done(&arena);
	teardown(&fixture);
}

static void
test_columns_of_the_first_example_are_read(void **state)
{
	struct fixture fixture;
	uint64_t sketch;
	uint64_t key;
	uint32_t date;
	uint32_t doc;

	(void)state;
	setup_first(&fixture);
	struct tw_segment *segment = &fixture.segment;

	for (uint32_t i = 0; i < 3; i++) {
		uint32_t all;
		uint32_t title;
		uint8_t byte;

		assert_int_equal(tw_segment_lengths(segment, i, &all, &title,
			NULL), TRAWL_OK);
		assert_int_equal(all, lengths[i].all);
		assert_int_equal(title, lengths[i].title);
		assert_int_equal(tw_segment_length_byte(segment,
			TW_FIELD_ALL, i, &byte, NULL), TRAWL_OK);
		assert_int_equal(byte, lengths[i].all);
		assert_int_equal(tw_segment_length_byte(segment,
			TW_FIELD_TITLE, i, &byte, NULL), TRAWL_OK);
		assert_int_equal(byte, lengths[i].title);
	}
	assert_int_equal(tw_segment_date(segment, 0, &date, NULL), TRAWL_OK);
	assert_int_equal(date, 2019 << 16 | 12 << 8 | 17);
	assert_int_equal(tw_segment_sketch(segment, 0, &sketch, NULL),
		TRAWL_OK);
	assert_int_equal(sketch, 0x49e3a646293a);
	assert_int_equal(tw_segment_title_key(segment, 0, &key, NULL),
		TRAWL_OK);
	assert_int_equal(key, 0x7265640000000000);
	assert_int_equal(tw_segment_find_id(segment, TW_STR("a"), &doc, NULL),
		TRAWL_OK);
	assert_int_equal(doc, 0);
	assert_int_equal(tw_segment_find_id(segment, TW_STR("b"), &doc, NULL),
		TRAWL_END);
	assert_int_equal(tw_segment_find_id(segment, TW_STR("c"), &doc, NULL),
		TRAWL_OK);
	assert_int_equal(doc, 2);
	teardown(&fixture);
}

static void
test_words_of_the_first_example_are_read(void **state)
{
	static const struct {
		const char *word;
		uint32_t count;
		enum tw_word_form form;
	} expected[] = {{"a", 1, TW_FORM_CAPITAL}, {"fox", 3, TW_FORM_CAPITAL},
		{"red", 2, TW_FORM_SMALL}};
	struct fixture fixture;
	struct tw_segment_words words;

	(void)state;
	setup_first(&fixture);
	assert_int_equal(tw_segment_words_begin(&words, &fixture.segment,
		NULL), TRAWL_OK);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(tw_segment_words_next(&words, NULL),
			TRAWL_OK);
		assert_true(tw_str_equal(words.word,
			tw_str_of(expected[i].word)));
		assert_int_equal(words.count, expected[i].count);
		assert_int_equal(words.form, expected[i].form);
	}
	assert_int_equal(tw_segment_words_next(&words, NULL), TRAWL_END);
	teardown(&fixture);
}

static void
test_lists_of_the_second_example_are_read(void **state)
{
	struct expected x[130];
	struct fixture fixture;

	(void)state;
	make_x(x);
	setup_second(&fixture);
	assert_has_list(&fixture.segment, TW_FIELD_ALL, "x", x, 130);
	assert_has_list(&fixture.segment, TW_FIELD_ALL, "y", y, 2);
	teardown(&fixture);
}

/* ------------------------------------------------------------------ */
/* What the writer makes of the examples' articles.                     */

static void
write_list(struct tw_segment_writer *writer, enum tw_index_field field,
	const char *term, const struct expected *list, uint32_t df)
{
	assert_int_equal(tw_segment_begin_term(writer, field,
		tw_str_of(term), NULL), TRAWL_OK);
	for (uint32_t i = 0; i < df; i++)
		assert_int_equal(tw_segment_add_posting(writer, list[i].doc,
			list[i].freq, list[i].in_title, list[i].positions,
			NULL), TRAWL_OK);
	assert_int_equal(tw_segment_end_term(writer, NULL), TRAWL_OK);
}

static void
assert_wrote_example(struct tw_segment_writer *writer,
	struct memory_store *store, int which,
	const enum tw_stream_kind *kinds, size_t count)
{
	struct tw_segment_info info;

	assert_int_equal(tw_segment_finish(writer, &info, NULL), TRAWL_OK);
	for (size_t i = 0; i < count; i++) {
		struct tw_buf bytes = format_example(which,
			format_stream_names[kinds[i] - 1]);
		const struct memory_record *record = memory_store_find(store,
			1, kinds[i], 0);

		assert_true(record->length > 0 && record->length <= bytes.n);
		assert_memory_equal(record->payload, bytes.p, record->length);
		tw_buf_done(&bytes);
	}
	tw_segment_writer_free(writer);
	memory_store_done(store);
}

/* In the language en. */
static void
take_sets(struct tw_segment_writer *writer, const char *category,
	uint32_t sets[TW_VALUES_COUNT])
{
	for (int kind = 0; kind < TW_VALUES_COUNT; kind++) {
		const char *value = kind == TW_VALUES_CATEGORY ? category :
			kind == TW_VALUES_LANGUAGE ? "en" : "";

		assert_int_equal(tw_segment_set(writer,
			(enum tw_value_kind)kind, tw_str_of(value),
			&sets[kind], NULL), TRAWL_OK);
	}
}

static void
test_the_first_example_is_what_is_written(void **state)
{
	static const enum tw_stream_kind kinds[] = {TW_STREAM_DICT,
		TW_STREAM_DICT_INDEX, TW_STREAM_STORED_INDEX,
		TW_STREAM_LENGTH_BYTES, TW_STREAM_TITLE_BYTES,
		TW_STREAM_LENGTHS, TW_STREAM_DATES, TW_STREAM_IDS,
		TW_STREAM_VALUES, TW_STREAM_CATEGORIES,
		TW_STREAM_NAMES};
	struct memory_store store;
	struct tw_segment_writer *writer;
	struct tw_doc docs[3] = {{.field = {TW_STR("a")}},
		{.field = {TW_STR("b")}}, {.field = {TW_STR("c")}}};

	(void)state;
	docs[0].field[TRAWL_DATE] = TW_STR("2019-12-17");
	docs[0].field[TRAWL_CATEGORY] = TW_STR("News");
	memory_store_init(&store);
	assert_int_equal(tw_segment_writer_new(&store.sink, 1, &writer, NULL),
		TRAWL_OK);
	for (int i = 0; i < 3; i++) {
		uint32_t sets[TW_VALUES_COUNT];

		take_sets(writer, i == 0 ? "News" : "", sets);
		assert_int_equal(segment_add_doc(writer, &docs[i],
			lengths[i], sets, NULL), TRAWL_OK);
	}
	write_list(writer, TW_FIELD_ALL, "a", a, 1);
	write_list(writer, TW_FIELD_ALL, "fox", fox, 3);
	write_list(writer, TW_FIELD_ALL, "red", red, 1);
	write_list(writer, TW_FIELD_TITLE, "fox", title_fox, 1);
	write_list(writer, TW_FIELD_TITLE, "red", title_red, 1);
	write_list(writer, TW_FIELD_CATEGORY, "news", title_red, 1);
	write_list(writer, TW_FIELD_LANGUAGE, "en", language_en, 3);
	assert_wrote_example(writer, &store, 1, kinds,
		sizeof(kinds) / sizeof(kinds[0]));
}

/* But for y, which is so short that a writer puts it in the dictionary. */
static void
test_the_second_example_is_what_is_written(void **state)
{
	static const enum tw_stream_kind kinds[] = {TW_STREAM_POSTINGS,
		TW_STREAM_BLOCKS, TW_STREAM_POSITIONS, TW_STREAM_BITMAPS};
	struct memory_store store;
	struct tw_segment_writer *writer;
	struct tw_doc doc = {0};
	struct expected x[130];

	(void)state;
	make_x(x);
	memory_store_init(&store);
	assert_int_equal(tw_segment_writer_new(&store.sink, 1, &writer, NULL),
		TRAWL_OK);
	for (int i = 0; i < 130; i++)
		assert_int_equal(segment_add_doc(writer, &doc,
			(struct tw_lengths){0, 0}, NULL, NULL), TRAWL_OK);
	write_list(writer, TW_FIELD_ALL, "x", x, 130);
	assert_wrote_example(writer, &store, 2, kinds,
		sizeof(kinds) / sizeof(kinds[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists_of_the_first_example_are_read),
		cmocka_unit_test(test_articles_of_the_first_example_are_read),
		cmocka_unit_test(test_columns_of_the_first_example_are_read),
		cmocka_unit_test(test_words_of_the_first_example_are_read),
		cmocka_unit_test(test_lists_of_the_second_example_are_read),
		cmocka_unit_test(test_the_first_example_is_what_is_written),
		cmocka_unit_test(test_the_second_example_is_what_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
