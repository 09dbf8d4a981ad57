/* test_map.c: a hash map from byte strings to 32-bit numbers. */
/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../fault/alloc_fault.h"

#define MANY 5000

static struct tw_str
numbered_key(char text[16], uint32_t i)
{
	int n = snprintf(text, 16, "key%u", (unsigned)i);

	return tw_str(text, (size_t)n);
}

static void
insert_many(struct tw_map *map, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		char text[16];
		bool is_new = false;

		assert_true(tw_map_insert(map, numbered_key(text, i), i, NULL,
			NULL, &is_new));
		assert_true(is_new);
	}
}

static void
assert_holds(const struct tw_map *map, struct tw_str key, uint32_t value)
{
	const uint32_t *found = tw_map_find(map, key);

	assert_non_null(found);
	assert_int_equal(*found, value);
}

static void
assert_holds_many(const struct tw_map *map, uint32_t n)
{
	char text[16];

	assert_int_equal(map->count, n);
	for (uint32_t i = 0; i < n; i++)
		assert_holds(map, numbered_key(text, i), i);
	assert_null(tw_map_find(map, numbered_key(text, n)));
}

static void
test_nothing_is_found_in_a_zeroed_map(void **state)
{
	struct tw_map map = {0};

	(void)state;
	assert_null(tw_map_find(&map, TW_STR("x")));
	tw_map_done(&map);
}

static void
test_keys_are_found_after_growing(void **state)
{
	struct tw_map map = {0};

	(void)state;
	insert_many(&map, MANY);
	assert_holds_many(&map, MANY);
	tw_map_done(&map);
}

static void
test_insert_of_a_known_key_keeps_its_value(void **state)
{
	struct tw_map map = {0};
	uint32_t *value = NULL;
	bool is_new = true;

	(void)state;
	assert_true(tw_map_insert(&map, TW_STR("a"), 1, NULL, NULL, NULL));
	assert_true(tw_map_insert(&map, TW_STR("a"), 2, &value, NULL,
		&is_new));
	assert_false(is_new);
	assert_int_equal(*value, 1);
	assert_int_equal(map.count, 1);
	tw_map_done(&map);
}

static void
test_value_may_be_changed_in_place(void **state)
{
	struct tw_map map = {0};
	uint32_t *value = NULL;

	(void)state;
	assert_true(tw_map_insert(&map, TW_STR("a"), 1, &value, NULL, NULL));
	*value = 5;
	assert_holds(&map, TW_STR("a"), 5);
	*tw_map_find(&map, TW_STR("a")) = 6;
	assert_holds(&map, TW_STR("a"), 6);
	tw_map_done(&map);
}

static void
test_key_is_copied(void **state)
{
	struct tw_map map = {0};
	struct tw_str copy = {0};
	char text[] = "abc";

	(void)state;
	assert_true(tw_map_insert(&map, tw_str(text, 3), 1, NULL, &copy,
		NULL));
	text[0] = 'x';
	assert_true(tw_str_equal(copy, TW_STR("abc")));
	assert_holds(&map, TW_STR("abc"), 1);
	assert_null(tw_map_find(&map, TW_STR("xbc")));
	tw_map_done(&map);
}

static void
test_copied_key_outlives_growing(void **state)
{
	struct tw_map map = {0};
	struct tw_str copy = {0};

	(void)state;
	assert_true(tw_map_insert(&map, TW_STR("abc"), 1, NULL, &copy, NULL));
	insert_many(&map, MANY);
	assert_true(tw_str_equal(copy, TW_STR("abc")));
	tw_map_done(&map);
}

