/* test_stop.c: words found in lists of stop words. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/stop.h"

static bool
is_in(const char *words, const char *word)
{
	return tw_stop_has(tw_str_of(words), tw_str_of(word));
}

static void
test_stop_has_each_word_of_the_list(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 5; n++) {
		const char *words = "a can't he the theirs";
		struct tw_str list = tw_str_of(words);

		for (size_t i = n; i < 5; i++)
			while (list.p[--list.n] != ' ')
				;
		for (size_t i = 0; i < list.n;) {
			size_t end = i;

			while (end < list.n && list.p[end] != ' ')
				end++;
			assert_true(tw_stop_has(list,
				tw_str(list.p + i, end - i)));
			i = end + 1;
		}
	}
}

static void
test_stop_has_no_other_word(void **state)
{
	const char *words = "a can't he the theirs";

	(void)state;
	assert_false(is_in(words, ""));
	assert_false(is_in(words, " "));
	assert_false(is_in(words, "0"));
	assert_false(is_in(words, "can"));
	assert_false(is_in(words, "h"));
	assert_false(is_in(words, "th"));
	assert_false(is_in(words, "their"));
	assert_false(is_in(words, "thy"));
	assert_false(is_in(words, "zoo"));
	assert_false(is_in(words, "a can't"));
	assert_false(is_in(words, "a can't he the theirs and more than that"));
}

static void
test_stop_has_nothing_in_no_list(void **state)
{
	(void)state;
	assert_false(is_in("", "a"));
	assert_false(is_in("", ""));
	assert_false(tw_stop_has(tw_str(NULL, 0), TW_STR("a")));
}

static void
test_stop_list_has_words_that_its_sieve_lets_through(void **state)
{
	struct tw_stop_list list = {.words = TW_STR("a can't he the theirs")};
	unsigned place = tw_stop_place(TW_STR("the"));

	(void)state;
	assert_false(tw_stop_list_has(&list, TW_STR("the")));
	list.sieve[place / 64] = UINT64_C(1) << place % 64;
	assert_true(tw_stop_list_has(&list, TW_STR("the")));
	assert_false(tw_stop_list_has(&list, TW_STR("a")));
	assert_false(tw_stop_list_has(&list, TW_STR("")));
	memset(list.sieve, 0xff, sizeof(list.sieve));
	assert_true(tw_stop_list_has(&list, TW_STR("a")));
	assert_false(tw_stop_list_has(&list, TW_STR("their")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stop_has_each_word_of_the_list),
		cmocka_unit_test(test_stop_has_no_other_word),
		cmocka_unit_test(test_stop_has_nothing_in_no_list),
		cmocka_unit_test(
			test_stop_list_has_words_that_its_sieve_lets_through),
	};

	return cmocka_run_group_tests_name("stop", tests, NULL, NULL);
}
