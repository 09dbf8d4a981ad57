/* test_or.c: articles that at least one of several cursors has. */
/* SPDX-License-Identifier: MIT */
#include "match/group.h"

#include "fake_cursor.h"

#define CHILDREN 4

static struct fake_set sets[CHILDREN];
static struct fake_set expected;

static void
make_sets(uint32_t *seed, const uint32_t rarity[CHILDREN])
{
	for (int i = 0; i < CHILDREN; i++)
		fake_fill(&sets[i], seed, rarity[i]);
	for (uint32_t doc = 0; doc < FAKE_DOCS; doc++) {
		float sum = 0;

		expected.has[doc] = false;
		for (int i = 0; i < CHILDREN; i++) {
			if (!sets[i].has[doc])
				continue;
			expected.has[doc] = true;
			sum += sets[i].score[doc];
		}
		expected.score[doc] = sum;
	}
}

/* A new cursor over new children, in the arena. */
static struct tw_cursor *
new_or(struct tw_arena *arena, struct fake_cursor fakes[CHILDREN])
{
	struct tw_cursors children = {
		tw_arena_zeroed(arena, CHILDREN, sizeof(struct tw_cursor *)),
		CHILDREN,
	};
	struct tw_cursor *cursor = NULL;

	for (int i = 0; i < CHILDREN; i++) {
		fake_init(&fakes[i], &sets[i]);
		children.cursor[i] = &fakes[i].cursor;
	}
	assert_int_equal(tw_or_cursor(arena, children, &cursor, NULL),
		TRAWL_OK);
	return cursor;
}

static void
assert_or(uint32_t seed, const uint32_t rarity[CHILDREN])
{
	struct fake_cursor fakes[CHILDREN];
	struct tw_arena arena = {0};

	make_sets(&seed, rarity);
	assert_walk(new_or(&arena, fakes), &expected);
	assert_leaps(new_or(&arena, fakes), &expected, &seed);
	assert_windows(new_or(&arena, fakes), &expected, &seed);
	tw_arena_done(&arena);
}

static void
test_or_has_what_any_child_has(void **state)
{
	(void)state;
	assert_or(1, (const uint32_t[]){2, 3, 10, 100});
	assert_or(2, (const uint32_t[]){100, 5000, 300, 7});
}

static void
test_or_leaps_over_empty_windows(void **state)
{
	(void)state;
	assert_or(3, (const uint32_t[]){7000, 9000, 20000, 50000});
	assert_or(4, (const uint32_t[]){1u << 31, 1u << 31, 9000, 1u << 31});
}

static void
test_or_of_nothing_is_at_its_end(void **state)
{
	(void)state;
	assert_or(5, (const uint32_t[]){
		1u << 31, 1u << 31, 1u << 31, 1u << 31});
}

static void
test_or_costs_as_its_children(void **state)
{
	struct fake_cursor fakes[CHILDREN];
	struct tw_arena arena = {0};
	uint32_t seed = 6;
	uint32_t cost = 0;

	(void)state;
	make_sets(&seed, (const uint32_t[]){2, 3, 10, 100});
	struct tw_cursor *cursor = new_or(&arena, fakes);

	for (int i = 0; i < CHILDREN; i++)
		cost += fakes[i].cursor.cost;
	assert_int_equal(cursor->cost, cost);
	tw_arena_done(&arena);
}

static void
test_or_tells_what_a_child_cannot_read(void **state)
{
	struct fake_cursor fakes[CHILDREN];
	struct tw_arena arena = {0};
	trawl_error err = {0};
	uint32_t seed = 7;
	int status = TRAWL_OK;

	(void)state;
	make_sets(&seed, (const uint32_t[]){200, 300, 100, 500});
	struct tw_cursor *cursor = new_or(&arena, fakes);

	fakes[2].fails_at = 9000;
	while (status == TRAWL_OK) {
		status = tw_cursor_next(cursor, &err);
		assert_true(status != TRAWL_OK || cursor->doc <= 9000);
	}
	assert_int_equal(status, TRAWL_ECORRUPT);
	assert_string_equal(err.text, "article 9000");
	assert_int_equal(cursor->doc, TW_NO_DOC);
	tw_arena_done(&arena);
}

static void
test_or_gives_its_children_back(void **state)
{
	struct fake_cursor fakes[CHILDREN];
	struct tw_arena arena = {0};
	struct tw_cursor *cursor = new_or(&arena, fakes);

	(void)state;
	tw_cursor_done(cursor);
	for (int i = 0; i < CHILDREN; i++)
		assert_true(fakes[i].is_done);
	tw_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_or_has_what_any_child_has),
		cmocka_unit_test(test_or_leaps_over_empty_windows),
		cmocka_unit_test(test_or_of_nothing_is_at_its_end),
		cmocka_unit_test(test_or_costs_as_its_children),
		cmocka_unit_test(test_or_tells_what_a_child_cannot_read),
		cmocka_unit_test(test_or_gives_its_children_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
