/* test_gaps.c: all position gaps of a list come back in order. */
/* SPDX-License-Identifier: MIT */
#include "index/gaps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "random_list.h"

#define DOCS 3000

struct fixture {
	struct memory_store store;
	struct random_list *list;
	struct tw_segment segment;
	struct tw_postings postings;
};

/* A list that stands before its first posting, its first block unpacked. */
static void
setup(struct fixture *fixture, uint64_t seed, enum tw_index_field field,
	const struct random_shape *shape)
{
	struct tw_segment_info info;
	struct tw_term term;

	memory_store_init(&fixture->store);
	fixture->list = random_list_new(&seed, field, shape);
	random_segment(&fixture->store, &fixture->list, 1, DOCS, &info);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &info, NULL), TRAWL_OK);
	assert_int_equal(tw_segment_find(&fixture->segment, field,
		TW_STR("term0000"), &term, NULL), TRAWL_OK);
	assert_int_equal(tw_postings_open(&fixture->postings,
		&fixture->segment, &term, NULL), TRAWL_OK);
	assert_int_equal(tw_postings_next_block(&fixture->postings, NULL),
		TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_postings_close(&fixture->postings);
	tw_segment_close(&fixture->segment);
	random_list_free(fixture->list);
	memory_store_done(&fixture->store);
}

static void
expect_gap(const struct random_list *list, uint32_t posting, size_t place,
	uint32_t gap)
{
	size_t begin = list->begin[posting];
	uint32_t before = place == begin ? 0 : list->positions[place - 1];

	if (place == begin + list->in_title[posting])
		before = TW_TEXT_POSITION;
	assert_int_equal(gap, list->positions[place] - before);
}

/* Reads all gaps, at most `most` at a time. */
static void
expect_gaps(const struct fixture *fixture, uint64_t most)
{
	const struct random_list *list = fixture->list;
	size_t place = 0;
	size_t end = list->begin[list->df];
	uint32_t posting = 0;
	struct tw_gaps gaps;

	assert_int_equal(tw_gaps_start(&gaps, &fixture->postings, end, NULL),
		TRAWL_OK);
	while (place < end) {
		const uint32_t *found;
		uint32_t n;

		assert_int_equal(tw_gaps_next(&gaps, most < end - place ?
			most : end - place, &found, &n, NULL), TRAWL_OK);
		assert_in_range(n, 1, most);
		for (uint32_t i = 0; i < n; i++, place++) {
			while (place == list->begin[posting + 1])
				posting++;
			expect_gap(list, posting, place, found[i]);
		}
	}
}

static void
test_gaps_of_lists_of_all_kinds_come_in_order(void **state)
{
	static const struct random_shape shapes[] = {
		{.docs = DOCS, .df = 1, .text_freq = 1, .gap = 9},
		{.docs = DOCS, .df = 5, .text_freq = 3, .title_freq = 2,
			.gap = 40},
		{.docs = DOCS, .df = 120, .text_freq = 4, .title_freq = 1,
			.gap = 400},
		{.docs = DOCS, .df = 128, .text_freq = 1, .gap = 70},
		{.docs = DOCS, .df = 2900, .text_freq = 9, .title_freq = 2,
			.gap = 90},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		struct fixture fixture;

		setup(&fixture, i, TW_FIELD_ALL, &shapes[i]);
		expect_gaps(&fixture, UINT64_MAX);
		expect_gaps(&fixture, 50);
		expect_gaps(&fixture, 1);
		teardown(&fixture);
	}
}

static void
test_more_gaps_than_there_are_is_damage(void **state)
{
	struct fixture fixture;
	struct tw_gaps gaps;
	const uint32_t *found;
	uint32_t n = 0;

	(void)state;
	setup(&fixture, 7, TW_FIELD_ALL, &(struct random_shape){.docs = DOCS,
		.df = 2, .text_freq = 1, .gap = 9});
	size_t end = fixture.list->begin[2];

	assert_int_equal(tw_gaps_start(&gaps, &fixture.postings, end, NULL),
		TRAWL_OK);
	for (size_t left = end; left > 0; left -= n)
		assert_int_equal(tw_gaps_next(&gaps, left, &found, &n, NULL),
			TRAWL_OK);
	assert_int_equal(tw_gaps_next(&gaps, 1, &found, &n, NULL),
		TRAWL_ECORRUPT);
	assert_int_equal(tw_gaps_start(&gaps, &fixture.postings, end + 1,
		NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_gaps_start(&gaps, &fixture.postings,
		UINT64_MAX, NULL), TRAWL_ECORRUPT);
	teardown(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_gaps_of_lists_of_all_kinds_come_in_order),
		cmocka_unit_test(test_more_gaps_than_there_are_is_damage),
	};

	return cmocka_run_group_tests_name("gaps", tests, NULL, NULL);
}
