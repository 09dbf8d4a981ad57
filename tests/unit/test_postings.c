/* test_postings.c: a list is read as it was written, walked or skipped. */
/* SPDX-License-Identifier: MIT */
#include "index/postings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bytes.h"

#include "random_list.h"

/* One list alone in its segment, open. */
struct fixture {
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;
	struct tw_term term;
	struct random_list *list;
};

static void
setup(struct fixture *fixture, enum tw_index_field field,
	const struct random_shape *shape)
{
	uint64_t seed = shape->df;

	memory_store_init(&fixture->store);
	fixture->list = random_list_new(&seed, field, shape);
	random_segment(&fixture->store, &fixture->list, 1, shape->docs,
		&fixture->info);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &fixture->info, NULL), TRAWL_OK);
	assert_int_equal(tw_segment_find(&fixture->segment, field,
		TW_STR("term0000"), &fixture->term, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
	random_list_free(fixture->list);
}

static void
assert_is_posting(struct tw_postings *postings,
	const struct random_list *list, uint32_t i)
{
	const uint32_t *positions;
	uint32_t count;
	uint32_t in_title;

	assert_int_equal(postings->doc, list->docs[i]);
	assert_int_equal(tw_postings_freq(postings), list->freqs[i]);
	assert_int_equal(tw_postings_positions(postings, &positions, &count,
		&in_title, NULL), TRAWL_OK);
	assert_int_equal(in_title, list->in_title[i]);
	assert_int_equal(count, list->begin[i + 1] - list->begin[i]);
	assert_memory_equal(positions, list->positions + list->begin[i],
		count * sizeof(uint32_t));
}

static void
check_walk(enum tw_index_field field, const struct random_shape *shape)
{
	struct fixture fixture;
	struct tw_postings postings;

	setup(&fixture, field, shape);
	assert_int_equal(fixture.term.df, shape->df);
	assert_int_equal(tw_postings_open(&postings, &fixture.segment,
		&fixture.term, NULL), TRAWL_OK);
	for (uint32_t i = 0; i < shape->df; i++) {
		assert_int_equal(tw_postings_next(&postings, NULL), TRAWL_OK);
		assert_is_posting(&postings, fixture.list, i);
	}
	assert_int_equal(tw_postings_next(&postings, NULL), TRAWL_END);
	assert_int_equal(postings.doc, TW_NO_DOC);
	assert_int_equal(tw_postings_next(&postings, NULL), TRAWL_END);
	assert_int_equal(tw_postings_seek(&postings, 0, NULL), TRAWL_END);
	tw_postings_close(&postings);
	teardown(&fixture);
}

static const uint32_t sizes[] = {1, 2, 3, 17, 126, 127, 128, 129, 255, 256,
	257, 1000, 1280, 4001};
#define SIZES (sizeof(sizes) / sizeof(sizes[0]))

static void
test_walk_over_sparse_lists_gives_what_was_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIZES; i++)
		check_walk(TW_FIELD_ALL, &(struct random_shape){
			.docs = 40000, .df = sizes[i], .text_freq = 4,
			.title_freq = 1, .gap = 300});
}

static void
test_walk_over_dense_lists_gives_what_was_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIZES; i++)
		check_walk(TW_FIELD_ALL, &(struct random_shape){
			.docs = sizes[i] + i % 2, .df = sizes[i],
			.text_freq = 30, .title_freq = 3, .gap = 20});
}

static void
test_walk_over_title_lists_gives_what_was_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIZES; i++)
		check_walk(TW_FIELD_TITLE, &(struct random_shape){
			.docs = 2 * sizes[i], .df = sizes[i],
			.title_freq = 5, .gap = 1});
}

static void
test_walk_over_a_long_list_gives_what_was_written(void **state)
{
	(void)state;
	check_walk(TW_FIELD_ALL, &(struct random_shape){.docs = 150000,
		.df = 100000, .text_freq = 3, .title_freq = 1, .gap = 200});
}

/* The place in the list of the first article >= target. */
static uint32_t
place_of(const struct random_list *list, uint32_t from, uint32_t target)
{
	while (from < list->df && list->docs[from] < target)
		from++;
	return from;
}

static void
assert_seek(struct tw_postings *postings, const struct random_list *list,
	uint32_t target, uint32_t expected)
{
	int status = tw_postings_seek(postings, target, NULL);

	if (expected == list->df) {
		assert_int_equal(status, TRAWL_END);
		assert_int_equal(postings->doc, TW_NO_DOC);
		return;
	}
	assert_int_equal(status, TRAWL_OK);
	assert_is_posting(postings, list, expected);
}

