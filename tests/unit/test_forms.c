/* test_forms.c: whether a word is a form of one that the index has. */
/* SPDX-License-Identifier: MIT */
#include "result/forms.h"

#include "small_index.h"

static void
assert_form(const char *word, bool expected)
{
	struct tw_reader *reader = open_reader();
	bool is_form = !expected;

	index_ok(tw_is_form(reader, tw_str_of(word), &is_form, &err));
	if (is_form != expected)
		fail_msg("%s", word);
	tw_reader_free(reader);
}

static void
add_words(void)
{
	index_add("1", "", "The computers of police and a partnership.");
	index_add("2", "", "Hats, integrating, a.");
	index_commit();
}

static void
test_word_that_others_go_on_from_is_a_form(void **state)
{
	(void)state;
	add_words();
	assert_form("comput", true);
	assert_form("compute", true);
	assert_form("partner", true);
	assert_form("partners", true);
}

static void
test_word_with_another_ending_is_a_form(void **state)
{
	(void)state;
	add_words();
	assert_form("policing", true);
	assert_form("integrate", true);
	assert_form("polices", true);
}

static void
test_misspelt_word_is_none(void **state)
{
	(void)state;
	add_words();
	assert_form("partnershp", false);
	assert_form("pollice", false);
	assert_form("copmuters", false);
	assert_form("xyz", false);
}

static void
test_short_and_long_words_are_none(void **state)
{
	(void)state;
	add_words();
	assert_form("hat", false);
	assert_form("a", false);
	assert_form("computercomputercomputercomputercomputercomputer", false);
}

#define FORMS_TEST(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FORMS_TEST(test_word_that_others_go_on_from_is_a_form),
		FORMS_TEST(test_word_with_another_ending_is_a_form),
		FORMS_TEST(test_misspelt_word_is_none),
		FORMS_TEST(test_short_and_long_words_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
