/* test_split.c: words between white space, and tables of them. */
/* SPDX-License-Identifier: MIT */
#include "page/split.h"

#include "page_help.h"

static void
test_words_are_cut_from_the_front(void **state)
{
	struct tw_str text = TW_STR("  one, \xc2\xa0two\n");

	(void)state;
	assert_str(tw_split_word(&text), "one,");
	assert_str(tw_split_word(&text), "two");
	assert_str(tw_split_word(&text), "");
	assert_int_equal(text.n, 0);
}

static void
test_tables_hold_whole_words(void **state)
{
	(void)state;
	assert_true(tw_split_is_in("|one|two|", TW_STR("TWO")));
	assert_false(tw_split_is_in("|one|two|", TW_STR("tw")));
	assert_false(tw_split_is_in("|one|two|", TW_STR("")));
	assert_false(tw_split_is_in("|one|two|", TW_STR(
		"a word that is far too long to be in any table")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_cut_from_the_front),
		cmocka_unit_test(test_tables_hold_whole_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