/* From each start to each target, on small lists. */
static void
check_all_seeks(const struct random_shape *shape)
{
	struct fixture fixture;
	struct tw_postings postings;

	setup(&fixture, TW_FIELD_ALL, shape);
	for (uint32_t start = 0; start < shape->docs; start++) {
		uint32_t at = place_of(fixture.list, 0, start);

		for (uint32_t target = start; target <= shape->docs;
			target++) {
			assert_int_equal(tw_postings_open(&postings,
				&fixture.segment, &fixture.term, NULL),
				TRAWL_OK);
			assert_seek(&postings, fixture.list, start, at);
			assert_seek(&postings, fixture.list, target,
				place_of(fixture.list, at, target));
			tw_postings_close(&postings);
		}
	}
	teardown(&fixture);
}

static void
test_seek_from_anywhere_to_anywhere_finds_the_next_article(void **state)
{
	(void)state;
	check_all_seeks(&(struct random_shape){.docs = 30, .df = 1,
		.text_freq = 2, .gap = 9});
	check_all_seeks(&(struct random_shape){.docs = 40, .df = 20,
		.text_freq = 2, .gap = 9});
	check_all_seeks(&(struct random_shape){.docs = 180, .df = 128,
		.text_freq = 2, .gap = 9});
	check_all_seeks(&(struct random_shape){.docs = 200, .df = 150,
		.text_freq = 2, .gap = 9});
}

static void
test_seek_backwards_stays_where_it_is(void **state)
{
	struct fixture fixture;
	struct tw_postings postings;

	(void)state;
	setup(&fixture, TW_FIELD_ALL, &(struct random_shape){.docs = 3000,
		.df = 1000, .text_freq = 2, .gap = 9});
	assert_int_equal(tw_postings_open(&postings, &fixture.segment,
		&fixture.term, NULL), TRAWL_OK);
	assert_seek(&postings, fixture.list, fixture.list->docs[500], 500);
	assert_seek(&postings, fixture.list, 0, 500);
	assert_seek(&postings, fixture.list, fixture.list->docs[499], 500);
	tw_postings_close(&postings);
	teardown(&fixture);
}

/* Leaps of a few articles up to all of them, with steps between. */
static void
check_leaps(const struct random_shape *shape, uint32_t leap)
{
	struct fixture fixture;
	struct tw_postings postings;
	uint64_t seed = leap;
	uint32_t at = 0;
	uint32_t target = 0;

	setup(&fixture, TW_FIELD_ALL, shape);
	assert_int_equal(tw_postings_open(&postings, &fixture.segment,
		&fixture.term, NULL), TRAWL_OK);
	while (at < shape->df) {
		target += random_below(&seed, leap);
		at = place_of(fixture.list, at, target);
		assert_seek(&postings, fixture.list, target, at);
		if (at + 1 >= shape->df)
			break;
		assert_int_equal(tw_postings_next(&postings, NULL), TRAWL_OK);
		assert_is_posting(&postings, fixture.list, ++at);
		target = fixture.list->docs[at];
	}
	tw_postings_close(&postings);
	teardown(&fixture);
}

static void
test_seek_over_blocks_finds_the_next_article(void **state)
{
	static const uint32_t leaps[] = {3, 100, 1000, 10000, 100000};

	(void)state;
	for (size_t i = 0; i < sizeof(leaps) / sizeof(leaps[0]); i++) {
		check_leaps(&(struct random_shape){.docs = 200000,
			.df = 20001, .text_freq = 3, .gap = 50}, leaps[i]);
		check_leaps(&(struct random_shape){.docs = 20000,
			.df = 19999, .text_freq = 3, .gap = 50}, leaps[i]);
	}
}

static void
test_positions_alone_of_any_posting_are_its_own(void **state)
{
	struct fixture fixture;
	uint64_t seed = 5;

	(void)state;
	setup(&fixture, TW_FIELD_ALL, &(struct random_shape){.docs = 5000,
		.df = 2000, .text_freq = 50, .title_freq = 2, .gap = 50});
	for (int i = 0; i < 300; i++) {
		struct tw_postings postings;
		uint32_t at = random_below(&seed, 2000);

		assert_int_equal(tw_postings_open(&postings,
			&fixture.segment, &fixture.term, NULL), TRAWL_OK);
		assert_seek(&postings, fixture.list, fixture.list->docs[at],
			at);
		tw_postings_close(&postings);
	}
	teardown(&fixture);
}

/* A posting with so many positions that they lie in several records. */
static void
test_a_very_frequent_word_has_all_its_positions(void **state)
{
	(void)state;
	check_walk(TW_FIELD_ALL, &(struct random_shape){.docs = 5, .df = 3,
		.text_freq = 300000, .title_freq = 2, .gap = 4});
	check_walk(TW_FIELD_ALL, &(struct random_shape){.docs = 300,
		.df = 200, .text_freq = 4000, .title_freq = 2, .gap = 400});
}

