/* test_levels.c: which groups and articles may reach a score, in every tier. */
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
assert_compares(const struct tw_levels_kernels *kernels,
	const uint8_t sums[TW_LEVELS_WINDOW], uint8_t least)
{
	uint64_t bits[TW_LEVELS_WINDOW / 64];
	uint32_t count = 0;
	uint8_t most = 0;

	uint32_t above = kernels->above(sums, least, bits);

	for (uint32_t i = 0; i < TW_LEVELS_WINDOW; i++) {
		assert_int_equal(bits[i / 64] >> i % 64 & 1, sums[i] >= least);
		count += sums[i] >= least;
		most = sums[i] > most ? sums[i] : most;
	}
	assert_int_equal(above, count);
	assert_int_equal(kernels->most(sums), most);
}

static void
test_each_tier_compares_sums(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		uint8_t sums[TW_LEVELS_WINDOW];
		uint8_t least = (uint8_t)dice(&seed, 256);

		fill(&seed, sums, sizeof(sums), 1 + dice(&seed, 256));
		for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
			assert_compares(tw_levels_tiers[tier], sums, least);
	}
}

/* By what the header says, article by article; 0 if it may not. */
static uint8_t
may_reach(const struct tw_levels_window *window, uint32_t article)
{
	uint32_t group = article / TW_LEVELS_GROUP;
	unsigned sum = window->extra[article];

	for (uint32_t n = 0; n < window->count; n++)
		if (window->lists[n].bits[article / 8] >> article % 8 & 1)
			sum += window->lists[n].bounds[group];
	sum = sum < UINT8_MAX ? sum : UINT8_MAX;
	return (window->groups[group / 64] >> group % 64 & 1) != 0 &&
		sum >= window->least ? (uint8_t)sum : 0;
}

static void
assert_narrows(const struct tw_levels_window *window)
{
	static struct tw_levels_found found;

	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++) {
		uint32_t count = tw_levels_tiers[tier]->narrow(window, &found);
		uint32_t n = 0;

		for (uint32_t i = 0; i < 4096; i++) {
			uint8_t sum = may_reach(window, i);

			if (sum == 0)
				continue;
			assert_true(n < count);
			assert_int_equal(found.at[n], i);
			assert_int_equal(found.sums[n++], sum);
		}
		assert_int_equal(count, n);
	}
}

static void
test_each_tier_narrows_groups_to_articles(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		static uint8_t extra[4096];
		uint8_t articles[4][512];
		uint8_t bounds[4][TW_LEVELS_WINDOW + TW_LEVELS_SLACK];
		struct tw_levels_list lists[4];
		uint64_t groups[TW_LEVELS_WINDOW / 64];

		for (int n = 0; n < 4; n++) {
			fill(&seed, articles[n], sizeof(articles[n]), 256);
			fill(&seed, bounds[n], sizeof(bounds[n]), 100);
			lists[n] = (struct tw_levels_list){articles[n],
				bounds[n]};
		}
		fill(&seed, extra, sizeof(extra), 90);
		fill(&seed, (uint8_t *)groups, sizeof(groups), 256);
		if (i % 8 == 0)
			memset(groups, 0, sizeof(groups));
		assert_narrows(&(struct tw_levels_window){
			.groups = groups,
			.lists = lists,
			.count = dice(&seed, 5),
			.extra = extra,
			.least = (uint8_t)(1 + dice(&seed, 255)),
		});
	}
}

static void
assert_ranks(const uint8_t *bits, const uint16_t at[60])
{
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++) {
		uint32_t ranks[60];
		uint32_t rank = 0;
		uint32_t next = 0;

		tw_levels_tiers[tier]->ranks(bits, at, 60, ranks);
		for (uint32_t n = 0; n < 60; n++) {
			for (; next < at[n]; next++)
				rank += bits[next / 8] >> next % 8 & 1;
			assert_int_equal(ranks[n], rank);
		}
	}
}

static void
test_each_tier_counts_the_bits_before(void **state)
{
	uint32_t seed = 4;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		uint8_t bits[512];
		uint16_t at[60];

		fill(&seed, bits, sizeof(bits), 256);
		for (uint32_t n = 0; n < 60; n++)
			at[n] = (uint16_t)(68 * n +
				dice(&seed, n > 0 ? 60 : 1));
		assert_ranks(bits, at);
	}
}

/* Article 17 is in the first list alone, article 18 in both. */
static void
test_articles_are_bounded_by_the_lists_that_have_them(void **state)
{
	static const uint8_t extra[4096] = {[20] = 60};
	uint8_t one[512] = {[2] = 6};
	uint8_t two[512] = {[2] = 4};
	uint8_t bounds[TW_LEVELS_WINDOW + TW_LEVELS_SLACK] = {[1] = 50};
	struct tw_levels_list lists[] = {{one, bounds}, {two, bounds}};
	uint64_t groups[TW_LEVELS_WINDOW / 64] = {2};
	static struct tw_levels_found found;

	(void)state;
	assert_int_equal(tw_levels_narrow(&(struct tw_levels_window){groups,
		lists, 2, extra, 60}, &found), 2);
	assert_int_equal(found.at[0], 18);
	assert_int_equal(found.sums[0], 100);
	assert_int_equal(found.at[1], 20);
	assert_int_equal(found.sums[1], 60);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_tier_compares_sums),
		cmocka_unit_test(test_each_tier_narrows_groups_to_articles),
		cmocka_unit_test(test_each_tier_counts_the_bits_before),
		cmocka_unit_test(
			test_articles_are_bounded_by_the_lists_that_have_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
