/* test_topk.c: keeps the best of the articles that pass by. */
/* SPDX-License-Identifier: MIT */
#include "match/topk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../fault/alloc_fault.h"
#include "dice.h"

#define HITS 3000

static int
compare(const void *left, const void *right)
{
	const struct tw_hit *a = left;
	const struct tw_hit *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->segment != b->segment)
		return a->segment < b->segment ? -1 : 1;
	return (a->doc > b->doc) - (a->doc < b->doc);
}

/* Hits in order of arrival, many with equal scores. */
static void
make_hits(uint32_t *seed, struct tw_hit hits[HITS])
{
	for (uint32_t i = 0; i < HITS; i++)
		hits[i] = (struct tw_hit){
			.score = (float)dice(seed, 50),
			.segment = i / 1000,
			.doc = i % 1000,
		};
}

static void
add_all(struct tw_topk *topk, const struct tw_hit hits[HITS])
{
	for (uint32_t i = 0; i < HITS; i++)
		assert_int_equal(tw_topk_add(topk, hits[i].score,
			hits[i].segment, hits[i].doc, NULL), TRAWL_OK);
}

static void
assert_best(struct tw_hit hits[HITS], uint32_t depth)
{
	uint32_t count = depth < HITS ? depth : HITS;
	struct tw_topk topk;

	tw_topk_init(&topk, depth);
	add_all(&topk, hits);
	tw_topk_sort(&topk);
	qsort(hits, HITS, sizeof(hits[0]), compare);
	assert_int_equal(topk.count, count);
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(compare(&topk.hits[i], &hits[i]), 0);
	tw_topk_done(&topk);
}

static void
test_best_hits_are_kept_in_order(void **state)
{
	static const uint32_t depths[] = {
		0, 1, 2, 3, 10, 32, 33, 100, 255, 256, 300, 400, HITS - 1,
		HITS, HITS + 1, 1000000,
	};
	static struct tw_hit hits[HITS];
	uint32_t seed = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(depths) / sizeof(depths[0]); i++) {
		make_hits(&seed, hits);
		assert_best(hits, depths[i]);
	}
}

static void
shuffle(uint32_t *seed, struct tw_hit hits[HITS])
{
	for (uint32_t i = HITS - 1; i > 0; i--) {
		uint32_t k = dice(seed, i + 1);
		struct tw_hit hit = hits[i];

		hits[i] = hits[k];
		hits[k] = hit;
	}
}

/* Whatever the order they come in. */
static void
test_ties_are_broken_by_arrival(void **state)
{
	static const uint32_t depths[] = {10, 32, 100, 255, 300, 384, 500};
	static struct tw_hit hits[HITS];
	uint32_t seed = 2;

	(void)state;
	for (size_t i = 0; i < sizeof(depths) / sizeof(depths[0]); i++) {
		make_hits(&seed, hits);
		shuffle(&seed, hits);
		assert_best(hits, depths[i]);
	}
}

/* The worst first, so that each is kept, and all at the end out of order. */
static void
test_hits_of_one_score_are_sorted(void **state)
{
	static const uint32_t depths[] = {10, 32, 100, 255, 300, 384, 500};
	static struct tw_hit hits[HITS];

	(void)state;
	for (size_t i = 0; i < sizeof(depths) / sizeof(depths[0]); i++) {
		for (uint32_t n = 0; n < HITS; n++)
			hits[n] = (struct tw_hit){1, 0, HITS - n};
		assert_best(hits, depths[i]);
	}
}

/* Dates as scores may be below 0. */
static void
test_hits_of_any_sign_are_sorted(void **state)
{
	static struct tw_hit hits[HITS];
	uint32_t seed = 3;

	(void)state;
	make_hits(&seed, hits);
	for (uint32_t i = 0; i < HITS; i++) {
		hits[i].score = 25 - hits[i].score;
		hits[i].doc *= 1000003;
		hits[i].segment *= 70001;
	}
	assert_best(hits, 20);
	assert_best(hits, 200);
	assert_best(hits, 1000);
	assert_best(hits, HITS);
}

static void
test_float_above_is_the_next_one(void **state)
{
	static const float values[] = {0, -0.0f, 1, -1, 0.1f, -0.1f, 1e-45f,
		-1e-45f, 3e38f, 16777216};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_true(tw_float_above(values[i]) ==
			nextafterf(values[i], INFINITY));
}

/* Many are only gathered; once settled, the worst is known. */
static void
test_worst_is_known_when_settled(void **state)
{
	static struct tw_hit hits[HITS];
	uint32_t seed = 4;

	(void)state;
	for (uint32_t depth = 1; depth <= 2000; depth = 3 * depth + 1) {
		struct tw_topk topk;

		make_hits(&seed, hits);
		tw_topk_init(&topk, depth);
		add_all(&topk, hits);
		tw_topk_settle(&topk);
		qsort(hits, HITS, sizeof(hits[0]), compare);
		assert_int_equal(compare(&topk.worst, &hits[depth - 1]), 0);
		tw_topk_done(&topk);
	}
}

static void
test_no_memory_is_told(void **state)
{
	struct tw_topk topk;
	int status = TRAWL_OK;

	(void)state;
	tw_topk_init(&topk, 100);
	alloc_fault_at(2);
	for (uint32_t i = 0; i < 100 && status == TRAWL_OK; i++)
		status = tw_topk_add(&topk, 0, 0, i, NULL);
	assert_true(alloc_fault_off());
	assert_int_equal(status, TRAWL_ENOMEM);
	tw_topk_done(&topk);
}

static void
test_least_is_what_a_hit_must_have(void **state)
{
	struct tw_topk topk;

	(void)state;
	tw_topk_init(&topk, 2);
	assert_true(tw_topk_least(&topk, 0) == -INFINITY);
	assert_int_equal(tw_topk_add(&topk, 5, 3, 1, NULL), TRAWL_OK);
	assert_true(tw_topk_least(&topk, 3) == -INFINITY);
	assert_int_equal(tw_topk_add(&topk, 4, 3, 2, NULL), TRAWL_OK);
	/* At equal scores it must have come before. */
	assert_true(tw_topk_least(&topk, 2) == 4);
	assert_true(tw_topk_least(&topk, 3) == nextafterf(4, INFINITY));
	assert_true(tw_topk_least(&topk, 4) == nextafterf(4, INFINITY));
	/* It may have within its segment, where they come in any order. */
	assert_true(tw_topk_least_anywhere(&topk, 2) == 4);
	assert_true(tw_topk_least_anywhere(&topk, 3) == 4);
	assert_true(tw_topk_least_anywhere(&topk, 4) ==
		nextafterf(4, INFINITY));
	tw_topk_done(&topk);
	tw_topk_init(&topk, 0);
	assert_true(tw_topk_least(&topk, 0) == INFINITY);
	tw_topk_done(&topk);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_best_hits_are_kept_in_order),
		cmocka_unit_test(test_ties_are_broken_by_arrival),
		cmocka_unit_test(test_least_is_what_a_hit_must_have),
		cmocka_unit_test(test_hits_of_one_score_are_sorted),
		cmocka_unit_test(test_hits_of_any_sign_are_sorted),
		cmocka_unit_test(test_float_above_is_the_next_one),
		cmocka_unit_test(test_worst_is_known_when_settled),
		cmocka_unit_test(test_no_memory_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