static void
test_impacts_bound_every_posting(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture, TW_FIELD_ALL, &(struct random_shape){.docs = 9000,
		.df = 3000, .text_freq = 20, .title_freq = 3, .gap = 50});
	for (uint32_t i = 0; i < 3000; i++) {
		const uint8_t *entry;
		uint8_t length;

		assert_int_equal(tw_stream_get(
			&fixture.segment.stream[TW_STREAM_BLOCKS],
			fixture.term.blocks + i / TW_BLOCK * TW_BLOCK_ENTRY,
			TW_BLOCK_ENTRY, &entry, NULL), TRAWL_OK);
		assert_int_equal(tw_segment_length_byte(&fixture.segment,
			TW_FIELD_ALL, fixture.list->docs[i], &length, NULL),
			TRAWL_OK);
		assert_true(tw_corners_cover(entry + TW_BLOCK_CORNERS_AT,
			TW_BLOCK_CORNERS, fixture.list->freqs[i], length));
		assert_true(fixture.list->freqs[i] <= fixture.term.max_freq);
		assert_true(fixture.term.min_length <= length);
	}
	teardown(&fixture);
}

static void
test_the_shortest_lists_have_the_impact_that_bounds_all(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture, TW_FIELD_ALL, &(struct random_shape){.docs = 90,
		.df = TW_IMPACT_DF - 1, .text_freq = 1, .gap = 9});
	assert_int_equal(fixture.term.max_freq, UINT32_MAX);
	assert_int_equal(fixture.term.min_length, 0);
	teardown(&fixture);
	setup(&fixture, TW_FIELD_ALL, &(struct random_shape){.docs = 90,
		.df = TW_IMPACT_DF, .text_freq = 1, .gap = 9});
	assert_int_equal(fixture.term.max_freq, 1);
	teardown(&fixture);
}

static void
test_lists_are_kept_by_their_size(void **state)
{
	static const struct {
		struct random_shape shape;
		enum tw_term_kind kind;
	} lists[] = {
		{{.docs = 9, .df = 1, .text_freq = 1, .gap = 9},
			TW_TERM_INLINE},
		{{.docs = 200, .df = 100, .text_freq = 1, .gap = 9},
			TW_TERM_INLINE},
		{{.docs = 200, .df = 100, .text_freq = 9, .gap = 9},
			TW_TERM_SHORT},
		{{.docs = 9, .df = 1, .text_freq = 2000, .gap = 9},
			TW_TERM_SHORT},
		{{.docs = 200, .df = 127, .text_freq = 1, .gap = 99999},
			TW_TERM_SHORT},
		{{.docs = 3000, .df = 128, .text_freq = 1, .gap = 9},
			TW_TERM_BLOCKS},
		{{.docs = 2000, .df = 128, .text_freq = 1, .gap = 9},
			TW_TERM_BITMAP},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct fixture fixture;

		setup(&fixture, TW_FIELD_ALL, &lists[i].shape);
		assert_int_equal(fixture.term.kind, lists[i].kind);
		teardown(&fixture);
	}
}

/* What the decoder makes of a table that is not the list's. */
static void
test_a_table_that_does_not_fit_is_damage(void **state)
{
	struct fixture fixture;
	struct tw_postings postings;
	trawl_error err;

	(void)state;
	setup(&fixture, TW_FIELD_ALL, &(struct random_shape){.docs = 900,
		.df = 300, .text_freq = 1, .gap = 9});
	struct memory_record *table = memory_store_find(&fixture.store, 1,
		TW_STREAM_BLOCKS, 0);

	table->payload[TW_BLOCK_ENTRY]++;
	assert_int_equal(tw_postings_open(&postings, &fixture.segment,
		&fixture.term, NULL), TRAWL_OK);
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		assert_int_equal(tw_postings_next(&postings, &err), TRAWL_OK);
	assert_int_equal(tw_postings_next(&postings, &err), TRAWL_ECORRUPT);
	assert_string_equal(err.text,
		"segment 1: term 0: block 1: last article is wrong");
	assert_int_equal(postings.doc, TW_NO_DOC);
	assert_int_equal(tw_postings_next(&postings, &err), TRAWL_END);
	assert_int_equal(tw_postings_seek(&postings, 0, &err), TRAWL_END);
	tw_postings_close(&postings);
	teardown(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_walk_over_sparse_lists_gives_what_was_written),
		cmocka_unit_test(
			test_walk_over_dense_lists_gives_what_was_written),
		cmocka_unit_test(
			test_walk_over_title_lists_gives_what_was_written),
		cmocka_unit_test(
			test_walk_over_a_long_list_gives_what_was_written),
		cmocka_unit_test(
		test_seek_from_anywhere_to_anywhere_finds_the_next_article),
		cmocka_unit_test(test_seek_backwards_stays_where_it_is),
		cmocka_unit_test(
			test_seek_over_blocks_finds_the_next_article),
		cmocka_unit_test(
			test_positions_alone_of_any_posting_are_its_own),
		cmocka_unit_test(
			test_a_very_frequent_word_has_all_its_positions),
		cmocka_unit_test(test_impacts_bound_every_posting),
		cmocka_unit_test(
		test_the_shortest_lists_have_the_impact_that_bounds_all),
		cmocka_unit_test(test_lists_are_kept_by_their_size),
		cmocka_unit_test(test_a_table_that_does_not_fit_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
