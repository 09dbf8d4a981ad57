/* test_bm25.c: the score of a term in an article. */
/* SPDX-License-Identifier: MIT */
#include "match/bm25.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "dice.h"
#include "index/length.h"

static void
assert_near(double got, double expected)
{
	if (fabs(got - expected) > 1e-6 * fabs(expected))
		fail_msg("%.9g is not %.9g", got, expected);
}

/* Worked out by hand: 100 articles, 3 with the term, 50 words on average. */
static void
test_score_is_that_of_the_formula(void **state)
{
	struct tw_bm25 bm25;
	float weight = tw_bm25_idf(100, 3);

	(void)state;
	tw_bm25_init(&bm25, &tw_ranking_usual, 100, 5000);
	assert_near((double)weight, 3.3623576);
	assert_near((double)bm25.norm[tw_length_encode(40)], 1.02);
	assert_near((double)tw_bm25_score(weight, 2,
		bm25.norm[tw_length_encode(40)]), 2.2267269);
}

static void
test_rarer_is_worth_more_and_never_nothing(void **state)
{
	(void)state;
	for (uint64_t df = 1; df < 1000; df++)
		assert_true(tw_bm25_idf(1000, df) > tw_bm25_idf(1000, df + 1));
	assert_true(tw_bm25_idf(1000, 1000) > 0);
	assert_true(tw_bm25_idf(UINT64_C(1) << 40, UINT64_C(1) << 40) > 0);
}

static void
test_more_with_the_term_than_with_words_is_stood(void **state)
{
	(void)state;
	assert_true(tw_bm25_idf(10, 11) == tw_bm25_idf(11, 11));
	assert_true(tw_bm25_idf(0, 5) > 0);
}

static void
test_longer_articles_score_less(void **state)
{
	struct tw_bm25 bm25;

	(void)state;
	tw_bm25_init(&bm25, &tw_ranking_usual, 10, 1000);
	for (unsigned i = 1; i < 256; i++)
		assert_true(bm25.norm[i] > bm25.norm[i - 1]);
}

static void
test_score_grows_with_frequency_up_to_the_weight(void **state)
{
	float before = 0;

	(void)state;
	for (uint32_t freq = 1; freq < 100; freq++) {
		float score = tw_bm25_score(2, freq, 1.2F);

		assert_true(score > before && score < 2);
		before = score;
	}
	assert_true(tw_bm25_score(2, UINT32_MAX, 1.2F) <= 2);
}

static void
test_no_articles_are_no_trouble(void **state)
{
	struct tw_bm25 bm25;

	(void)state;
	tw_bm25_init(&bm25, &tw_ranking_usual, 0, 0);
	assert_near((double)bm25.norm[0], 0.3);
	assert_near((double)bm25.norm[1], 1.2);
}

/* At any place, whatever is beside it. */
static void
test_many_at_once_are_the_same(void **state)
{
	uint32_t freqs[128] __attribute__((aligned(32)));
	float norms[128] __attribute__((aligned(32)));
	float scores[128] __attribute__((aligned(32)));
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		uint32_t first = dice(&seed, 128);
		uint32_t end = first + 1 + dice(&seed, 128 - first);
		float weight = (float)dice(&seed, 1000) / 77;

		for (uint32_t i = 0; i < 128; i++) {
			freqs[i] = 1 + dice(&seed, round % 2 ? 9 : 1u << 25);
			norms[i] = (float)(1 + dice(&seed, 1000)) / 333;
		}
		tw_bm25_scores(weight, freqs, norms, first, end, scores);
		for (uint32_t i = first; i < end; i++)
			assert_true(scores[i] == tw_bm25_score(weight,
				freqs[i], norms[i]));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_score_is_that_of_the_formula),
		cmocka_unit_test(test_rarer_is_worth_more_and_never_nothing),
		cmocka_unit_test(
			test_more_with_the_term_than_with_words_is_stood),
		cmocka_unit_test(test_longer_articles_score_less),
		cmocka_unit_test(
			test_score_grows_with_frequency_up_to_the_weight),
		cmocka_unit_test(test_no_articles_are_no_trouble),
		cmocka_unit_test(test_many_at_once_are_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
