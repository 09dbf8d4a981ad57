/* test_bitmap.c: the bitmap of a list says what its blocks say. */
/* SPDX-License-Identifier: MIT */
#include "index/bitmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/freqs.h"

#include "random_list.h"

/* A segment of one list, read. */
struct fixture {
	struct memory_store store;
	struct tw_segment segment;
	struct random_list *list;
	struct tw_term term;
	struct tw_bitmap bitmap;
};

static void
setup(struct fixture *fixture, const struct random_shape *shape)
{
	struct tw_segment_info info;
	uint64_t seed = shape->docs;

	memory_store_init(&fixture->store);
	fixture->list = random_list_new(&seed, TW_FIELD_ALL, shape);
	random_segment(&fixture->store, &fixture->list, 1, shape->docs, &info);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &info, NULL), TRAWL_OK);
	assert_int_equal(tw_segment_find(&fixture->segment, TW_FIELD_ALL,
		TW_STR("term0000"), &fixture->term, NULL), TRAWL_OK);
	assert_true(tw_term_has_bitmap(&fixture->term));
	assert_int_equal(tw_bitmap_open(&fixture->bitmap, &fixture->segment,
		&fixture->term, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
	random_list_free(fixture->list);
}

/* Some that end within a word, a group and a window, and with them. */
static const struct random_shape shapes[] = {
	{.docs = 128, .df = 128, .text_freq = 3, .gap = 2},
	{.docs = 512, .df = 200, .text_freq = 300, .title_freq = 2, .gap = 2},
	{.docs = 2047, .df = 130, .text_freq = 1, .gap = 2},
	{.docs = 4096, .df = 256, .text_freq = 40, .gap = 2},
	{.docs = 9001, .df = 9000, .text_freq = 2, .gap = 2},
};
#define SHAPES (sizeof(shapes) / sizeof(shapes[0]))

static void
test_all_articles_of_the_list_are_in_it_and_no_others(void **state)
{
	(void)state;
	for (size_t n = 0; n < SHAPES; n++) {
		struct fixture fixture;
		uint32_t i = 0;

		setup(&fixture, &shapes[n]);
		for (uint32_t doc = 0; doc < shapes[n].docs; doc++) {
			bool is_there = i < fixture.list->df &&
				fixture.list->docs[i] == doc;

			assert_int_equal(tw_bitmap_has(&fixture.bitmap, doc),
				is_there);
			i += is_there;
		}
		assert_true(tw_bitmap_is_good(&fixture.bitmap,
			fixture.list->df));
		assert_false(tw_bitmap_is_good(&fixture.bitmap,
			fixture.list->df - 1));
		teardown(&fixture);
	}
}

static void
test_words_of_bits_are_copied_from_anywhere(void **state)
{
	(void)state;
	for (size_t n = 0; n < SHAPES; n++) {
		struct fixture fixture;
		uint64_t words[64];

		setup(&fixture, &shapes[n]);
		for (uint32_t first = 0; first < shapes[n].docs / 64 + 70;
			first += 3) {
			tw_bitmap_copy(&fixture.bitmap, first, 64, words);
			for (uint32_t i = 0; i < 64 * 64; i++) {
				uint32_t doc = 64 * first + i;

				assert_int_equal(words[i / 64] >> i % 64 & 1,
					doc < shapes[n].docs &&
					tw_bitmap_has(&fixture.bitmap, doc));
			}
		}
		teardown(&fixture);
	}
}

static void
test_rank_and_frequency_are_those_of_the_posting(void **state)
{
	(void)state;
	for (size_t n = 0; n < SHAPES; n++) {
		struct fixture fixture;

		setup(&fixture, &shapes[n]);
		for (uint32_t i = 0; i < fixture.list->df; i++) {
			uint32_t freq;

			assert_int_equal(tw_bitmap_rank(&fixture.bitmap,
				fixture.list->docs[i]), i);
			assert_int_equal(tw_freq_at(&fixture.segment,
				&fixture.term, i, &freq, NULL), TRAWL_OK);
			assert_int_equal(freq, fixture.list->freqs[i]);
		}
		teardown(&fixture);
	}
}

/* 65,472 bytes are a record: bits and ranks run over its border. */
static void
test_a_bitmap_may_lie_in_several_records(void **state)
{
	enum { DOCS = 600000 };
	struct memory_store store;
	struct tw_stream_writer to;
	struct tw_segment segment = {.info = {.segment = 1, .docs = DOCS}};
	struct tw_term term = {.bitmap = 64};
	struct tw_bitmap bitmap;
	uint32_t *docs = malloc(DOCS / 3 * sizeof(*docs));
	uint64_t words[64];

	(void)state;
	memory_store_init(&store);
	for (uint32_t i = 0; i < DOCS / 3; i++)
		docs[i] = 3 * i;
	assert_int_equal(tw_stream_init(&to, &store.sink, 1,
		TW_STREAM_BITMAPS, NULL), TRAWL_OK);
	assert_int_equal(tw_stream_add(&to, words, 64, NULL), TRAWL_OK);
	assert_int_equal(tw_bitmap_put(&to, docs, DOCS / 3, DOCS, NULL),
		TRAWL_OK);
	assert_int_equal(tw_stream_finish(&to, NULL), TRAWL_OK);
	assert_int_equal(to.offset, 64 + tw_bitmap_size(DOCS));
	assert_int_equal(tw_stream_open(&segment.stream[TW_STREAM_BITMAPS],
		&store.source, 1, TW_STREAM_BITMAPS, to.offset, NULL),
		TRAWL_OK);
	assert_int_equal(tw_bitmap_open(&bitmap, &segment, &term, NULL),
		TRAWL_OK);
	assert_true(tw_bitmap_is_good(&bitmap, DOCS / 3));
	for (uint32_t doc = 0; doc < DOCS; doc += 3)
		assert_int_equal(tw_bitmap_rank(&bitmap, doc), doc / 3);
	tw_bitmap_copy(&bitmap, (TW_RECORD_PAYLOAD - 64) / 8 - 5, 64, words);
	for (uint32_t i = 0; i < 64 * 64; i++)
		assert_int_equal(words[i / 64] >> i % 64 & 1,
			(i + 64 * ((TW_RECORD_PAYLOAD - 64) / 8 - 5)) % 3 == 0);
	tw_stream_done(&to);
	tw_stream_close(&segment.stream[TW_STREAM_BITMAPS]);
	memory_store_done(&store);
	free(docs);
}

static void
test_a_bitmap_behind_the_end_is_damage(void **state)
{
	struct fixture fixture;
	trawl_error err;

	(void)state;
	setup(&fixture, &shapes[1]);
	fixture.term.bitmap = 64;
	assert_int_equal(tw_bitmap_open(&fixture.bitmap, &fixture.segment,
		&fixture.term, &err), TRAWL_ECORRUPT);
	assert_string_equal(err.text,
		"segment 1: term 0: its bitmap is behind the end");
	fixture.term.bitmap = UINT64_MAX - 63;
	assert_int_equal(tw_bitmap_open(&fixture.bitmap, &fixture.segment,
		&fixture.term, &err), TRAWL_ECORRUPT);
	teardown(&fixture);
}

static void
test_a_rank_that_no_posting_has_is_damage(void **state)
{
	struct fixture fixture;
	uint32_t freq;

	(void)state;
	setup(&fixture, &shapes[1]);
	assert_int_equal(tw_freq_at(&fixture.segment, &fixture.term,
		fixture.list->df, &freq, NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_freq_at(&fixture.segment, &fixture.term,
		UINT32_MAX, &freq, NULL), TRAWL_ECORRUPT);
	teardown(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_all_articles_of_the_list_are_in_it_and_no_others),
		cmocka_unit_test(test_words_of_bits_are_copied_from_anywhere),
		cmocka_unit_test(
			test_rank_and_frequency_are_those_of_the_posting),
		cmocka_unit_test(test_a_bitmap_may_lie_in_several_records),
		cmocka_unit_test(test_a_bitmap_behind_the_end_is_damage),
		cmocka_unit_test(test_a_rank_that_no_posting_has_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
