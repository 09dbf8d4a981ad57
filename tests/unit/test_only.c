/* test_only.c: the articles that filters let through, as bits. */
/* SPDX-License-Identifier: MIT */
#include "match/only.h"

#include "fake_cursor.h"

#define SETS 4

static struct fake_set sets[SETS];
static struct fake_cursor fakes[SETS];
static struct tw_cursor *cursors[SETS];
static struct tw_segment segment = {.info.docs = FAKE_DOCS};

static void
fill(void)
{
	uint32_t seed = 3;

	for (uint32_t i = 0; i < SETS; i++) {
		fake_fill(&sets[i], &seed, 2 + i);
		fake_init(&fakes[i], &sets[i]);
		cursors[i] = &fakes[i].cursor;
	}
}

static bool
has(const uint64_t *bits, uint32_t doc)
{
	return bits[doc / 64] >> doc % 64 & 1;
}

static void
test_filters_let_through_what_all_have_and_none_excludes(void **state)
{
	struct tw_arena arena = {0};
	const uint64_t *first = NULL;
	const uint64_t *both = NULL;

	(void)state;
	fill();
	assert_int_equal(tw_only_make(&arena, &segment, NULL,
		(struct tw_cursors){cursors, 2},
		(struct tw_cursors){cursors + 2, 1}, &first, NULL), TRAWL_OK);
	assert_int_equal(tw_only_make(&arena, &segment, first,
		(struct tw_cursors){cursors + 3, 1},
		(struct tw_cursors){cursors, 0}, &both, NULL), TRAWL_OK);
	for (uint32_t doc = 0; doc < FAKE_DOCS; doc++) {
		bool expected = sets[0].has[doc] && sets[1].has[doc] &&
			!sets[2].has[doc];

		assert_int_equal(has(first, doc), expected);
		assert_int_equal(has(both, doc), expected &&
			sets[3].has[doc]);
	}
	tw_arena_done(&arena);
}

static void
test_what_cannot_be_read_is_told(void **state)
{
	struct tw_arena arena = {0};
	const uint64_t *bits = NULL;

	(void)state;
	fill();
	fakes[1].fails_at = 500;
	assert_int_equal(tw_only_make(&arena, &segment, NULL,
		(struct tw_cursors){cursors, 1},
		(struct tw_cursors){cursors + 1, 1}, &bits, NULL),
		TRAWL_ECORRUPT);
	assert_null(bits);
	tw_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		test_filters_let_through_what_all_have_and_none_excludes),
		cmocka_unit_test(test_what_cannot_be_read_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
