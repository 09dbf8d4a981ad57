/* test_entry.c: what an entry of a feed says, to an article. */
/* SPDX-License-Identifier: MIT */
#include "page/entry.h"

#include "form_help.h"

static void
say(struct tw_entry *entry, enum tw_entry_part part, const char *text)
{
	tw_entry_begin(entry, part);
	tw_entry_add(entry, part, tw_str_of(text));
	tw_entry_end(entry, part);
}

/* What becomes of the entry; leaves it empty. */
static void
assert_entry(struct tw_entry *entry, const struct tw_entry *feed,
	int wanted_status, const char *fields, const char *wanted)
{
	const struct trawl_extract_options options = {.size = sizeof(options),
		.now = "2026-11-22"};
	static const struct tw_entry none;
	struct told told = {.fields = fields};
	struct trawl_article *article = tw_article_new(NULL);
	trawl_error doubt = {0};

	assert_non_null(article);
	assert_int_equal(tw_entry_article(entry, feed ? feed : &none, &options,
		article, &doubt, NULL), wanted_status);
	if (wanted_status == TRAWL_OK) {
		(void)take_told(&told, article, NULL);
		if (doubt.status != TRAWL_OK)
			(void)take_told(&told, NULL, &doubt);
		assert_str(tw_buf_str(&told.lines), wanted);
	}
	tw_buf_done(&told.lines);
	tw_article_free(article);
	tw_entry_reset(entry);
}

static void
test_the_first_value_counts_and_lists_grow(void **state)
{
	struct tw_entry entry = {0};

	(void)state;
	say(&entry, TW_ENTRY_TITLE, " ");
	say(&entry, TW_ENTRY_TITLE, "One");
	say(&entry, TW_ENTRY_TITLE, "Two");
	say(&entry, TW_ENTRY_AUTHOR, "Ann");
	say(&entry, TW_ENTRY_AUTHOR, "");
	say(&entry, TW_ENTRY_AUTHOR, "Bob");
	say(&entry, TW_ENTRY_CATEGORY, "a");
	say(&entry, TW_ENTRY_CATEGORY, "b");
	assert_entry(&entry, NULL, TRAWL_OK, "tac",
		"One | Ann/Bob | a/b\n");
	tw_entry_done(&entry);
}

static void
test_an_author_is_a_name_not_an_address(void **state)
{
	struct tw_entry entry = {0};

	(void)state;
	say(&entry, TW_ENTRY_TITLE, "T");
	say(&entry, TW_ENTRY_AUTHOR, "ann@a.example (Ann Lee)");
	assert_entry(&entry, NULL, TRAWL_OK, "a", "Ann Lee\n");
	say(&entry, TW_ENTRY_TITLE, "T");
	say(&entry, TW_ENTRY_AUTHOR, "ann@a.example");
	assert_entry(&entry, NULL, TRAWL_OK, "a", "\n");
	tw_entry_done(&entry);
}

static void
test_what_the_entry_does_not_say_the_feed_does(void **state)
{
	struct tw_entry entry = {0};
	struct tw_entry feed = {0};

	(void)state;
	say(&feed, TW_ENTRY_AUTHOR, "Eva");
	say(&feed, TW_ENTRY_LANGUAGE, "cy");
	say(&feed, TW_ENTRY_BASE, "https://a.example/b/");
	say(&entry, TW_ENTRY_TITLE, "T");
	say(&entry, TW_ENTRY_LINK, "c");
	assert_entry(&entry, &feed, TRAWL_OK, "alu",
		"Eva | cy | https://a.example/b/c\n");
	say(&entry, TW_ENTRY_TITLE, "T");
	say(&entry, TW_ENTRY_AUTHOR, "Ann");
	assert_entry(&entry, &feed, TRAWL_OK, "au", "Ann | \n");
	tw_entry_done(&entry);
	tw_entry_done(&feed);
}

static void
test_a_date_of_a_change_is_one_where_there_is_no_other(void **state)
{
	struct tw_entry entry = {0};

	(void)state;
	say(&entry, TW_ENTRY_TITLE, "T");
	say(&entry, TW_ENTRY_CHANGED, "2020-02-03");
	assert_entry(&entry, NULL, TRAWL_OK, "d", "2020-02-03\n");
	say(&entry, TW_ENTRY_TITLE, "T");
	say(&entry, TW_ENTRY_CHANGED, "2020-02-03");
	say(&entry, TW_ENTRY_DATE, "2019-01-02");
	assert_entry(&entry, NULL, TRAWL_OK, "d", "2019-01-02\n");
	tw_entry_done(&entry);
}

static void
test_a_date_that_is_none_is_a_doubt(void **state)
{
	struct tw_entry entry = {0};

	(void)state;
	say(&entry, TW_ENTRY_TITLE, "T");
	say(&entry, TW_ENTRY_DATE, "soon");
	assert_entry(&entry, NULL, TRAWL_OK, "td",
		"T | \n! date 'soon' is none\n");
	tw_entry_done(&entry);
}

static void
test_a_summary_is_text_where_the_content_is_much_shorter(void **state)
{
	struct tw_entry entry = {0};

	(void)state;
	say(&entry, TW_ENTRY_SUMMARY, "All that there is to say of lamps.");
	say(&entry, TW_ENTRY_CONTENT, "<p>Lamps.</p>");
	assert_entry(&entry, NULL, TRAWL_OK, "x",
		"All that there is to say of lamps.\n");
	tw_entry_done(&entry);
}

static void
test_text_becomes_html_without_being_it(void **state)
{
	struct tw_entry entry = {0};

	(void)state;
	tw_entry_begin(&entry, TW_ENTRY_CONTENT);
	tw_entry_add(&entry, TW_ENTRY_CONTENT, TW_STR("<p>"));
	tw_entry_add_escaped(&entry, TW_ENTRY_CONTENT, TW_STR("a < b & c"));
	tw_entry_end(&entry, TW_ENTRY_CONTENT);
	assert_entry(&entry, NULL, TRAWL_OK, "x", "a < b & c\n");
	tw_entry_done(&entry);
}

static void
test_nothing_is_refused(void **state)
{
	struct tw_entry entry = {0};

	(void)state;
	assert_entry(&entry, NULL, TRAWL_EEMPTY, "", "");
	say(&entry, TW_ENTRY_LINK, "https://a.example/");
	say(&entry, TW_ENTRY_CONTENT, "<p> </p>");
	assert_entry(&entry, NULL, TRAWL_EEMPTY, "", "");
	entry.too_large = true;
	assert_entry(&entry, NULL, TRAWL_EFULL, "", "");
	assert_false(entry.too_large);
	tw_entry_done(&entry);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_first_value_counts_and_lists_grow),
		cmocka_unit_test(test_an_author_is_a_name_not_an_address),
		cmocka_unit_test(
			test_what_the_entry_does_not_say_the_feed_does),
		cmocka_unit_test(
			test_a_date_of_a_change_is_one_where_there_is_no_other),
		cmocka_unit_test(test_a_date_that_is_none_is_a_doubt),
		cmocka_unit_test(
		test_a_summary_is_text_where_the_content_is_much_shorter),
		cmocka_unit_test(test_text_becomes_html_without_being_it),
		cmocka_unit_test(test_nothing_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
