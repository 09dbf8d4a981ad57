/* test_element.c: the elements that part a page, and what they say. */
/* SPDX-License-Identifier: MIT */
#include "page/element.h"

#include "page/html.h"

#include "page_help.h"

#define BIT(group) (UINT32_C(1) << (group))

static uint32_t
groups(const char *names)
{
	return tw_groups(tw_str_of(names));
}

static void
test_names_are_parted_at_marks_and_capitals(void **state)
{
	(void)state;
	assert_int_equal(groups("site-footer"), BIT(TW_GROUP_FOOTER));
	assert_int_equal(groups("siteFooter"), BIT(TW_GROUP_FOOTER));
	assert_int_equal(groups("site_footer_2"), BIT(TW_GROUP_FOOTER));
	assert_int_equal(groups(""), 0);
	assert_int_equal(groups("\xff|<>"), 0);
}

static void
test_whole_words_and_beginnings_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(groups("ad"), BIT(TW_GROUP_AD));
	assert_int_equal(groups("download-pad"), 0);
	assert_int_equal(groups("replyto"), BIT(TW_GROUP_COMMENT));
}

static void
test_a_name_may_speak_for_several(void **state)
{
	(void)state;
	assert_true(groups("articleBody") & BIT(TW_GROUP_BODY));
	assert_true(groups("articleBody") & BIT(TW_GROUP_ARTICLE));
	assert_true(groups("related comments") & BIT(TW_GROUP_RELATED));
	assert_true(groups("related comments") & BIT(TW_GROUP_COMMENT));
}

static void
test_a_name_of_any_length_is_read_within_bounds(void **state)
{
	char names[5000];

	(void)state;
	for (size_t i = 0; i < sizeof(names); i++)
		names[i] = i % 2 ? 'A' : '-';
	assert_int_equal(tw_groups(tw_str(names, sizeof(names))), 0);
	memset(names, 'n', sizeof(names));
	assert_int_equal(tw_groups(tw_str(names, sizeof(names))), 0);
}

static void
test_blocks_know_their_element(void **state)
{
	struct tw_page page = {0};
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_html_read(TW_STR("<div class=entry-content>"
		"<p>One <b>and</b> two</p><ul><li>Three</ul></div>"), &page,
		&err), TRAWL_OK);
	assert_int_equal(page.block_count, 2);

	const struct tw_element *p = &page.elements[page.blocks[0].element];
	const struct tw_element *li = &page.elements[page.blocks[1].element];
	const struct tw_element *div = &page.elements[p->parent];

	assert_int_equal(p->tag, TW_TAG_P);
	assert_int_equal(li->tag, TW_TAG_LI);
	assert_int_equal(div->tag, TW_TAG_DIV);
	assert_true(div->groups & BIT(TW_GROUP_BODY));
	assert_int_equal(div->children, 2);
	assert_int_equal(li->depth, div->depth + 2);
	tw_page_done(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_parted_at_marks_and_capitals),
		cmocka_unit_test(
			test_whole_words_and_beginnings_are_told_apart),
		cmocka_unit_test(test_a_name_may_speak_for_several),
		cmocka_unit_test(
			test_a_name_of_any_length_is_read_within_bounds),
		cmocka_unit_test(test_blocks_know_their_element),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
