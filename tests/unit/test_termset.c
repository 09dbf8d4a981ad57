/* test_termset.c: terms get numbers, and an order. */
/* SPDX-License-Identifier: MIT */
#include "index/termset.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "index_help.h"

static struct tw_termset set;

static int
teardown(void **state)
{
	(void)state;
	tw_termset_done(&set);
	return 0;
}

static uint32_t
add(const char *term)
{
	return tw_termset_add(&set, tw_str_of(term));
}

static void
test_terms_are_numbered_as_they_come(void **state)
{
	(void)state;
	assert_int_equal(add("water"), 0);
	assert_int_equal(add("bridge"), 1);
	assert_int_equal(add("water"), 0);
	assert_int_equal(add("wate"), 2);
	assert_int_equal(set.count, 3);
}

static void
test_terms_of_each_length_keep_their_bytes(void **state)
{
	char term[256];

	(void)state;
	memset(term, 'a', sizeof(term));
	for (uint32_t n = 1; n < 256; n++)
		assert_int_equal(tw_termset_add(&set, tw_str(term, n)), n - 1);
	for (uint32_t n = 1; n < 256; n++)
		assert_int_equal(tw_termset_add(&set, tw_str(term, n)), n - 1);
	struct tw_keyed *sorted = tw_termset_sorted(&set);

	assert_non_null(sorted);
	for (uint32_t n = 1; n < 256; n++)
		assert_int_equal(tw_termset_text(&set, &sorted[n - 1]).n, n);
	tw_free(sorted);
}

static void
expect_many(uint32_t count)
{
	char term[64];

	for (uint32_t i = 0; i < count; i++) {
		snprintf(term, sizeof(term), "%s%x", i % 3 == 0 ?
			"quite-a-long-beginning-" : "t", i * 2654435761u);
		assert_int_equal(add(term), i);
	}
}

static void
test_terms_are_found_again_after_growing(void **state)
{
	(void)state;
	expect_many(20000);
	expect_many(20000);
	assert_int_equal(set.count, 20000);
}

static void
test_sorted_terms_stand_in_the_order_of_bytes(void **state)
{
	(void)state;
	expect_many(5000);
	add("t");
	add("\xc3\xa9");
	add("quite-a");
	struct tw_keyed *sorted = tw_termset_sorted(&set);
	uint64_t seen = 0;

	assert_non_null(sorted);
	for (uint32_t i = 0; i < set.count; i++) {
		seen += sorted[i].a;
		if (i > 0)
			assert_true(tw_str_compare(
				tw_termset_text(&set, &sorted[i - 1]),
				tw_termset_text(&set, &sorted[i])) < 0);
	}
	assert_int_equal(seen, (uint64_t)set.count * (set.count - 1) / 2);
	tw_free(sorted);
}

static void
test_nothing_sorts_to_nothing(void **state)
{
	struct tw_keyed *sorted = tw_termset_sorted(&set);

	(void)state;
	assert_non_null(sorted);
	tw_free(sorted);
}

static void
test_growth_tells_what_the_next_term_takes(void **state)
{
	size_t told = 0;

	(void)state;
	for (uint32_t i = 0; i < 4000; i++) {
		char term[16];
		size_t before = tw_termset_bytes(&set);

		told = tw_termset_growth(&set);
		snprintf(term, sizeof(term), "%u", i);
		add(term);
		if (told == 0 && before > 0)
			assert_int_equal(tw_termset_bytes(&set), before);
		if (told > 0)
			assert_int_equal(tw_termset_bytes(&set), told);
	}
}

#define SET_TEST(name) cmocka_unit_test_teardown(name, teardown)

static void
test_reserve_has_room_and_keeps_what_is_there(void **state)
{
	(void)state;
	assert_int_equal(add("water"), 0);
	assert_true(tw_termset_reserve(&set, 1000));
	uint32_t room = set.room;

	assert_true(room >= 1000);
	assert_int_equal(add("water"), 0);
	assert_true(tw_termset_reserve(&set, 10));
	assert_int_equal(set.room, room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SET_TEST(test_terms_are_numbered_as_they_come),
		SET_TEST(test_terms_of_each_length_keep_their_bytes),
		SET_TEST(test_terms_are_found_again_after_growing),
		SET_TEST(test_sorted_terms_stand_in_the_order_of_bytes),
		SET_TEST(test_nothing_sorts_to_nothing),
		SET_TEST(test_growth_tells_what_the_next_term_takes),
		SET_TEST(test_reserve_has_room_and_keeps_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
