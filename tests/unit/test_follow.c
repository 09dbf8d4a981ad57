/* test_follow.c: where the positions of two terms meet, all compared. */
/* SPDX-License-Identifier: MIT */
#include "match/follow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define MOST 300
#define BEHIND 8		/* that may be read */

/* Positions, and their sums with those of others before and behind. */
struct example {
	uint32_t positions[MOST];
	uint32_t sums[1 + MOST + BEHIND];
	struct tw_run run;
};

static void
fill(struct example *example, uint32_t *seed, uint32_t count, uint32_t gap,
	uint32_t before)
{
	uint32_t position = 0;

	example->sums[0] = before;
	for (uint32_t i = 0; i < count + BEHIND; i++) {
		position += (i > 0) + dice(seed, gap);
		if (i < count)
			example->positions[i] = position;
		example->sums[1 + i] = before + position;
	}
	example->run = (struct tw_run){example->sums + 1, count};
}

static bool
has(const struct example *example, uint32_t position)
{
	for (uint32_t i = 0; i < example->run.count; i++)
		if (example->positions[i] == position)
			return true;
	return false;
}

static void
check(const struct example *a, const struct example *b, uint32_t distance)
{
	uint32_t expected[MOST];
	uint32_t starts[MOST];
	uint32_t all[MOST];
	uint32_t count = 0;

	for (uint32_t i = 0; i < a->run.count; i++)
		if (has(b, a->positions[i] + distance))
			expected[count++] = a->positions[i];
	assert_int_equal(tw_follow_count(a->run, b->run, distance), count);
	assert_int_equal(tw_follow_is(a->run, b->run, distance), count > 0);
	assert_int_equal(tw_follow_find(a->run, b->run, distance, starts),
		count);
	assert_memory_equal(starts, expected, count * sizeof(*starts));
	memcpy(all, a->positions, a->run.count * sizeof(*all));
	assert_int_equal(tw_follow_keep(all, a->run.count, b->run, distance),
		count);
	assert_memory_equal(all, expected, count * sizeof(*all));
}

static void
check_counts(uint32_t a_count, uint32_t b_count, uint32_t gap, uint32_t before)
{
	static struct example a;
	static struct example b;
	uint32_t seed = a_count + 1000 * b_count;

	fill(&a, &seed, a_count, gap, before);
	fill(&b, &seed, b_count, gap, 3 * before);
	for (uint32_t distance = 0; distance < 4; distance++) {
		check(&a, &b, distance);
		check(&b, &a, 0 - distance);
	}
}

static void
test_few_positions(void **state)
{
	(void)state;
	for (uint32_t a = 0; a < 20; a++)
		for (uint32_t b = 0; b < 20; b++)
			check_counts(a, b, 1 + a % 9, 17);
}

static void
test_many_positions(void **state)
{
	(void)state;
	check_counts(1, MOST, 2, 100);
	check_counts(MOST, 1, 5, 100);
	check_counts(40, MOST, 9, 100);
	check_counts(MOST, MOST - 1, 3, 100);
	check_counts(MOST, MOST, 100, 100);
}

static void
test_sums_that_wrap(void **state)
{
	(void)state;
	for (uint32_t before = 0; before < 60; before++)
		check_counts(9, 7, 5, 0 - before);
	check_counts(MOST, MOST, 7, 0 - UINT32_C(600));
}

/* What stands behind a run is of the next article. */
static void
test_positions_of_the_next_article_do_not_count(void **state)
{
	const uint32_t a[1 + 1 + BEHIND] = {0, 5, 20, 30, 40};
	const uint32_t b[1 + 1 + BEHIND] = {0, 9, 6, 21, 41};

	(void)state;
	for (uint32_t count = 1; count <= 2; count++) {
		struct tw_run first = {a + 1, 1};
		struct tw_run second = {b + 1, count};

		assert_int_equal(tw_follow_count(first, second, 1), count - 1);
		assert_int_equal(tw_follow_is(first, second, 1), count - 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_few_positions),
		cmocka_unit_test(test_many_positions),
		cmocka_unit_test(test_sums_that_wrap),
		cmocka_unit_test(
			test_positions_of_the_next_article_do_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
