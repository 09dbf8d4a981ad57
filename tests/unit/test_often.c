/* test_often.c: which articles have a word often enough, in every tier. */
/* SPDX-License-Identifier: MIT */
#include "match/often.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define CHUNKS 4
#define GROUPS (CHUNKS * TW_OFTEN_GROUPS)
#define ARTICLES (CHUNKS * TW_OFTEN_CHUNK)
#define LISTS 3
#define SHORTEST 40
#define ROUNDS 300

/* Four chunks, and three lists that have some of their articles. */
struct span {
	uint8_t freqs[ARTICLES];
	uint8_t lengths[ARTICLES];
	uint8_t sums[256];
	uint8_t tops[256 / TW_OFTEN_GROUPS];
	uint8_t bits[LISTS][ARTICLES / 8];
	uint8_t units[LISTS][GROUPS];
	struct tw_often_list lists[LISTS];
	struct tw_often_span of;
	float reach;
	float freqs_of[TW_OFTEN_CLASSES];	/* of a unit */
	struct tw_often often;
	struct tw_often_found found[GROUPS];
	uint32_t count;
};

static void
ask(struct span *span, const struct tw_often_kernels *kernels)
{
	span->often.shortest = SHORTEST;
	kernels->ask(&span->often, span->reach, span->freqs_of);
	kernels->tops(span->sums, sizeof(span->sums), span->tops);
	span->of = (struct tw_often_span){span->freqs, span->lengths,
		span->sums, span->tops, CHUNKS};
	span->count = kernels->enough(&span->often, &span->of, span->found);
}

/* Articles of short texts; a unit is half a frequency of the shortest. */
static void
clear(struct span *span)
{
	memset(span, 0, sizeof(*span));
	span->reach = 100;
	for (uint32_t i = 0; i < TW_OFTEN_CLASSES; i++)
		span->freqs_of[i] = 0.5f * (float)(i + 1);
}

static uint32_t
class_of(uint8_t length)
{
	uint32_t class = length < SHORTEST ? 0 : (length - SHORTEST) / 2u;

	return class < TW_OFTEN_CLASSES ? class : TW_OFTEN_CLASSES - 1;
}

/* Units of an article by its frequency. */
static float
units_of(const struct span *span, uint32_t at)
{
	return (float)span->freqs[at] /
		span->freqs_of[class_of(span->lengths[at])];
}

static bool
is_found(const struct span *span, uint32_t at)
{
	for (uint32_t i = 0; i < span->count; i++)
		if (span->found[i].group == at / TW_OFTEN_GROUP)
			return span->found[i].bits >> at % TW_OFTEN_GROUP & 1;
	return false;
}

/* Units of the lists that have an article. */
static uint32_t
given(const struct span *span, uint32_t at)
{
	uint32_t units = 0;

	for (uint32_t i = 0; i < LISTS; i++)
		if (span->bits[i][at / 8] >> at % 8 & 1)
			units += span->units[i][at / TW_OFTEN_GROUP];
	return units;
}

static void
throw(struct span *span, uint32_t *seed)
{
	clear(span);
	span->reach = (float)dice(seed, 300) + (float)dice(seed, 8) / 8;
	for (uint32_t i = 0; i < TW_OFTEN_CLASSES; i++)
		span->freqs_of[i] = 0.01f * (float)(i + 1 + dice(seed, 20)) *
			(float)(1 + i);
	for (uint32_t i = 1; i < TW_OFTEN_CLASSES; i++)
		if (span->freqs_of[i] < span->freqs_of[i - 1])
			span->freqs_of[i] = span->freqs_of[i - 1];
	for (uint32_t i = 0; i < ARTICLES; i++) {
		span->freqs[i] = (uint8_t)(dice(seed, 256) >> dice(seed, 9));
		span->lengths[i] = (uint8_t)dice(seed, 120);
	}
	for (uint32_t n = 0; n < LISTS; n++) {
		for (uint32_t i = 0; i < ARTICLES / 8; i++)
			span->bits[n][i] = (uint8_t)dice(seed, 256);
		for (uint32_t i = 0; i < GROUPS; i++)
			span->units[n][i] = (uint8_t)(dice(seed, 256) >>
				dice(seed, 9));
		span->lists[n] = (struct tw_often_list){span->bits[n],
			span->units[n]};
	}
	for (uint32_t i = 0; i < GROUPS; i++) {
		uint32_t sum = 0;

		for (uint32_t n = 0; n < LISTS; n++)
			sum += span->units[n][i];
		span->sums[i] = (uint8_t)(sum < 255 ? sum : 255);
	}
}

/* ------------------------------------------------------------------ */

static void
test_an_article_is_asked_for_what_its_group_lacks(void **state)
{
	struct span span;

	(void)state;
	clear(&span);
	span.sums[1] = 90;
	span.freqs[3] = 49;
	span.freqs[4] = 50;
	span.freqs[16] = 4;
	span.freqs[17] = 5;
	ask(&span, TW_BEST_OF(tw_often));
	assert_int_equal(span.count, 2);
	assert_int_equal(span.found[0].group, 0);
	assert_int_equal(span.found[0].bits, 1 << 4);
	assert_int_equal(span.found[1].group, 1);
	assert_int_equal(span.found[1].bits, 1 << 1);
}

