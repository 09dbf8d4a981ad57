/* test_ordinals.c: terms asked for in order have the dictionary's numbers. */
/* SPDX-License-Identifier: MIT */
#include "index/ordinals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "random_list.h"

/* In each field, which makes a dictionary of several pages. */
#define TERMS 20000

struct fixture {
	struct memory_store store;
	struct tw_segment segment;
};

/* Term i; what has another end comes behind it and before the next. */
static struct tw_str
term_of(uint32_t i, const char *end, char room[32])
{
	int n = snprintf(room, 32, "%06u%s", i * 7, end);

	return tw_str(room, (size_t)n);
}

static void
write_field(struct tw_segment_writer *writer, enum tw_index_field field,
	uint32_t count)
{
	uint32_t position = field == TW_FIELD_ALL ? TW_TEXT_POSITION : 0;
	char room[32];

	for (uint32_t i = 0; i < count; i++) {
		assert_int_equal(tw_segment_begin_term(writer, field,
			term_of(i, "", room), NULL), TRAWL_OK);
		assert_int_equal(tw_segment_add_posting(writer, 0, 1,
			field == TW_FIELD_TITLE, &position, NULL), TRAWL_OK);
		assert_int_equal(tw_segment_end_term(writer, NULL), TRAWL_OK);
	}
}

static void
setup(struct fixture *fixture, uint32_t count)
{
	struct tw_segment_writer *writer;
	struct tw_segment_info info;

	memory_store_init(&fixture->store);
	assert_int_equal(tw_segment_writer_new(&fixture->store.sink, 1,
		&writer, NULL), TRAWL_OK);
	random_docs_write(writer, 1);
	write_field(writer, TW_FIELD_ALL, count);
	write_field(writer, TW_FIELD_TITLE, count);
	assert_int_equal(tw_segment_finish(writer, &info, NULL), TRAWL_OK);
	tw_segment_writer_free(writer);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &info, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
}

static void
expect(struct tw_ordinals *ordinals, enum tw_index_field field,
	struct tw_str term, uint32_t expected)
{
	uint32_t found = UINT32_MAX;

	assert_int_equal(tw_ordinals_find(ordinals, field, term, &found,
		NULL), TRAWL_OK);
	assert_int_equal(found, expected);
}

static void
expect_none(struct tw_ordinals *ordinals, enum tw_index_field field,
	struct tw_str term)
{
	uint32_t found;

	assert_int_equal(tw_ordinals_find(ordinals, field, term, &found,
		NULL), TRAWL_END);
}

/* Groups have 16 terms: from each one on to steps over whole pages. */
static void
test_ordinals_are_found_with_any_step(void **state)
{
	static const uint32_t steps[] = { 1, 2, 15, 16, 17, 70, 90, 3001,
		TERMS };
	struct fixture fixture;
	char room[32];

	(void)state;
	setup(&fixture, TERMS);
	for (size_t s = 0; s < sizeof(steps) / sizeof(*steps); s++) {
		struct tw_ordinals ordinals;

		tw_ordinals_init(&ordinals, &fixture.segment);
		for (uint32_t i = 0; i < TERMS; i += steps[s])
			expect(&ordinals, TW_FIELD_ALL, term_of(i, "", room),
				i);
		for (uint32_t i = 0; i < TERMS; i += steps[s])
			expect(&ordinals, TW_FIELD_TITLE,
				term_of(i, "", room), TERMS + i);
	}
	teardown(&fixture);
}

static void
test_ordinals_end_where_there_is_no_term(void **state)
{
	struct tw_ordinals ordinals;
	struct fixture fixture;
	char room[32];

	(void)state;
	setup(&fixture, TERMS);
	tw_ordinals_init(&ordinals, &fixture.segment);
	expect_none(&ordinals, TW_FIELD_ALL, TW_STR("0"));
	for (uint32_t i = 0; i < TERMS; i += 5) {
		expect(&ordinals, TW_FIELD_ALL, term_of(i, "", room), i);
		expect_none(&ordinals, TW_FIELD_ALL, term_of(i, "x", room));
	}
	expect_none(&ordinals, TW_FIELD_ALL, TW_STR("x"));
	expect(&ordinals, TW_FIELD_TITLE, term_of(0, "", room), TERMS);
	expect_none(&ordinals, TW_FIELD_TITLE, TW_STR("x"));
	teardown(&fixture);
}

static void
test_ordinals_end_in_an_empty_dictionary(void **state)
{
	struct tw_ordinals ordinals;
	struct fixture fixture;

	(void)state;
	setup(&fixture, 0);
	tw_ordinals_init(&ordinals, &fixture.segment);
	expect_none(&ordinals, TW_FIELD_ALL, TW_STR("x"));
	expect_none(&ordinals, TW_FIELD_TITLE, TW_STR("x"));
	teardown(&fixture);
}

static void
test_ordinals_end_for_a_term_that_is_too_long(void **state)
{
	struct tw_ordinals ordinals;
	struct fixture fixture;
	char longest[TW_KEY_MAX];

	(void)state;
	memset(longest, '0', sizeof(longest));
	setup(&fixture, 1);
	tw_ordinals_init(&ordinals, &fixture.segment);
	expect_none(&ordinals, TW_FIELD_ALL,
		tw_str(longest, sizeof(longest)));
	teardown(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ordinals_are_found_with_any_step),
		cmocka_unit_test(test_ordinals_end_where_there_is_no_term),
		cmocka_unit_test(test_ordinals_end_in_an_empty_dictionary),
		cmocka_unit_test(
			test_ordinals_end_for_a_term_that_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
