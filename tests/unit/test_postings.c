/* test_postings.c: a list is read as it was written, walked or skipped. */
/* SPDX-License-Identifier: MIT */
#include "index/postings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
