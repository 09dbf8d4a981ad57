/* test_bounds.c: no posting scores more than the bound of its group. */
/* SPDX-License-Identifier: MIT */
#include "index/bounds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dice.h"
#include "index/length.h"
#include "index/postings.h"
#include "random_list.h"

/* A segment of one list, read. */
struct fixture {
	struct memory_store store;
	struct tw_segment segment;
	struct random_list *list;
	struct tw_term term;
	struct tw_bounds bounds;
};

static void
setup(struct fixture *fixture, const struct random_shape *shape)
{
	struct tw_segment_info info;
	uint64_t seed = shape->docs;

	memory_store_init(&fixture->store);
	fixture->list = random_list_new(&seed, TW_FIELD_ALL, shape);
	random_segment(&fixture->store, &fixture->list, 1, shape->docs, &info);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &info, NULL), TRAWL_OK);
	assert_int_equal(tw_segment_find(&fixture->segment, TW_FIELD_ALL,
		TW_STR("term0000"), &fixture->term, NULL), TRAWL_OK);
	assert_true(fixture->term.has_bounds);
	assert_int_equal(tw_bounds_open(&fixture->bounds, &fixture->segment,
		&fixture->term, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
	random_list_free(fixture->list);
}

/* One for each size of groups. */
static const struct random_shape shapes[] = {
	{.docs = 4096, .df = 400, .text_freq = 30, .gap = 2},
	{.docs = 9001, .df = 9000, .text_freq = 2, .gap = 2},
	{.docs = 8200, .df = 300, .text_freq = 300, .title_freq = 2,
		.gap = 2},
	{.docs = 9001, .df = 150, .text_freq = 1, .gap = 2},
};
#define SHAPES (sizeof(shapes) / sizeof(shapes[0]))

static uint8_t
length_of(struct fixture *fixture, uint32_t i)
{
	uint8_t length;

	assert_int_equal(tw_segment_length_byte(&fixture->segment,
		TW_FIELD_ALL, fixture->list->docs[i], &length, NULL),
		TRAWL_OK);
	return length;
}

static double
score(uint32_t freq, uint8_t length, double average)
{
	double f = freq;

	return f / (f + 1.2 * (0.25 + 0.75 * tw_length_decode(length) /
		average));
}

static void
test_bounds_hold_whatever_the_average_becomes(void **state)
{
	static const double changes[] = {0.1, 0.5, 1, 1.01, 2, 100};

	(void)state;
	for (size_t n = 0; n < SHAPES; n++) {
		struct fixture fixture;

		setup(&fixture, &shapes[n]);
		for (size_t c = 0; c < sizeof(changes) / sizeof(*changes);
			c++) {
			double average = fixture.bounds.average > 0
				? fixture.bounds.average / 256.0 : 1;
			float most[TW_BOUNDS_LEVELS];

			average *= changes[c];
			tw_bounds_most(&fixture.bounds, average, most);
			for (uint32_t i = 0; i < fixture.list->df; i++)
				assert_true(score(fixture.list->freqs[i],
					length_of(&fixture, i), average) <=
					(double)most[tw_bounds_level(
						&fixture.bounds,
						fixture.list->docs[i])] *
						(1 + 0x1p-20));
		}
		teardown(&fixture);
	}
}

static void
test_postings_are_near_their_bound(void **state)
{
	struct fixture fixture;
	struct tw_bounds_norms norms;
	uint32_t near = 0;

	(void)state;
	setup(&fixture, &shapes[2]);
	tw_bounds_norms(&norms, &tw_ranking_usual, fixture.bounds.average);
	for (uint32_t i = 0; i < fixture.list->df; i++) {
		uint16_t impact = tw_bounds_impact(&norms,
			fixture.list->freqs[i], length_of(&fixture, i));

		assert_true(tw_bounds_hold(&fixture.bounds, &norms,
			fixture.list->docs[i], fixture.list->freqs[i],
			length_of(&fixture, i)));
		near += impact + 1.0 * fixture.bounds.step >=
			fixture.bounds.lowest + (tw_bounds_level(
				&fixture.bounds, fixture.list->docs[i]) - 1.0)
				* fixture.bounds.step;
	}
	assert_in_range(near, 100, fixture.list->df);
	teardown(&fixture);
}

static void
test_groups_without_postings_have_level_0(void **state)
{
	(void)state;
	for (size_t n = 0; n < SHAPES; n++) {
		struct fixture fixture;
		uint32_t i = 0;

		setup(&fixture, &shapes[n]);
		uint32_t articles = 16u << fixture.bounds.shift;

		for (uint32_t doc = 0; doc < shapes[n].docs; doc += articles) {
			bool is_there = false;

			for (; i < fixture.list->df &&
				fixture.list->docs[i] < doc + articles; i++)
				is_there = true;
			assert_int_equal(tw_bounds_level(&fixture.bounds,
				doc) > 0, is_there);
		}
		teardown(&fixture);
	}
}

static void
test_small_segments_and_short_lists_have_none(void **state)
{
	(void)state;
	assert_false(tw_bounds_are_due(250, 255));
	assert_false(tw_bounds_are_due(127, 5000));
	assert_false(tw_bounds_are_due(15624, 1000000));
	assert_true(tw_bounds_are_due(15625, 1000000));
}

static void
test_damaged_bounds_are_told(void **state)
{
	struct fixture fixture;
	struct tw_bounds bounds;

	(void)state;
	setup(&fixture, &shapes[0]);
	fixture.term.bounds += 16;
	assert_int_equal(tw_bounds_open(&bounds, &fixture.segment,
		&fixture.term, NULL), TRAWL_ECORRUPT);
	fixture.term.bounds += 1 << 20;
	assert_int_equal(tw_bounds_open(&bounds, &fixture.segment,
		&fixture.term, NULL), TRAWL_ECORRUPT);
	teardown(&fixture);
}

enum { GROUPS = 6 * TW_BOUNDS_UNIT };

/* The rounded quotient, by integers. */
static unsigned
level_of(uint16_t best, uint16_t lowest, uint32_t step)
{
	if (best == 0)
		return 0;
	return ((uint32_t)(best - lowest) + step - 1) / step + 1;
}

static void
check_levels(const uint16_t best[GROUPS], struct tw_bounds_range expected)
{
	uint32_t step = ((uint32_t)(expected.highest - expected.lowest) +
		TW_BOUNDS_LEVELS - 3) / (TW_BOUNDS_LEVELS - 2);

	step = step > 0 ? step : 1;
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++) {
		const struct tw_bounds_kernels *kernels = tw_bounds_tiers[tier];
		struct tw_bounds_range found = kernels->range(best, GROUPS);

		assert_int_equal(found.lowest, expected.lowest);
		assert_int_equal(found.highest, expected.highest);
		for (uint32_t i = 0; i < GROUPS; i++) {
			uint8_t unit[TW_BOUNDS_UNIT];
			uint32_t in_unit = i % (2 * TW_BOUNDS_UNIT);

			kernels->unit(best + i - in_unit, found.lowest,
				1.0F / (float)step, unit);
			assert_int_equal(unit[in_unit / 2] >>
				in_unit % 2 * 4 & 15, level_of(best[i],
				found.lowest, step));
		}
	}
}

