/* test_root.c: the root record, written and read, whole and damaged. */
/* SPDX-License-Identifier: MIT */
#include "index/root.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/bytes.h"

static struct tw_root root;
static struct tw_root got;
static struct tw_buf bytes;
static trawl_error err;

static struct tw_segment_info
some_segment(uint32_t number)
{
	struct tw_segment_info info = {
		.segment = number,
		.docs = 1000 * number,
		.dead = number,
		.terms = 77 + number,
		.text_bytes = UINT64_C(5000000000) + number,
	};

	for (unsigned f = 0; f < TW_FIELD_RANKED; f++)
		info.live[f] = (struct tw_field_stats){
			.docs = 900 + f,
			.length = UINT64_C(6000000000) + f,
		};
	for (unsigned s = TW_STREAM_DICT; s < TW_STREAM_END; s++)
		info.length[s] = UINT64_C(7000000000) + s;
	info.title_weight = 5;
	return info;
}

static int
setup(void **state)
{
	(void)state;
	memset(&root, 0, sizeof(root));
	memset(&got, 0x5a, sizeof(got));
	memset(&err, 0, sizeof(err));
	root.format = TW_FORMAT_VERSION;
	root.analysis = 3;
	root.generation = UINT64_C(1) << 40;
	root.next_segment = 10;
	memcpy(root.language, "de", 3);
	root.ranking = (struct tw_ranking){900, 400, 5};
	root.count = 3;
	root.segment[0] = some_segment(4);
	root.segment[1] = some_segment(9);
	root.segment[2] = some_segment(1);
	tw_buf_init(&bytes, 0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	tw_buf_done(&bytes);
	return 0;
}

static int
decoded(void)
{
	return tw_root_decode((const uint8_t *)bytes.p, bytes.n, &got, &err);
}

/* The root, changed by a test, as the reader finds it. */
static int
reread(void)
{
	tw_buf_reset(&bytes);
	tw_root_encode(&root, &bytes);
	return decoded();
}

/* As far as there are segments: what lies behind them is nobody's. */
static void
expect_root(void)
{
	assert_memory_equal(&got, &root, offsetof(struct tw_root, count));
	assert_int_equal(got.count, root.count);
	if (root.count > 0)
		assert_memory_equal(got.segment, root.segment,
			root.count * sizeof(root.segment[0]));
}

static void
test_root_reads_as_it_was_written(void **state)
{
	(void)state;
	assert_int_equal(reread(), TRAWL_OK);
	expect_root();
}

static void
test_root_without_segments_is_fine(void **state)
{
	(void)state;
	root.count = 0;
	memset(root.segment, 0, sizeof(root.segment));
	assert_int_equal(reread(), TRAWL_OK);
	expect_root();
}

static void
test_root_of_most_segments_fits_into_a_record(void **state)
{
	(void)state;
	root.count = TW_SEGMENTS_MAX;
	root.next_segment = TW_SEGMENTS_MAX + 1;
	for (uint32_t i = 0; i < root.count; i++)
		root.segment[i] = some_segment(TW_SEGMENTS_MAX - i);
	assert_int_equal(reread(), TRAWL_OK);
	expect_root();
	assert_in_range(bytes.n, 1, TW_RECORD_PAYLOAD);
}

/* LMDB keeps a value of up to some 2,000 bytes beside its key. */
static void
test_root_of_twenty_small_segments_fits_into_a_page(void **state)
{
	(void)state;
	root.count = 20;
	root.next_segment = 1000;
	for (uint32_t i = 0; i < root.count; i++) {
		root.segment[i] = (struct tw_segment_info){
			.segment = 900 + i, .docs = 1, .terms = 200,
			.text_bytes = 4000, .live = {{1, 800}, {1, 10}},
			.title_weight = 5,
		};
		for (int s = TW_STREAM_DICT; s < TW_STREAM_END; s++)
			root.segment[i].length[s] = 2000;
	}
	assert_int_equal(reread(), TRAWL_OK);
	expect_root();
	assert_in_range(bytes.n, 1, 1900);
}

static void
test_empty_streams_take_no_bytes_of_the_root(void **state)
{
	(void)state;
	tw_root_encode(&root, &bytes);
	size_t before = bytes.n;

	root.segment[1].length[TW_STREAM_NAMES] = 0;
	root.segment[1].length[TW_STREAM_BITMAPS] = 0;
	assert_int_equal(reread(), TRAWL_OK);
	assert_int_equal(bytes.n, before - 10);
	assert_int_equal(got.segment[1].length[TW_STREAM_NAMES], 0);
	assert_memory_equal(got.segment, root.segment,
		root.count * sizeof(root.segment[0]));
}

static void
test_stream_that_there_is_not_is_damage(void **state)
{
	static const uint8_t segment[] = {4, 1, 0, 1, 1, 1, 1, 0, 0,
		0x80, 0x80, 0x80, 0x80, 0x01, 1};

	(void)state;
	root.count = 0;
	tw_root_encode(&root, &bytes);
	tw_put_le32(bytes.p + 28, 1);
	tw_buf_add(&bytes, segment, sizeof(segment));
	assert_int_equal(decoded(), TRAWL_ECORRUPT);
}

static void
test_bytes_behind_the_last_segment_are_damage(void **state)
{
	(void)state;
	tw_root_encode(&root, &bytes);
	tw_buf_add_byte(&bytes, 0);
	assert_int_equal(decoded(), TRAWL_ECORRUPT);
}

static void
test_find_gives_the_place_or_the_count(void **state)
{
	(void)state;
	assert_int_equal(tw_root_find(&root, 9), 1);
	assert_int_equal(tw_root_find(&root, 5), 3);
}

static void
test_root_cut_short_is_refused_at_each_length(void **state)
{
	struct tw_root before = got;

	(void)state;
	tw_root_encode(&root, &bytes);
	size_t whole = bytes.n;

	for (bytes.n = 0; bytes.n < whole; bytes.n++) {
		/* Of this very size, so that ASan sees a byte too far. */
		uint8_t *copy = tw_alloc(bytes.n);

		assert_non_null(copy);
		memcpy(copy, bytes.p, bytes.n);
		assert_true(tw_root_decode(copy, bytes.n, &got, NULL) < 0);
		tw_free(copy);
	}
	assert_memory_equal(&got, &before, sizeof(got));
}

static void
test_other_bytes_are_not_an_index(void **state)
{
	(void)state;
	tw_root_encode(&root, &bytes);
	bytes.p[0] = 'T';
	assert_int_equal(decoded(), TRAWL_ENOTINDEX);
	assert_int_equal(err.status, TRAWL_ENOTINDEX);
}

static void
test_newer_format_is_refused_with_its_number(void **state)
{
	(void)state;
	root.format = 42;
	assert_int_equal(reread(), TRAWL_EVERSION);
	assert_non_null(strstr(err.text, "newer trawl (format 42)"));
}

static void
test_older_format_is_refused(void **state)
{
	(void)state;
	root.format = 0;
	assert_int_equal(reread(), TRAWL_EVERSION);
	assert_non_null(strstr(err.text, "older trawl"));
}

/* A newer format may change everything behind its number. */
static void
test_newer_format_is_told_whatever_follows(void **state)
{
	(void)state;
	root.format = TW_FORMAT_VERSION + 1;
	tw_root_encode(&root, &bytes);
	bytes.n = 12;
	assert_int_equal(decoded(), TRAWL_EVERSION);
}

static void
test_language_without_end_is_damage(void **state)
{
	(void)state;
	memset(root.language, 'x', sizeof(root.language));
	assert_int_equal(reread(), TRAWL_ECORRUPT);
}

static void
test_ranking_out_of_range_is_damage(void **state)
{
	(void)state;
	root.ranking.k1 = 0;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
	root.ranking.k1 = 1200;
	root.ranking.b = 1001;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
	root.ranking.b = 750;
	root.ranking.title = 0;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
	root.ranking.title = 101;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
}

static void
test_too_many_segments_are_damage(void **state)
{
	(void)state;
	tw_root_encode(&root, &bytes);
	tw_put_le32(bytes.p + 28, TW_SEGMENTS_MAX + 1);
	assert_int_equal(decoded(), TRAWL_ECORRUPT);
}

static void
test_segment_that_stands_twice_is_damage(void **state)
{
	(void)state;
	root.segment[2].segment = root.segment[0].segment;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
	assert_string_equal(err.text, "root: segment 4 stands twice");
}

static void
test_segment_number_not_yet_given_is_damage(void **state)
{
	(void)state;
	root.segment[0].segment = 10;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
	root.segment[0].segment = 0;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
}

static void
test_more_dead_than_articles_is_damage(void **state)
{
	(void)state;
	root.segment[1].dead = root.segment[1].docs + 1;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
}

static void
test_more_live_than_articles_is_damage(void **state)
{
	(void)state;
	root.segment[1].live[TW_FIELD_TITLE].docs = root.segment[1].docs;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
}

static void
test_stream_longer_than_its_numbers_is_damage(void **state)
{
	(void)state;
	root.segment[1].length[TW_STREAM_STORED] = UINT64_MAX;
	assert_int_equal(reread(), TRAWL_ECORRUPT);
}

#define ROOT_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ROOT_TEST(test_root_reads_as_it_was_written),
		ROOT_TEST(test_root_without_segments_is_fine),
		ROOT_TEST(test_root_of_most_segments_fits_into_a_record),
		ROOT_TEST(test_root_of_twenty_small_segments_fits_into_a_page),
		ROOT_TEST(test_empty_streams_take_no_bytes_of_the_root),
		ROOT_TEST(test_stream_that_there_is_not_is_damage),
		ROOT_TEST(test_bytes_behind_the_last_segment_are_damage),
		ROOT_TEST(test_find_gives_the_place_or_the_count),
		ROOT_TEST(test_root_cut_short_is_refused_at_each_length),
		ROOT_TEST(test_other_bytes_are_not_an_index),
		ROOT_TEST(test_newer_format_is_refused_with_its_number),
		ROOT_TEST(test_older_format_is_refused),
		ROOT_TEST(test_newer_format_is_told_whatever_follows),
		ROOT_TEST(test_language_without_end_is_damage),
		ROOT_TEST(test_ranking_out_of_range_is_damage),
		ROOT_TEST(test_too_many_segments_are_damage),
		ROOT_TEST(test_segment_that_stands_twice_is_damage),
		ROOT_TEST(test_segment_number_not_yet_given_is_damage),
		ROOT_TEST(test_more_dead_than_articles_is_damage),
		ROOT_TEST(test_more_live_than_articles_is_damage),
		ROOT_TEST(test_stream_longer_than_its_numbers_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
