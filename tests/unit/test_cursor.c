/* test_cursor.c: what cursors of any kind share. */
/* SPDX-License-Identifier: MIT */
#include "match/cursor.h"

#include "fake_cursor.h"

static struct fake_set set;

/* The fake itself has to do what any cursor must. */
static void
test_windows_are_those_of_single_steps(void **state)
{
	struct fake_cursor fake;
	uint32_t seed = 1;

	(void)state;
	fake_fill(&set, &seed, 5);
	fake_init(&fake, &set);
	assert_walk(&fake.cursor, &set);
	fake_init(&fake, &set);
	assert_windows(&fake.cursor, &set, &seed);
}

static void
test_window_tells_what_cannot_be_read(void **state)
{
	static struct tw_window window;
	struct fake_cursor fake;
	uint32_t seed = 2;

	(void)state;
	fake_fill(&set, &seed, 5);
	fake_init(&fake, &set);
	fake.fails_at = 5000;
	assert_int_equal(tw_window_by_score(&fake.cursor, 0, &window, NULL),
		TRAWL_OK);
	assert_int_equal(tw_window_by_score(&fake.cursor, TW_WINDOW, &window,
		NULL), TRAWL_ECORRUPT);
}

static void
test_memory_is_aligned_to_cache_lines(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	for (size_t size = 1; size < 200; size += 13) {
		char *p = tw_cursor_alloc(&arena, size);

		assert_int_equal((uintptr_t)p % 64, 0);
		memset(p, 0, size);
	}
	tw_arena_done(&arena);
}

static void
test_no_memory_is_null(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	tw_arena_init(&arena, 100);
	assert_null(tw_cursor_alloc(&arena, 100));
	tw_arena_done(&arena);
}

static void
test_end_is_no_article(void **state)
{
	struct tw_cursor cursor = {.doc = 7};

	(void)state;
	assert_int_equal(tw_cursor_end(&cursor, TRAWL_ECORRUPT),
		TRAWL_ECORRUPT);
	assert_int_equal(cursor.doc, TW_NO_DOC);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_windows_are_those_of_single_steps),
		cmocka_unit_test(test_window_tells_what_cannot_be_read),
		cmocka_unit_test(test_memory_is_aligned_to_cache_lines),
		cmocka_unit_test(test_no_memory_is_null),
		cmocka_unit_test(test_end_is_no_article),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
