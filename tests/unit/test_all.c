/* test_all.c: the cursors that have every article, and none. */
/* SPDX-License-Identifier: MIT */
#include "match/term.h"

#include "fake_cursor.h"

static struct fake_set set;

static struct tw_cursor *
new_all(struct tw_arena *arena, uint32_t docs)
{
	struct tw_segment segment = {.info.docs = docs};

	return tw_all_cursor(arena, &segment);
}

static void
test_all_has_every_article_at_no_score(void **state)
{
	struct tw_arena arena = {0};
	uint32_t seed = 1;

	(void)state;
	for (uint32_t doc = 0; doc < FAKE_DOCS; doc++)
		set.has[doc] = doc < 5000;
	assert_walk(new_all(&arena, 5000), &set);
	assert_leaps(new_all(&arena, 5000), &set, &seed);
	assert_windows(new_all(&arena, 5000), &set, &seed);
	assert_int_equal(new_all(&arena, 5000)->cost, 5000);
	tw_arena_done(&arena);
}

static void
test_none_has_no_article(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	memset(set.has, 0, sizeof(set.has));
	assert_walk(tw_none_cursor(&arena), &set);
	assert_int_equal(tw_none_cursor(&arena)->cost, 0);
	tw_arena_done(&arena);
}

static void
test_no_memory_is_null(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	tw_arena_init(&arena, 1);
	assert_null(tw_none_cursor(&arena));
	assert_null(new_all(&arena, 1));
	tw_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_has_every_article_at_no_score),
		cmocka_unit_test(test_none_has_no_article),
		cmocka_unit_test(test_no_memory_is_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
