/* test_and.c: articles that all of several cursors have, none of others. */
/* SPDX-License-Identifier: MIT */
#include "match/group.h"

#include "fake_cursor.h"

/* Two required, one excluded, one scored only; the first is scored too. */
#define CHILDREN 4
enum child { REQUIRED, OTHER, EXCLUDED, SCORED };

static struct fake_set sets[CHILDREN];
static struct fake_set expected;

static void
make_sets(uint32_t *seed, const uint32_t rarity[CHILDREN])
{
	for (int i = 0; i < CHILDREN; i++)
		fake_fill(&sets[i], seed, rarity[i]);
	for (uint32_t doc = 0; doc < FAKE_DOCS; doc++) {
		expected.has[doc] = sets[REQUIRED].has[doc] &&
			sets[OTHER].has[doc] && !sets[EXCLUDED].has[doc];
		expected.score[doc] = sets[REQUIRED].score[doc];
		if (sets[SCORED].has[doc])
			expected.score[doc] += sets[SCORED].score[doc];
	}
}

static struct tw_cursors
list_of(struct tw_arena *arena, struct fake_cursor *a, struct fake_cursor *b)
{
	struct tw_cursors list = {
		tw_arena_zeroed(arena, 2, sizeof(struct tw_cursor *)), 0};

	list.cursor[list.count++] = &a->cursor;
	if (b)
		list.cursor[list.count++] = &b->cursor;
	return list;
}

static struct tw_cursor *
new_and(struct tw_arena *arena, struct fake_cursor fakes[CHILDREN])
{
	struct tw_cursor *cursor = NULL;

	for (int i = 0; i < CHILDREN; i++)
		fake_init(&fakes[i], &sets[i]);
	struct tw_and_parts parts = {
		.required = list_of(arena, &fakes[REQUIRED], &fakes[OTHER]),
		.excluded = list_of(arena, &fakes[EXCLUDED], NULL),
		.scored = list_of(arena, &fakes[REQUIRED], &fakes[SCORED]),
	};

	assert_int_equal(tw_and_cursor(arena, &parts, &cursor, NULL),
		TRAWL_OK);
	return cursor;
}

static void
assert_and(uint32_t seed, const uint32_t rarity[CHILDREN])
{
	struct fake_cursor fakes[CHILDREN];
	struct tw_arena arena = {0};

	make_sets(&seed, rarity);
	assert_walk(new_and(&arena, fakes), &expected);
	assert_leaps(new_and(&arena, fakes), &expected, &seed);
	assert_windows(new_and(&arena, fakes), &expected, &seed);
	tw_arena_done(&arena);
}

static void
test_and_has_what_all_have_and_none_excludes(void **state)
{
	(void)state;
	assert_and(1, (const uint32_t[]){2, 3, 10, 4});
	assert_and(2, (const uint32_t[]){50, 2, 2, 2});
	assert_and(3, (const uint32_t[]){2, 2000, 2, 2});
}

static void
test_and_with_a_child_without_articles_is_at_its_end(void **state)
{
	(void)state;
	assert_and(4, (const uint32_t[]){2, 1u << 31, 3, 2});
}

static void
test_and_without_exceptions_or_others(void **state)
{
	(void)state;
	assert_and(5, (const uint32_t[]){2, 2, 1u << 31, 1u << 31});
	assert_and(6, (const uint32_t[]){1, 1, 1, 1});
}

static void
test_and_costs_as_its_rarest(void **state)
{
	struct fake_cursor fakes[CHILDREN];
	struct tw_arena arena = {0};
	uint32_t seed = 7;

	(void)state;
	make_sets(&seed, (const uint32_t[]){2, 30, 10, 100});
	struct tw_cursor *cursor = new_and(&arena, fakes);

	assert_int_equal(cursor->cost, fakes[OTHER].cursor.cost);
	tw_arena_done(&arena);
}

/* The first article of any child that cannot be read ends the whole. */
static void
test_and_tells_what_a_child_cannot_read(void **state)
{
	(void)state;
	for (int child = 0; child < CHILDREN; child++) {
		struct fake_cursor fakes[CHILDREN];
		struct tw_arena arena = {0};
		uint32_t seed = 8;
		int status = TRAWL_OK;

		make_sets(&seed, (const uint32_t[]){2, 2, 50, 2});
		struct tw_cursor *cursor = new_and(&arena, fakes);

		/* One that every child is asked for. */
		fakes[child].fails_at = first_from(&expected, 9000);
		sets[child].has[fakes[child].fails_at] = false;
		while (status == TRAWL_OK) {
			float score;

			status = tw_cursor_next(cursor, NULL);
			if (status == TRAWL_OK)
				status = tw_cursor_score(cursor, &score, NULL);
		}
		assert_int_equal(status, TRAWL_ECORRUPT);
		tw_arena_done(&arena);
	}
}

static void
test_and_gives_its_children_back_once(void **state)
{
	struct fake_cursor fakes[CHILDREN];
	struct tw_arena arena = {0};
	struct tw_cursor *cursor = new_and(&arena, fakes);

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
		cmocka_unit_test(test_and_has_what_all_have_and_none_excludes),
		cmocka_unit_test(
			test_and_with_a_child_without_articles_is_at_its_end),
		cmocka_unit_test(test_and_without_exceptions_or_others),
		cmocka_unit_test(test_and_costs_as_its_rarest),
		cmocka_unit_test(test_and_tells_what_a_child_cannot_read),
		cmocka_unit_test(test_and_gives_its_children_back_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