static void
test_any_bytes_are_a_key(void **state)
{
	const struct tw_str keys[] = {
		tw_str(NULL, 0), TW_STR("\0"), TW_STR("\0\0"), TW_STR("a\0b"),
		TW_STR("a\0c"), TW_STR("\xff"),
	};
	const uint32_t n = sizeof(keys) / sizeof(keys[0]);
	struct tw_map map = {0};

	(void)state;
	for (uint32_t i = 0; i < n; i++)
		assert_true(tw_map_insert(&map, keys[i], i, NULL, NULL, NULL));
	for (uint32_t i = 0; i < n; i++)
		assert_holds(&map, keys[i], i);
	assert_int_equal(map.count, n);
	tw_map_done(&map);
}

static void
test_a_map_is_done_and_used_again(void **state)
{
	struct tw_map map = {0};

	(void)state;
	insert_many(&map, MANY);
	tw_map_done(&map);
	assert_int_equal(map.count, 0);
	assert_null(tw_map_find(&map, TW_STR("key1")));
	insert_many(&map, 10);
	assert_holds_many(&map, 10);
	tw_map_done(&map);
}

static void
test_bytes_are_those_of_slots_and_keys(void **state)
{
	struct tw_map map = {0};

	(void)state;
	assert_int_equal(tw_map_bytes(&map), 0);
	insert_many(&map, MANY);
	assert_true(tw_map_bytes(&map) > map.keys.total + MANY * 8);
	tw_map_done(&map);
	assert_int_equal(tw_map_bytes(&map), 0);
}

static void
test_keys_over_the_arenas_maximum_are_refused(void **state)
{
	struct tw_map map = {.keys = {.maximum = 10000}};
	char text[16];
	uint32_t n = 0;

	(void)state;
	while (tw_map_insert(&map, numbered_key(text, n), n, NULL, NULL, NULL))
		n++;
	assert_in_range(n, 100, 10000);
	assert_holds_many(&map, n);
	tw_map_done(&map);
}

static void
test_done_gives_the_keys_room_back(void **state)
{
	struct tw_map map = {.keys = {.maximum = 100000}};

	(void)state;
	for (int round = 0; round < 10; round++) {
		insert_many(&map, 1000);
		tw_map_done(&map);
	}
}

/* The length is not one that the text has: it must not be read. */
static void
test_key_of_4_gib_is_refused(void **state)
{
	struct tw_map map = {0};

	(void)state;
#if SIZE_MAX > UINT32_MAX
	assert_false(tw_map_insert(&map, tw_str("", (size_t)UINT32_MAX + 1),
		1, NULL, NULL, NULL));
#else
	skip();
#endif
	tw_map_done(&map);
}

static void
test_map_is_whole_after_each_failed_allocation(void **state)
{
	bool failed = true;

	(void)state;
	for (uint64_t nth = 1; failed; nth++) {
		struct tw_map map = {0};
		char text[16];
		uint32_t n = 0;

		alloc_fault_at(nth);
		while (n < 200 && tw_map_insert(&map, numbered_key(text, n), n,
				NULL, NULL, NULL))
			n++;
		failed = alloc_fault_off();
		assert_int_equal(n < 200, failed);
		assert_holds_many(&map, n);
		tw_map_done(&map);
		assert_int_equal(alloc_fault_live(), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_found_in_a_zeroed_map),
		cmocka_unit_test(test_keys_are_found_after_growing),
		cmocka_unit_test(test_insert_of_a_known_key_keeps_its_value),
		cmocka_unit_test(test_value_may_be_changed_in_place),
		cmocka_unit_test(test_key_is_copied),
		cmocka_unit_test(test_copied_key_outlives_growing),
		cmocka_unit_test(test_any_bytes_are_a_key),
		cmocka_unit_test(test_a_map_is_done_and_used_again),
		cmocka_unit_test(test_bytes_are_those_of_slots_and_keys),
		cmocka_unit_test(test_keys_over_the_arenas_maximum_are_refused),
		cmocka_unit_test(test_done_gives_the_keys_room_back),
		cmocka_unit_test(test_key_of_4_gib_is_refused),
		cmocka_unit_test(
			test_map_is_whole_after_each_failed_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
