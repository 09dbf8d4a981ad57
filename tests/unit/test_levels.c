/* test_levels.c: what vectors do is what the portable twins do. */
/* SPDX-License-Identifier: MIT */
#include "match/levels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define ROUNDS 200

static void
fill(uint32_t *seed, uint8_t *bytes, size_t n, uint32_t below)
{
	for (size_t i = 0; i < n; i++)
		bytes[i] = (uint8_t)dice(seed, below);
}

static void
test_comparing_is_as_plain(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		uint8_t sums[TW_LEVELS_WINDOW];
		uint64_t bits[TW_LEVELS_WINDOW / 64];
		uint64_t plain[TW_LEVELS_WINDOW / 64];
		uint8_t least = (uint8_t)dice(&seed, 256);

		fill(&seed, sums, sizeof(sums), 1 + dice(&seed, 256));
		uint32_t count = tw_levels_above(sums, least, bits);

		assert_int_equal(count,
			tw_levels_above_plain(sums, least, plain));
		assert_memory_equal(bits, plain, sizeof(bits));
		assert_int_equal(tw_levels_most(sums),
			tw_levels_most_plain(sums));
	}
}

static void
test_narrowing_is_as_plain(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		static uint8_t extra[4096];
		uint8_t articles[4][512];
		uint8_t bounds[4][TW_LEVELS_WINDOW];
		struct tw_levels_list lists[4];
		uint64_t groups[TW_LEVELS_WINDOW / 64];
		uint64_t found[64];
		uint64_t plain[64];

		for (int n = 0; n < 4; n++) {
			fill(&seed, articles[n], sizeof(articles[n]), 256);
			fill(&seed, bounds[n], sizeof(bounds[n]), 100);
			lists[n] = (struct tw_levels_list){articles[n],
				bounds[n]};
		}
		fill(&seed, extra, sizeof(extra), 90);
		fill(&seed, (uint8_t *)groups, sizeof(groups), 256);
		struct tw_levels_window window = {
			.groups = groups,
			.lists = lists,
			.count = dice(&seed, 5),
			.extra = extra,
			.least = (uint8_t)dice(&seed, 256),
		};

		assert_int_equal(tw_levels_narrow(&window, found),
			tw_levels_narrow_plain(&window, plain));
		assert_memory_equal(found, plain, sizeof(found));
	}
}

static void
test_ranks_are_as_plain(void **state)
{
	uint32_t seed = 4;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		uint8_t bits[512];
		uint16_t at[60];
		uint32_t ranks[60];
		uint32_t plain[60];
		uint32_t rank = 0;
		uint32_t next = 0;

		fill(&seed, bits, sizeof(bits), 256);
		for (uint32_t n = 0; n < 60; n++)
			at[n] = (uint16_t)(68 * n +
				dice(&seed, n > 0 ? 60 : 1));
		tw_levels_ranks(bits, at, 60, ranks);
		tw_levels_ranks_plain(bits, at, 60, plain);
		assert_memory_equal(ranks, plain, sizeof(ranks));
		for (uint32_t n = 0; n < 60; n++) {
			for (; next < at[n]; next++)
				rank += bits[next / 8] >> next % 8 & 1;
			assert_int_equal(ranks[n], rank);
		}
	}
}

/* Article 17 is in the first list alone, article 18 in both. */
static void
test_articles_are_bounded_by_the_lists_that_have_them(void **state)
{
	static const uint8_t extra[4096] = {[20] = 60};
	uint8_t one[512] = {[2] = 6};
	uint8_t two[512] = {[2] = 4};
	uint8_t bounds[TW_LEVELS_WINDOW] = {[1] = 50};
	struct tw_levels_list lists[] = {{one, bounds}, {two, bounds}};
	uint64_t groups[TW_LEVELS_WINDOW / 64] = {2};
	uint64_t found[64];

	(void)state;
	assert_true(tw_levels_narrow(&(struct tw_levels_window){groups, lists,
		2, extra, 60}, found));
	assert_true(found[0] == (UINT64_C(1) << 18 | UINT64_C(1) << 20));
	assert_true(found[1] == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comparing_is_as_plain),
		cmocka_unit_test(test_narrowing_is_as_plain),
		cmocka_unit_test(test_ranks_are_as_plain),
		cmocka_unit_test(
			test_articles_are_bounded_by_the_lists_that_have_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
