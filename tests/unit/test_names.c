/* test_names.c: ids come back without what else is stored. */
/* SPDX-License-Identifier: MIT */
#include "index/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bytes.h"

#include "add_doc.h"
#include "random_list.h"

struct fixture {
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;
};

typedef void make_id_fn(uint32_t doc, struct tw_buf *ret);

static void
setup(struct fixture *fixture, make_id_fn *make_id, uint32_t docs)
{
	struct tw_segment_writer *writer;
	struct tw_buf id = {0};

	memory_store_init(&fixture->store);
	assert_int_equal(tw_segment_writer_new(&fixture->store.sink, 1,
		&writer, NULL), TRAWL_OK);
	for (uint32_t doc = 0; doc < docs; doc++) {
		struct tw_doc fields = {0};

		tw_buf_reset(&id);
		make_id(doc, &id);
		fields.field[TRAWL_ID] = tw_buf_str(&id);
		assert_int_equal(segment_add_doc(writer, &fields,
			(struct tw_lengths){1, 0}, NULL, NULL), TRAWL_OK);
	}
	tw_buf_done(&id);
	assert_int_equal(tw_segment_finish(writer, &fixture->info, NULL),
		TRAWL_OK);
	tw_segment_writer_free(writer);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &fixture->info, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
}

/* Of all lengths that there are, some empty, with much in common or little. */
static void
of_any_size(uint32_t doc, struct tw_buf *ret)
{
	static const uint32_t sizes[] = {7, 500, 0, 14, 15, 16, 29, 30, 31,
		500, 499, 1, 143, 142, 300};

	for (uint32_t i = 0; i < sizes[doc % 15]; i++)
		tw_buf_add_byte(ret, (uint8_t)('a' + (i > doc % 35 ?
			doc % 26 : i % 26)));
}

static void
short_one(uint32_t doc, struct tw_buf *ret)
{
	tw_buf_addf(ret, "%u", doc);
}

static void
assert_has_id(struct fixture *fixture, make_id_fn *make_id, uint32_t doc)
{
	struct tw_buf expected = {0};
	struct tw_str id;

	make_id(doc, &expected);
	assert_int_equal(tw_segment_id(&fixture->segment, doc, &id, NULL),
		TRAWL_OK);
	assert_true(tw_str_equal(id, tw_buf_str(&expected)));
	tw_buf_done(&expected);
}

static void
test_ids_come_back_in_any_order(void **state)
{
	static const uint32_t sizes[] = {1, 31, 32, 33, 64, 1000};
	uint64_t seed = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct fixture fixture;
		uint32_t docs = sizes[i];

		setup(&fixture, of_any_size, docs);
		for (uint32_t doc = 0; doc < docs; doc++)
			assert_has_id(&fixture, of_any_size, doc);
		for (int k = 0; k < 100; k++)
			assert_has_id(&fixture, of_any_size,
				random_below(&seed, docs));
		teardown(&fixture);
	}
}

static void
test_an_id_that_is_not_there_is_damage(void **state)
{
	struct fixture fixture;
	struct tw_str id;
	trawl_error err;

	(void)state;
	setup(&fixture, short_one, 3);
	assert_int_equal(tw_segment_id(&fixture.segment, 3, &id, &err),
		TRAWL_ECORRUPT);
	assert_string_equal(err.text,
		"segment 1: id of article 3: there is none");
	teardown(&fixture);
}

static void
test_an_id_over_the_limit_is_refused(void **state)
{
	char text[TW_ID_MAX + 1] = {0};
	struct tw_names_writer names = {0};
	trawl_error err;

	(void)state;
	assert_int_equal(tw_names_writer_add(&names,
		tw_str(text, sizeof(text)), &err), TRAWL_EINVAL);
	assert_string_equal(err.text, "an id of 501 bytes: at most 500");
	assert_int_equal(tw_names_writer_add(&names, tw_str(text, TW_ID_MAX),
		&err), TRAWL_OK);
	tw_names_writer_done(&names);
}

/* Writes bytes over what the second of three groups begins with. */
static void
check_bad_group(const char *bytes, size_t n)
{
	struct fixture fixture;
	struct tw_str id;
	trawl_error err;

	setup(&fixture, short_one, 80);
	uint8_t *groups = memory_store_find(&fixture.store, 1, TW_STREAM_NAMES,
		0)->payload;
	uint64_t at = tw_le64(memory_store_find(&fixture.store, 1,
		TW_STREAM_NAMES_INDEX, 0)->payload);

	memcpy(groups + at, bytes, n);
	assert_int_equal(tw_segment_id(&fixture.segment, 40, &id, &err),
		TRAWL_ECORRUPT);
	assert_string_equal(err.text,
		"segment 1: id of article 40: cannot be read");
	assert_has_id(&fixture, short_one, 31);
	assert_has_id(&fixture, short_one, 64);
	teardown(&fixture);
}

static void
test_damaged_groups_are_told(void **state)
{
	(void)state;
	check_bad_group("\x01", 1);	/* shares with none before it */
	check_bad_group("\xf0\x7f", 2);	/* goes on in the next group */
	check_bad_group("\xf0\xff\x7f", 3);	/* is longer than any id */
	check_bad_group("\x00\x00", 2);	/* then one id too many */
}

static void
test_impossible_places_are_told(void **state)
{
	static const uint64_t places[] = {0, 1, UINT64_MAX, 100000};

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct fixture fixture;
		struct tw_str id;
		trawl_error err;

		setup(&fixture, short_one, 80);
		tw_put_le64(memory_store_find(&fixture.store, 1,
			TW_STREAM_NAMES_INDEX, 0)->payload + 8, places[i]);
		assert_int_equal(tw_segment_id(&fixture.segment, 64, &id,
			&err), TRAWL_ECORRUPT);
		assert_has_id(&fixture, short_one, 0);
		teardown(&fixture);
	}
}

/* Groups lie in one record each: the rest of a record is zeros. */
static void
test_groups_of_many_records_come_back(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture, of_any_size, 3000);
	assert_true(fixture.info.length[TW_STREAM_NAMES] >
		3 * TW_RECORD_PAYLOAD);
	for (uint32_t doc = 0; doc < 3000; doc++)
		assert_has_id(&fixture, of_any_size, doc);
	teardown(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids_come_back_in_any_order),
		cmocka_unit_test(test_an_id_that_is_not_there_is_damage),
		cmocka_unit_test(test_an_id_over_the_limit_is_refused),
		cmocka_unit_test(test_damaged_groups_are_told),
		cmocka_unit_test(test_impossible_places_are_told),
		cmocka_unit_test(test_groups_of_many_records_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