static void
test_long_articles_are_asked_for_more(void **state)
{
	struct span span;

	(void)state;
	clear(&span);
	for (uint32_t i = 0; i < 4; i++) {
		span.sums[i] = 90;
		span.freqs[TW_OFTEN_GROUP * i] = 10;
	}
	span.lengths[0] = SHORTEST + 1;
	span.lengths[16] = SHORTEST + 3;
	span.lengths[32] = SHORTEST + 4;
	span.lengths[48] = 255;
	ask(&span, TW_BEST_OF(tw_often));
	assert_true(is_found(&span, 0));
	assert_true(is_found(&span, 16));
	assert_false(is_found(&span, 32));
	assert_false(is_found(&span, 48));
}

static void
test_all_articles_of_a_group_that_lacks_nothing_do(void **state)
{
	struct span span;

	(void)state;
	clear(&span);
	span.sums[9] = 100;
	span.reach = 300;
	span.sums[20] = 255;
	ask(&span, TW_BEST_OF(tw_often));
	assert_int_equal(span.count, 1);
	assert_int_equal(span.found[0].group, 20);
	assert_int_equal(span.found[0].bits, 0xffff);
}

static void
test_an_article_without_the_word_is_not_found(void **state)
{
	struct span span;

	(void)state;
	clear(&span);
	span.reach = 0;
	span.freqs[77] = 1;
	ask(&span, TW_BEST_OF(tw_often));
	assert_int_equal(span.count, 1);
	assert_true(is_found(&span, 77));
}

static void
test_only_lists_that_have_an_article_give_it_something(void **state)
{
	struct span span;

	(void)state;
	clear(&span);
	span.sums[2] = 110;
	span.units[0][2] = 80;
	span.units[1][2] = 30;
	span.bits[0][4] = 3;
	span.bits[1][4] = 6;
	for (uint32_t i = 0; i < LISTS; i++)
		span.lists[i] = (struct tw_often_list){span.bits[i],
			span.units[i]};
	ask(&span, TW_BEST_OF(tw_often));
	assert_int_equal(span.found[0].bits, 0xffff);
	struct tw_often_lists lists = {span.lists, LISTS};

	span.count = TW_BEST_OF(tw_often)->narrow(&span.often, &span.of,
		&lists, span.found, span.count);
	assert_int_equal(span.count, 1);
	assert_int_equal(span.found[0].group, 2);
	assert_int_equal(span.found[0].bits, 2);
}

static void
test_a_frequency_of_255_may_be_any(void **state)
{
	struct span span;
	struct tw_often_lists none = {NULL, 0};

	(void)state;
	clear(&span);
	span.reach = 200;
	for (uint32_t i = 0; i < TW_OFTEN_CLASSES; i++)
		span.freqs_of[i] = 10;
	span.freqs[5] = 254;
	span.freqs[21] = 255;
	ask(&span, TW_BEST_OF(tw_often));
	span.count = TW_BEST_OF(tw_often)->narrow(&span.often, &span.of,
		&none, span.found, span.count);
	assert_int_equal(span.count, 1);
	assert_int_equal(span.found[0].group, 1);
	assert_int_equal(span.found[0].bits, 1 << 5);
}

static void
test_no_article_that_reaches_is_missed(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		struct span span;

		throw(&span, &seed);
		struct tw_often_lists lists = {span.lists, LISTS};

		ask(&span, TW_BEST_OF(tw_often));
		for (uint32_t i = 0; i < ARTICLES; i++) {
			uint32_t sum = span.sums[i / TW_OFTEN_GROUP];

			if (span.freqs[i] > 0 &&
				units_of(&span, i) + (float)sum >= span.reach)
				assert_true(is_found(&span, i));
		}
		span.count = tw_often_narrow(&span.often, &span.of, &lists,
			span.found, span.count);
		for (uint32_t i = 0; i < ARTICLES; i++)
			if (span.freqs[i] > 0 && units_of(&span, i) +
				(float)given(&span, i) >= span.reach)
				assert_true(is_found(&span, i));
	}
}

static void
assert_same(const struct span *a, const struct span *b)
{
	assert_int_equal(a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		assert_int_equal(a->found[i].group, b->found[i].group);
		assert_int_equal(a->found[i].bits, b->found[i].bits);
	}
}

static void
test_all_tiers_say_the_same(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		struct span span;

		throw(&span, &seed);
		struct tw_often_lists lists = {span.lists, LISTS};

		for (uint32_t tier = 0; tier <= tw_cpu_tier; tier++) {
			const struct tw_often_kernels *kernels =
				tw_often_tiers[tier];
			struct span first = span;
			struct span other = span;

			ask(&first, tw_often_tiers[0]);
			ask(&other, kernels);
			assert_memory_equal(first.tops, other.tops,
				sizeof(first.tops));
			assert_memory_equal(&first.often, &other.often,
				sizeof(first.often));
			assert_same(&first, &other);
			first.count = tw_often_tiers[0]->narrow(&first.often,
				&first.of, &lists, first.found, first.count);
			other.count = kernels->narrow(&other.often,
				&other.of, &lists, other.found, other.count);
			assert_same(&first, &other);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_an_article_is_asked_for_what_its_group_lacks),
		cmocka_unit_test(test_long_articles_are_asked_for_more),
		cmocka_unit_test(
			test_all_articles_of_a_group_that_lacks_nothing_do),
		cmocka_unit_test(
			test_an_article_without_the_word_is_not_found),
		cmocka_unit_test(
			test_only_lists_that_have_an_article_give_it_something),
		cmocka_unit_test(test_a_frequency_of_255_may_be_any),
		cmocka_unit_test(test_no_article_that_reaches_is_missed),
		cmocka_unit_test(test_all_tiers_say_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
