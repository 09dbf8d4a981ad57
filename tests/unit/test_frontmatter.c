/* test_frontmatter.c: the YAML or TOML lines at the top of a Markdown page. */
/* SPDX-License-Identifier: MIT */
#include "page/frontmatter.h"

#include "page_help.h"

static void
assert_front(void **state, const char *lines, const char *key,
	const char *value)
{
	struct tw_page *page = *state;
	char text[1000];

	snprintf(text, sizeof(text), "---\n%s---\nText\n", lines);
	assert_int_equal(tw_front_matter_read(tw_str_of(text), page),
		strlen(text) - 5);
	assert_fact(page, TW_FACT_FRONT, key, value);
}

static void
test_a_plain_value_ends_at_a_comment(void **state)
{
	assert_front(state, "title:  A title: with # a comment\n", "title",
		"A title: with");
}

static void
test_quoted_values_are_unquoted(void **state)
{
	assert_front(state, "a: \"say \\\"yes\\\" # no\"\nb: 'it''s'\n", "a",
		"say \"yes\" # no");
	assert_fact(*state, TW_FACT_FRONT, "b", "it's");
}

static void
test_lists_are_a_line_each(void **state)
{
	assert_front(state, "a: [One, 'Two, three', \"Four\"]\n"
		"b:\n  - Five\n  - 'Six'\nc: x\n", "a",
		"One\nTwo, three\nFour");
	assert_fact(*state, TW_FACT_FRONT, "b", "Five\nSix");
	assert_fact(*state, TW_FACT_FRONT, "c", "x");
}

static void
test_named_items_are_read(void **state)
{
	assert_front(state, "authors:\n- name: Ann Lee\n  email: a@b\n"
		"- name: Bo Ek\n", "authors", "Ann Lee\nBo Ek");
}

static void
test_keys_are_in_small_letters(void **state)
{
	assert_front(state, "Title: T\r\n", "title", "T");
}

static void
test_folded_lines_are_one(void **state)
{
	assert_front(state, "a: >\n  one\n  two\nb: c\n", "a", "one two");
}

static void
test_empty_values_are_no_facts(void **state)
{
	struct tw_page *page = *state;

	assert_front(state, "a:\nb: ~\nc: null\nd: \"\"\ne: []\nf: x\n", "f",
		"x");
	assert_int_equal(page->fact_count, 1);
}

static void
test_without_both_fences_there_is_none(void **state)
{
	assert_int_equal(tw_front_matter_read(TW_STR("title: x\n"), *state),
		0);
	assert_int_equal(tw_front_matter_read(TW_STR("---\ntitle: x\n"),
		*state), 0);
	assert_int_equal(tw_front_matter_read(TW_STR(""), *state), 0);
	assert_int_equal(tw_front_matter_read(TW_STR("--- \na: b\n---"),
		*state), 13);
}


static void
test_toml_stands_between_plus_signs(void **state)
{
	struct tw_str text = TW_STR("+++\ntitle = \"New = lamps\"\n"
		"date = 2020-05-03 # a day\ndraft=false\n[taxonomies]\n"
		"tags = [\"a\", 'b']\n[extra]\ntitle = 'Other'\n"
		"author = 'x'\n+++\nText\n");

	assert_int_equal(tw_front_matter_read(text, *state), text.n - 5);
	assert_fact(*state, TW_FACT_FRONT, "title", "New = lamps");
	assert_fact(*state, TW_FACT_FRONT, "date", "2020-05-03");
	assert_fact(*state, TW_FACT_FRONT, "draft", "false");
	assert_fact(*state, TW_FACT_FRONT, "tags", "a\nb");
	assert_null(find_fact(*state, TW_FACT_FRONT, "author"));
}

static void
test_text_between_two_rules_is_text(void **state)
{
	assert_int_equal(tw_front_matter_read(
		TW_STR("---\n\nText.\n\n---\n\nMore.\n"), *state), 0);
	assert_int_equal(tw_front_matter_read(
		TW_STR("---\n- an item\n---\n"), *state), 0);
	assert_int_equal(tw_front_matter_read(
		TW_STR("---\ntitle: a\n+++\n"), *state), 0);
	assert_int_equal(tw_front_matter_read(
		TW_STR("---\n---\nText\n"), *state), 8);
	assert_int_equal(tw_front_matter_read(
		TW_STR("---\n# made by hand\na: b\n---\nText\n"), *state),
		28);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		page_test(test_a_plain_value_ends_at_a_comment),
		page_test(test_quoted_values_are_unquoted),
		page_test(test_lists_are_a_line_each),
		page_test(test_named_items_are_read),
		page_test(test_keys_are_in_small_letters),
		page_test(test_folded_lines_are_one),
		page_test(test_empty_values_are_no_facts),
		page_test(test_without_both_fences_there_is_none),
		page_test(test_toml_stands_between_plus_signs),
		page_test(test_text_between_two_rules_is_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
