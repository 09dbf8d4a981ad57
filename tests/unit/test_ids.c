/* test_ids.c: articles are found by their id. */
/* SPDX-License-Identifier: MIT */
#include "index/ids.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bytes.h"

#include "random_list.h"

/* Articles with the ids "0", "1", ... */
struct fixture {
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;
};

static void
setup(struct fixture *fixture, uint32_t docs)
{
	memory_store_init(&fixture->store);
	random_segment(&fixture->store, NULL, 0, docs, &fixture->info);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &fixture->info, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
}

static void
test_every_id_is_found(void **state)
{
	static const uint32_t sizes[] = {1, 2, 3, 1000, 12000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct fixture fixture;

		setup(&fixture, sizes[i]);
		for (uint32_t doc = 0; doc < sizes[i]; doc++) {
			char id[16];
			uint32_t found;

			(void)snprintf(id, sizeof(id), "%u", doc);
			assert_int_equal(tw_segment_find_id(&fixture.segment,
				tw_str_of(id), &found, NULL), TRAWL_OK);
			assert_int_equal(found, doc);
		}
		teardown(&fixture);
	}
}

static void
test_ids_that_are_not_there_are_not_found(void **state)
{
	static const char *const ids[] = {"", "100", "-1", "00", "x"};
	struct fixture fixture;
	uint32_t found;

	(void)state;
	setup(&fixture, 100);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		assert_int_equal(tw_segment_find_id(&fixture.segment,
			tw_str_of(ids[i]), &found, NULL), TRAWL_END);
	teardown(&fixture);
	setup(&fixture, 0);
	assert_int_equal(tw_segment_find_id(&fixture.segment, TW_STR("0"),
		&found, NULL), TRAWL_END);
	teardown(&fixture);
}

/* As if "0", "1" and "2" had the same hash as "absent". */
static void
test_ids_of_equal_hash_are_told_apart(void **state)
{
	struct fixture fixture;
	uint32_t found;

	(void)state;
	setup(&fixture, 3);
	uint8_t *entries = memory_store_find(&fixture.store, 1, TW_STREAM_IDS,
		0)->payload;

	for (uint32_t i = 0; i < 3; i++) {
		tw_put_le32(entries + (size_t)i * TW_ID_ENTRY,
			tw_id_hash(TW_STR("2")));
		tw_put_le32(entries + (size_t)i * TW_ID_ENTRY + 4, i);
	}
	assert_int_equal(tw_segment_find_id(&fixture.segment, TW_STR("2"),
		&found, NULL), TRAWL_OK);
	assert_int_equal(found, 2);
	for (uint32_t i = 0; i < 3; i++)
		tw_put_le32(entries + (size_t)i * TW_ID_ENTRY,
			tw_id_hash(TW_STR("absent")));
	assert_int_equal(tw_segment_find_id(&fixture.segment,
		TW_STR("absent"), &found, NULL), TRAWL_END);
	teardown(&fixture);
}

static void
test_an_article_that_is_not_there_is_damage(void **state)
{
	struct fixture fixture;
	uint32_t found;
	trawl_error err;

	(void)state;
	setup(&fixture, 1);
	tw_put_le32(memory_store_find(&fixture.store, 1, TW_STREAM_IDS, 0)->
		payload + 4, 1);
	assert_int_equal(tw_segment_find_id(&fixture.segment, TW_STR("0"),
		&found, &err), TRAWL_ECORRUPT);
	assert_string_equal(err.text,
		"segment 1: an id's article is wrong");
	teardown(&fixture);
}

/* Whatever the hashes are: all in one place, or far from it. */
static void
test_a_hash_is_sought_behind_the_one_before(void **state)
{
	static const uint32_t steps[] = {0, 1, 1 << 16, 1 << 21};
	struct fixture fixture;

	(void)state;
	setup(&fixture, 1000);
	uint8_t *entries = memory_store_find(&fixture.store, 1, TW_STREAM_IDS,
		0)->payload;

	for (uint32_t k = 0; k < sizeof(steps) / sizeof(steps[0]); k++) {
		struct tw_id_place place = {0};

		for (uint32_t i = 0; i < 1000; i++)
			tw_put_le32(entries + (size_t)i * TW_ID_ENTRY,
				7 + i / 2 * steps[k]);
		for (uint32_t i = 0; i < 500; i += k + 1) {
			uint32_t hash = 7 + i * steps[k];

			assert_int_equal(tw_ids_seek(&fixture.segment, hash,
				&place, NULL), TRAWL_OK);
			assert_int_equal(place.at, steps[k] > 0 ? 2 * i : 0);
		}
		assert_int_equal(tw_ids_seek(&fixture.segment, UINT32_MAX,
			&place, NULL), TRAWL_OK);
		assert_int_equal(place.at, 1000);
	}
	teardown(&fixture);
}

static void
test_entries_are_sorted_by_hash_then_article(void **state)
{
	struct tw_buf ids = {0};

	(void)state;
	for (uint32_t doc = 0; doc < 3000; doc++) {
		char id[16];

		(void)snprintf(id, sizeof(id), "%u", doc / 3);
		tw_ids_add(&ids, tw_str_of(id), doc);
	}
	assert_int_equal(tw_ids_sort(&ids, NULL), TRAWL_OK);
	for (size_t at = TW_ID_ENTRY; at < ids.n; at += TW_ID_ENTRY) {
		const char *p = ids.p + at;
		uint32_t last = tw_le32(p - TW_ID_ENTRY);

		assert_true(last <= tw_le32(p));
		if (last == tw_le32(p))
			assert_true(tw_le32(p - 4) < tw_le32(p + 4));
	}
	tw_buf_done(&ids);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_id_is_found),
		cmocka_unit_test(test_ids_that_are_not_there_are_not_found),
		cmocka_unit_test(test_ids_of_equal_hash_are_told_apart),
		cmocka_unit_test(test_an_article_that_is_not_there_is_damage),
		cmocka_unit_test(
			test_a_hash_is_sought_behind_the_one_before),
		cmocka_unit_test(
			test_entries_are_sorted_by_hash_then_article),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
