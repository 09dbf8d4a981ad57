/* test_sketch.c: sketches of texts that read alike are alike. */
/* SPDX-License-Identifier: MIT */
#include "text/sketch.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "text/analyzer.h"

#include "dice.h"

/* Words are numbers here; a text of so many different ones. */
#define WORDS 400

/* Any 32 bits: those that dice() gives are alike below. */
static uint32_t
word(uint32_t *seed)
{
	uint32_t high = dice(seed, 65536);

	return high << 16 | dice(seed, 65536);
}

static void
make_text(uint32_t *seed, uint32_t *words, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		words[i] = word(seed);
}

static uint64_t
sketch_of(const char *text)
{
	struct tw_analyzer *analyzer = NULL;
	struct tw_buf hashes = {0};

	assert_int_equal(tw_analyzer_new("en", &analyzer, NULL), TRAWL_OK);
	assert_int_equal(tw_text_hashes(analyzer, tw_str_of(text), &hashes,
		NULL), TRAWL_OK);
	uint64_t sketch = tw_sketch_hashes((uint32_t *)(void *)hashes.p,
		hashes.n / sizeof(uint32_t));

	tw_buf_done(&hashes);
	tw_analyzer_free(analyzer);
	return sketch;
}

static void
test_no_words_have_no_sketch(void **state)
{
	(void)state;
	assert_int_equal(tw_sketch_hashes(NULL, 0), 0);
	assert_int_equal(sketch_of(" … !"), 0);
	assert_int_not_equal(sketch_of("fox"), 0);
}

static void
test_the_same_words_have_the_same_sketch(void **state)
{
	(void)state;
	assert_int_equal(sketch_of("The café's foxes, jumping!"),
		sketch_of("the CAFES fox\n\n jumped"));
	assert_int_equal(sketch_of("Лисы прыгают высоко"),
		sketch_of("лисы  ПРЫГАЮТ — высоко."));
	assert_int_equal(sketch_of("東京都の天気"), sketch_of("東京都の天気。"));
}

static void
test_the_order_of_words_counts(void **state)
{
	(void)state;
	assert_int_not_equal(sketch_of("dog bites man"),
		sketch_of("man bites dog"));
}

static void
test_short_texts_that_differ_have_other_sketches(void **state)
{
	unsigned near = 0;
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		uint32_t a[3];
		uint32_t b[3];

		make_text(&seed, a, 3);
		make_text(&seed, b, 3);
		near += tw_sketch_distance(tw_sketch_hashes(a, 3),
			tw_sketch_hashes(b, 3)) < 8;
	}
	assert_int_equal(near, 0);
}

static void
test_sketch_by_numbers_is_that_of_the_hashes(void **state)
{
	const uint32_t hashes[] = {77, 2000000000, 3000000000u};
	const uint32_t words[] = {2, 0, 1, 1};
	const uint32_t same[] = {3000000000u, 77, 2000000000, 2000000000};

	(void)state;
	assert_int_equal(tw_sketch(words, 4, hashes),
		tw_sketch_hashes(same, 4));
}

/* The mean distance where each word is another with a chance of 1 of n. */
static double
mean_distance(uint32_t count, uint32_t n)
{
	uint32_t seed = count + n;
	unsigned sum = 0;

	for (int i = 0; i < 400; i++) {
		uint32_t a[WORDS];
		uint32_t b[WORDS];

		make_text(&seed, a, count);
		for (uint32_t k = 0; k < count; k++)
			b[k] = dice(&seed, n) == 0 ?
				word(&seed) : a[k];
		sum += tw_sketch_distance(tw_sketch_hashes(a, count),
			tw_sketch_hashes(b, count));
	}
	return sum / 400.0;
}

/* Of 20 pairs of words 18.05 stay, of 21.95 in either: 48 * 0.178 / 2. */
static void
test_distance_is_half_of_what_is_not_shared(void **state)
{
	(void)state;
	double few = mean_distance(WORDS, 20);
	double all = mean_distance(WORDS, 1);

	assert_true(few > 3.8 && few < 4.9);
	assert_true(all > 23 && all < 25);
}

/* Bins that no pair of a short text is in are filled alike. */
static void
test_short_texts_that_read_alike_are_near(void **state)
{
	(void)state;
	double few = mean_distance(30, 20);

	assert_true(few > 3.3 && few < 5.6);
}

/* What the file has must be the same on every machine, for ever. */
static void
test_sketches_are_as_they_were(void **state)
{
	(void)state;
	assert_int_equal(sketch_of("A red fox."), 0x49e3a646293a);
	assert_int_equal(sketch_of("Fox!"), 0x0830a3ee7d5a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_words_have_no_sketch),
		cmocka_unit_test(
			test_the_same_words_have_the_same_sketch),
		cmocka_unit_test(test_the_order_of_words_counts),
		cmocka_unit_test(
			test_short_texts_that_differ_have_other_sketches),
		cmocka_unit_test(test_sketch_by_numbers_is_that_of_the_hashes),
		cmocka_unit_test(test_distance_is_half_of_what_is_not_shared),
		cmocka_unit_test(
			test_short_texts_that_read_alike_are_near),
		cmocka_unit_test(test_sketches_are_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