/* Of all ranges, and in each processor's way. */
static void
test_levels_are_rounded_up_in_every_tier(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (uint32_t trial = 0; trial < 2000; trial++) {
		struct tw_bounds_range range = {UINT16_MAX, 0};
		uint32_t least = 1 + dice(&seed, 65535);
		uint32_t most = least + dice(&seed, 65536 - least);
		uint16_t best[GROUPS];

		for (uint32_t i = 0; i < GROUPS; i++) {
			best[i] = (uint16_t)(least + dice(&seed,
				most - least + 1));
			range.lowest = best[i] < range.lowest ? best[i] :
				range.lowest;
			range.highest = best[i] > range.highest ? best[i] :
				range.highest;
		}
		for (uint32_t i = 0; i < trial % GROUPS; i++) {
			uint32_t at = dice(&seed, GROUPS);

			if (best[at] != range.lowest &&
					best[at] != range.highest)
				best[at] = 0;
		}
		check_levels(best, range);
	}
}

static void
test_groups_without_a_posting_have_no_range(void **state)
{
	static const uint16_t best[GROUPS];

	(void)state;
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++) {
		struct tw_bounds_range found =
			tw_bounds_tiers[tier]->range(best, GROUPS);

		assert_int_equal(found.lowest, 0);
		assert_int_equal(found.highest, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bounds_hold_whatever_the_average_becomes),
		cmocka_unit_test(test_postings_are_near_their_bound),
		cmocka_unit_test(test_groups_without_postings_have_level_0),
		cmocka_unit_test(test_small_segments_and_short_lists_have_none),
		cmocka_unit_test(test_damaged_bounds_are_told),
		cmocka_unit_test(test_levels_are_rounded_up_in_every_tier),
		cmocka_unit_test(test_groups_without_a_posting_have_no_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
