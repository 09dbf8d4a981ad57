/* test_measure.c: how much a text has of what articles are made of. */
/* SPDX-License-Identifier: MIT */
#include "page/measure.h"

#include "page_help.h"

static struct tw_measure
measure(const char *text)
{
	struct tw_measure result;

	tw_measure(tw_str_of(text), &result);
	return result;
}

static void
test_words_are_counted_by_how_they_begin(void **state)
{
	struct tw_measure result = measure("The co-op's 12 caf\xc3\xa9s, "
		"\xc3\x89mile & \xe2\x80\x9cI\xe2\x80\x9d -");

	(void)state;
	assert_int_equal(result.words, 6);
	assert_int_equal(result.small, 2);
	assert_int_equal(result.capital, 3);
	assert_int_equal(result.numbers, 1);
}

static void
test_two_unspaced_characters_are_a_word(void **state)
{
	(void)state;
	assert_int_equal(measure("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e").words,
		2);
}

static void
test_the_end_of_a_sentence_is_told(void **state)
{
	(void)state;
	assert_true(measure("It ends.").sentence);
	assert_true(measure("\xe2\x80\x9cIt ends!\xe2\x80\x9d ").sentence);
	assert_true(measure("It ends (here).)").sentence);
	assert_true(measure("\xe7\xb5\x82\xe3\x80\x82").sentence);
	assert_false(measure("It goes on").sentence);
	assert_false(measure("It ends. No").sentence);
	assert_false(measure("").sentence);
}

static uint32_t
prose(const char *text)
{
	struct tw_measure result = measure(text);

	return tw_measure_prose(&result);
}

static void
test_prose_is_told_from_titles_and_menus(void **state)
{
	(void)state;
	assert_int_equal(prose("six small words and an end."), 6);
	assert_int_equal(prose("five words and an end."), 0);
	assert_int_equal(prose("ten small words and no end of it in sight "
		"here"), 11);
	assert_int_equal(prose("Ten Great Words And No End Of It In Sight "
		"Here"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_counted_by_how_they_begin),
		cmocka_unit_test(test_two_unspaced_characters_are_a_word),
		cmocka_unit_test(test_the_end_of_a_sentence_is_told),
		cmocka_unit_test(test_prose_is_told_from_titles_and_menus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
