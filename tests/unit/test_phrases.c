/* test_phrases.c: what is said around articles, not in them. */
/* SPDX-License-Identifier: MIT */
#include "page/phrases.h"

#include "page_help.h"

static bool
says(const char *plain, enum tw_phrase phrase)
{
	return tw_phrases(tw_str_of(plain)) >> phrase & 1;
}

static void
test_beginnings_count_only_at_the_beginning(void **state)
{
	(void)state;
	assert_true(says("share this page", TW_PHRASE_SHARE));
	assert_false(says("to share this page", TW_PHRASE_SHARE));
	assert_true(says("lire aussi : le pont", TW_PHRASE_MORE));
}

static void
test_parts_count_anywhere(void **state)
{
	(void)state;
	assert_true(says("a 4 min read", TW_PHRASE_PUBLISHED));
	assert_true(says("all of it \xc2\xa9 2020", TW_PHRASE_RIGHTS));
	assert_true(says("ann lee is a reporter", TW_PHRASE_BIO));
	assert_int_equal(tw_phrases(TW_STR("the lamps are dim")), 0);
	assert_int_equal(tw_phrases(TW_STR("")), 0);
}

static void
test_a_month_needs_a_number_beside_it(void **state)
{
	(void)state;
	assert_true(says("on 3 may it rained", TW_PHRASE_MONTH));
	assert_true(says("may 3, 2020", TW_PHRASE_MONTH));
	assert_true(says("3. mai 2020", TW_PHRASE_MONTH));
	assert_true(says("3 de mayo de 2020", TW_PHRASE_MONTH));
	assert_true(says("nov. 11", TW_PHRASE_MONTH));
	assert_false(says("it may rain", TW_PHRASE_MONTH));
	assert_false(says("3 men may come", TW_PHRASE_MONTH));
}

static void
test_what_stands_far_behind_is_not_looked_at(void **state)
{
	char text[2000];

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text + 1500, " cookie ", 8);
	assert_int_equal(tw_phrases(tw_str(text, sizeof(text))), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_beginnings_count_only_at_the_beginning),
		cmocka_unit_test(test_parts_count_anywhere),
		cmocka_unit_test(test_a_month_needs_a_number_beside_it),
		cmocka_unit_test(test_what_stands_far_behind_is_not_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
