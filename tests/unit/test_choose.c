/* test_choose.c: the pieces chosen against all sets there are. */
/* SPDX-License-Identifier: MIT */
#include "result/choose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "dice.h"

#define PIECES_MAX 10

/* What choose.h says is to be as good as can be. */
struct worth {
	uint64_t weight;
	uint32_t count;
	uint32_t parts;
	uint64_t numbers;
};

static bool
is_better(struct worth a, struct worth b)
{
	if (a.weight != b.weight)
		return a.weight > b.weight;
	if (a.count != b.count)
		return a.count < b.count;
	if (a.parts != b.parts)
		return a.parts < b.parts;
	return a.numbers < b.numbers;
}

static struct worth
worth_of(const struct tw_piece *pieces, uint32_t set, uint32_t budget,
	const uint32_t *weight)
{
	struct worth worth = {0};
	uint32_t length = 0;
	uint32_t units = 0;

	for (uint32_t i = 0; set >> i; i++) {
		if (!(set >> i & 1))
			continue;
		length += pieces[i].length;
		units |= pieces[i].units;
		worth.count++;
		worth.parts += pieces[i].is_part;
		worth.numbers += pieces[i].number;
	}
	for (uint32_t unit = 0; unit < TW_CHOOSE_UNITS; unit++)
		if (units >> unit & 1)
			worth.weight += weight[unit];
	return length <= budget ? worth : (struct worth){0, UINT32_MAX, 0, 0};
}

static struct worth
best_of_all_sets(const struct tw_piece *pieces, uint32_t count,
	uint32_t budget, const uint32_t *weight)
{
	struct worth best = {0};

	for (uint32_t set = 1; set < 1U << count; set++) {
		struct worth worth = worth_of(pieces, set, budget, weight);

		if (is_better(worth, best))
			best = worth;
	}
	return best;
}

static struct tw_choose *choose;

static int
set_up(void **state)
{
	(void)state;
	choose = tw_alloc(sizeof(*choose));
	return choose ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	tw_free(choose);
	return 0;
}

static void
test_random_pieces_are_chosen_as_by_trying_all(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct tw_piece pieces[PIECES_MAX];
		struct tw_piece best[TW_CHOOSE_UNITS];
		uint32_t weight[TW_CHOOSE_UNITS];
		uint32_t count = 1 + dice(&seed, PIECES_MAX);
		uint32_t budget = 40 + dice(&seed, 100);
		uint32_t units = 1 + dice(&seed, TW_CHOOSE_UNITS);

		for (uint32_t i = 0; i < TW_CHOOSE_UNITS; i++)
			weight[i] = 1 + dice(&seed, 4);
		tw_choose_init(choose, budget, weight);
		for (uint32_t i = 0; i < count; i++) {
			pieces[i] = (struct tw_piece){
				.length = 1 + dice(&seed, 80),
				.number = i,
				.units = dice(&seed, 1U << units),
				.is_part = dice(&seed, 2) > 0,
			};
			tw_choose_offer(choose, &pieces[i]);
		}
		uint32_t chosen = tw_choose_best(choose, best);
		struct worth expected = best_of_all_sets(pieces, count, budget,
			weight);
		struct worth got = worth_of(best, (1U << chosen) - 1, budget,
			weight);

		assert_int_equal(got.weight, expected.weight);
		assert_int_equal(got.count, expected.count);
		assert_int_equal(got.parts, expected.parts);
		assert_int_equal(got.numbers, expected.numbers);
	}
}

static void
test_pieces_come_in_order(void **state)
{
	static const uint32_t weight[TW_CHOOSE_UNITS] = {1, 1, 1};
	struct tw_piece best[TW_CHOOSE_UNITS];

	(void)state;
	tw_choose_init(choose, 100, weight);
	for (uint32_t i = 0; i < 3; i++)
		tw_choose_offer(choose, &(struct tw_piece){
			.length = 30, .number = 10 + i, .units = 4U >> i});
	assert_int_equal(tw_choose_best(choose, best), 3);
	assert_int_equal(best[0].number, 10);
	assert_int_equal(best[1].number, 11);
	assert_int_equal(best[2].number, 12);
}

static void
test_nothing_that_fits_is_nothing(void **state)
{
	static const uint32_t weight[TW_CHOOSE_UNITS] = {1};
	struct tw_piece best[TW_CHOOSE_UNITS];

	(void)state;
	tw_choose_init(choose, 100, weight);
	assert_int_equal(tw_choose_best(choose, best), 0);
	tw_choose_offer(choose, &(struct tw_piece){.length = 101, .units = 1});
	tw_choose_offer(choose, &(struct tw_piece){.length = 10, .units = 0});
	assert_int_equal(tw_choose_best(choose, best), 0);
}

/* However many pieces there are, the work is bounded. */
static void
test_many_pieces_are_stood(void **state)
{
	static const uint32_t weight[TW_CHOOSE_UNITS] = {
		1, 1, 1, 1, 1, 1, 1, 1};
	struct tw_piece best[TW_CHOOSE_UNITS];
	uint32_t seed = 2;

	(void)state;
	tw_choose_init(choose, 100000, weight);
	for (uint32_t i = 0; i < 100000; i++)
		tw_choose_offer(choose, &(struct tw_piece){
			.length = 100000 - i, .number = i,
			.units = 1 + dice(&seed, 255)});
	assert_in_range(tw_choose_best(choose, best), 1, TW_CHOOSE_UNITS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_random_pieces_are_chosen_as_by_trying_all),
		cmocka_unit_test(test_pieces_come_in_order),
		cmocka_unit_test(test_nothing_that_fits_is_nothing),
		cmocka_unit_test(test_many_pieces_are_stood),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
