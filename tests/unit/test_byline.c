/* test_byline.c: lines that tell author, date and category of an article. */
/* SPDX-License-Identifier: MIT */
#include "page/byline.h"

#include "page_help.h"

static int
make(void **state)
{
	*state = calloc(1, sizeof(struct tw_byline));
	return *state ? 0 : 1;
}

static int
drop(void **state)
{
	tw_byline_done(*state);
	free(*state);
	return 0;
}

static void
assert_byline(struct tw_byline *byline, const char *line, const char *date,
	const char *authors, const char *categories)
{
	char print[11] = "";

	assert_true(tw_byline_read(tw_str_of(line), byline));
	if (byline->published.year > 0)
		tw_date_print(byline->published, print);
	assert_string_equal(print, date);
	assert_str(tw_buf_str(&byline->authors), authors);
	assert_str(tw_buf_str(&byline->categories), categories);
}

static void
test_a_line_tells_author_date_and_category(void **state)
{
	assert_byline(*state,
		"Posted on 3 March 2020 by Jane Smith in Community news",
		"2020-03-03", "Jane Smith", "Community news");
}

static void
test_a_date_alone_is_a_byline(void **state)
{
	assert_byline(*state, "Tuesday, 17 December 2019", "2019-12-17", "",
		"");
	assert_byline(*state, "Published: 2020-03-03 10:30", "2020-03-03", "",
		"");
}

static void
test_names_alone_are_a_byline(void **state)
{
	assert_byline(*state, "By Jane Smith", "", "Jane Smith", "");
	assert_byline(*state, "BY JANE SMITH AND JOHN DOE", "",
		"JANE SMITH\nJOHN DOE", "");
	assert_byline(*state, "Written by Dr Jane Smith, Head of Policy", "",
		"Jane Smith", "");
	assert_byline(*state, "Author: Mair\xc3\xa9""ad \xc3\x93 S\xc3\xbaill",
		"", "Mair\xc3\xa9""ad \xc3\x93 S\xc3\xbaill", "");
	assert_byline(*state, "Von Henning Ahlers", "", "Henning Ahlers", "");
}

static void
test_the_date_of_a_change_is_not_that_of_publication(void **state)
{
	struct tw_byline *byline = *state;

	assert_byline(byline,
		"By | 2017-07-30T12:23:16+01:00 November 11th, 2014|Categories:"
		" Guest Blogger, Joanna Ruffle|0 Comments", "2014-11-11", "",
		"Guest Blogger\nJoanna Ruffle");
	assert_byline(byline, "Published 3 March 2020, updated 9 May 2021",
		"2020-03-03", "", "");
	assert_int_equal(byline->modified.year, 2021);
	assert_byline(byline, "Last updated: 9 May 2021", "", "", "");
}

static void
test_lists_go_on_over_the_elements_of_a_line(void **state)
{
	assert_byline(*state, "20 May 2023| by |Ann Lee| and |Bo Ek| in "
		"|Housing|, |Health|", "2023-05-20", "Ann Lee\nBo Ek",
		"Housing\nHealth");
}

static void
test_a_short_statement_between_bars_may_be_a_category(void **state)
{
	struct tw_byline *byline = *state;

	assert_byline(byline, "27 May 2022| |By Ann Lee| |Waiting times|",
		"2022-05-27", "Ann Lee", "");
	assert_str(tw_buf_str(&byline->others), "Waiting times");
}

static void
test_prose_is_no_byline(void **state)
{
	static const char *const lines[] = {
		"By clicking here you agree to be counted.",
		"By 2030 we will have planted ten trees.",
		"17 December 2019 was a dark day for all of the party.",
		"Section 5 of the Act says so.",
		"Published poets read from their new books tonight",
		"Date with destiny",
		"Share", ""};

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		if (tw_byline_read(tw_str_of(lines[i]), *state))
			fail_msg("taken for a byline: %s", lines[i]);
	}
}

static void
test_any_cut_of_a_byline_is_read_within_its_end(void **state)
{
	static const char line[] = "Posted on 3 March 2020 by Ann Lee, Bo Ek "
		"in News | Categories: A, B | 4 min read";

	for (size_t n = 0; n < sizeof(line); n++) {
		char *cut = malloc(n ? n : 1);

		assert_non_null(cut);
		memcpy(cut, line, n);
		tw_byline_read(tw_str(cut, n), *state);
		free(cut);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_line_tells_author_date_and_category),
		TEST(test_a_date_alone_is_a_byline),
		TEST(test_names_alone_are_a_byline),
		TEST(test_the_date_of_a_change_is_not_that_of_publication),
		TEST(test_lists_go_on_over_the_elements_of_a_line),
		TEST(test_a_short_statement_between_bars_may_be_a_category),
		TEST(test_prose_is_no_byline),
		TEST(test_any_cut_of_a_byline_is_read_within_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
