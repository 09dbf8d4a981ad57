/* test_classwords.c: what the class, id and role of an element say it is. */
/* SPDX-License-Identifier: MIT */
#include "page/classwords.h"

#include "page/page.h"

#include "page_help.h"

static void
test_words_are_parted_at_marks_and_capitals(void **state)
{
	(void)state;
	assert_int_equal(tw_class_flags(TW_STR("site-footer")),
		TW_AREA_FOOTER);
	assert_int_equal(tw_class_flags(TW_STR("siteFooter")), TW_AREA_FOOTER);
	assert_int_equal(tw_class_flags(TW_STR("js_comments2")),
		TW_AREA_COMMENT);
	assert_int_equal(tw_class_flags(TW_STR("a navbar b")), TW_AREA_NAV);
}

static void
test_pairs_of_words_are_known(void **state)
{
	(void)state;
	assert_int_equal(tw_class_flags(TW_STR("entry-content")),
		TW_AREA_BODY);
	assert_int_equal(tw_class_flags(TW_STR("entryContent")), TW_AREA_BODY);
	/* Two classes are no pair. */
	assert_int_equal(tw_class_flags(TW_STR("entry content")), 0);
}

static void
test_parts_of_words_are_not_taken_for_them(void **state)
{
	(void)state;
	assert_int_equal(tw_class_flags(TW_STR("commentary download add")), 0);
	assert_int_equal(tw_class_flags(TW_STR("")), 0);
	assert_int_equal(tw_class_flags(TW_STR("|nav|")), TW_AREA_NAV);
}

static void
test_roles_are_known(void **state)
{
	(void)state;
	assert_int_equal(tw_role_flags(TW_STR("navigation")), TW_AREA_NAV);
	assert_int_equal(tw_role_flags(TW_STR("main")), TW_AREA_MAIN);
	assert_int_equal(tw_role_flags(TW_STR("button")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_parted_at_marks_and_capitals),
		cmocka_unit_test(test_pairs_of_words_are_known),
		cmocka_unit_test(test_parts_of_words_are_not_taken_for_them),
		cmocka_unit_test(test_roles_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
