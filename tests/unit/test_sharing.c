/* test_sharing.c: which of many texts have a phrase in common. */
/* SPDX-License-Identifier: MIT */
#include "result/sharing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define PAIRS_MAX 4096

struct pairs {
	uint32_t a[PAIRS_MAX];
	uint32_t b[PAIRS_MAX];
	uint32_t count;
	uint32_t most;		/* then it ends; 0: never */
};

static int
take(void *context, uint32_t a, uint32_t b)
{
	struct pairs *pairs = context;

	assert_true(a < b);
	assert_true(pairs->count < PAIRS_MAX);
	pairs->a[pairs->count] = a;
	pairs->b[pairs->count++] = b;
	return pairs->count == pairs->most ? TRAWL_END : TRAWL_OK;
}

static struct tw_phrases
phrases_of(const char *text)
{
	struct tw_arena arena = {0};
	struct tw_story story = {0};
	struct tw_phrases phrases;

	assert_int_equal(tw_read_story(&story, TW_STR(""), tw_str_of(text),
		&arena, NULL), TRAWL_OK);
	tw_phrases_of(&story, &phrases);
	tw_arena_done(&arena);
	return phrases;
}

static uint32_t
count_of(const struct tw_phrases *phrases)
{
	uint32_t n = 0;

	while (n < TW_PHRASES && phrases->hash[n] != 0)
		n++;
	return n;
}

static void
test_phrases_are_few_ascending_and_each_once(void **state)
{
	struct tw_phrases phrases = phrases_of("one two three four five six "
		"seven eight nine ten eleven twelve thirteen fourteen fifteen "
		"sixteen seventeen eighteen nineteen twenty one two three four "
		"one two three four one two three four");

	(void)state;
	assert_int_equal(count_of(&phrases), TW_PHRASES);
	for (size_t i = 1; i < TW_PHRASES; i++)
		assert_true(phrases.hash[i - 1] < phrases.hash[i]);
}

static void
test_a_short_text_has_a_phrase_for_each_word(void **state)
{
	struct tw_phrases none = phrases_of("");
	struct tw_phrases three = phrases_of("Lamps are lit");

	(void)state;
	assert_int_equal(count_of(&none), 0);
	assert_int_equal(count_of(&three), 3);
}

static void
test_texts_that_share_a_phrase_are_paired_once(void **state)
{
	const struct tw_phrases texts[] = {
		phrases_of("the old bridge over the river was shut"),
		phrases_of("a cake is made of flour and of eggs"),
		phrases_of("yesterday the old bridge over the river was shut"),
	};
	struct pairs pairs = {0};

	(void)state;
	assert_int_equal(tw_sharing_each(texts, 3, take, &pairs, NULL),
		TRAWL_OK);
	assert_int_equal(pairs.count, 1);
	assert_int_equal(pairs.a[0], 0);
	assert_int_equal(pairs.b[0], 2);
}

static void
test_no_text_has_no_pair(void **state)
{
	struct tw_phrases empty = {0};
	struct pairs pairs = {0};

	(void)state;
	assert_int_equal(tw_sharing_each(&empty, 0, take, &pairs, NULL),
		TRAWL_OK);
	assert_int_equal(tw_sharing_each(&empty, 1, take, &pairs, NULL),
		TRAWL_OK);
	assert_int_equal(pairs.count, 0);
}

/* Where all have one phrase, pairs would be as many as their square. */
static void
test_many_with_one_phrase_are_paired_with_those_beside_them(void **state)
{
	static struct tw_phrases texts[400];
	static struct pairs pairs;

	(void)state;
	for (size_t i = 0; i < 400; i++)
		texts[i] = (struct tw_phrases){{7, 9}};
	pairs = (struct pairs){0};
	assert_int_equal(tw_sharing_each(texts, 400, take, &pairs, NULL),
		TRAWL_OK);
	assert_int_equal(pairs.count, 392 * 8 + 7 * 8 / 2);
	for (uint32_t i = 1; i < pairs.count; i++)
		assert_true(pairs.a[i - 1] < pairs.a[i] ||
			(pairs.a[i - 1] == pairs.a[i] &&
				pairs.b[i - 1] < pairs.b[i]));
}

/* More phrases than are sorted at once: what is found is the same. */
static void
test_slices_find_what_one_would(void **state)
{
	enum {COUNT = 150000};
	struct tw_phrases *texts = test_calloc(COUNT, sizeof(*texts));
	static struct pairs pairs;
	uint32_t hash = 0;

	(void)state;
	for (uint32_t i = 0; i < COUNT; i++)
		for (size_t k = 0; k < TW_PHRASES; k++)
			texts[i].hash[k] = ++hash;
	for (uint32_t i = 0; i < 1000; i++)
		texts[COUNT - 1 - i].hash[0] = texts[i].hash[i % TW_PHRASES];
	pairs = (struct pairs){0};
	assert_int_equal(tw_sharing_each(texts, COUNT, take, &pairs, NULL),
		TRAWL_OK);
	assert_int_equal(pairs.count, 1000);
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(pairs.a[i] + pairs.b[i], COUNT - 1);
	test_free(texts);
}

static void
test_who_is_told_may_end_it(void **state)
{
	const struct tw_phrases texts[] = {{{5}}, {{5}}, {{5}}};
	struct pairs pairs = {.most = 2};

	(void)state;
	assert_int_equal(tw_sharing_each(texts, 3, take, &pairs, NULL),
		TRAWL_END);
	assert_int_equal(pairs.count, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_phrases_are_few_ascending_and_each_once),
		cmocka_unit_test(test_a_short_text_has_a_phrase_for_each_word),
		cmocka_unit_test(
			test_texts_that_share_a_phrase_are_paired_once),
		cmocka_unit_test(test_no_text_has_no_pair),
		cmocka_unit_test(
		test_many_with_one_phrase_are_paired_with_those_beside_them),
		cmocka_unit_test(test_slices_find_what_one_would),
		cmocka_unit_test(test_who_is_told_may_end_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
