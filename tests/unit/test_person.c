/* test_person.c: names of persons and of offices. */
/* SPDX-License-Identifier: MIT */
#include "page/person.h"

#include "page_help.h"

static void
test_names_are_told_from_other_words(void **state)
{
	static const char *const names[] = {"Jane Smith", "Joanna Ruffle",
		"J. R. R. Tolkien", "Ludwig van Beethoven", "Ann-Marie O'Hara",
		"Callum Devereux-Singh", "\xc3\x8d\xc3\xb1igo Valdecasas"};
	static const char *const others[] = {"Jane", "Latest News",
		"Head of People", "Jane Smith 2", "jane smith", "Read More",
		"Skills Council", "The Trust", "Contact Us", "BBC News", "",
		"A b", "Guest Blogger"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!tw_person_is_name(tw_str_of(names[i])))
			fail_msg("no name: %s", names[i]);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (tw_person_is_name(tw_str_of(others[i])))
			fail_msg("a name: %s", others[i]);
	}
}

static void
assert_names(const char *text, const char *wanted)
{
	struct tw_buf names = {0};

	tw_person_names(tw_str_of(text), &names);
	assert_str(tw_buf_str(&names), wanted);
	tw_buf_done(&names);
}

static void
test_names_are_parted(void **state)
{
	(void)state;
	assert_names("Jane Smith and John Doe", "Jane Smith\nJohn Doe");
	assert_names("Jane Smith, John Doe & Ann Lee",
		"Jane Smith\nJohn Doe\nAnn Lee");
	assert_names("Jane Smith und Hans Meier", "Jane Smith\nHans Meier");
}

static void
test_what_goes_with_a_name_is_left_out(void **state)
{
	(void)state;
	assert_names("Prof. Jane Smith", "Jane Smith");
	assert_names("Jane Smith, Chief Executive", "Jane Smith");
	assert_names("Jane Smith for the Courier", "Jane Smith");
	assert_names("Jane Smith - December 21, 2023", "Jane Smith");
	assert_names("Staff Reporter", "");
}

static void
test_offices_are_told(void **state)
{
	(void)state;
	assert_true(tw_person_has_role(TW_STR("Head of People and Policy")));
	assert_true(tw_person_has_role(TW_STR("Transport Planner, Leeds")));
	assert_false(tw_person_has_role(TW_STR("We met on a bench.")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_told_from_other_words),
		cmocka_unit_test(test_names_are_parted),
		cmocka_unit_test(test_what_goes_with_a_name_is_left_out),
		cmocka_unit_test(test_offices_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
