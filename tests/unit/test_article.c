/* test_article.c: the fields of an article. */
/* SPDX-License-Identifier: MIT */
#include "page/article.h"

#include "page_help.h"

#include "../fault/alloc_fault.h"

static int
make(void **state)
{
	trawl_error err;

	*state = tw_article_new(&err);
	return *state ? 0 : 1;
}

static int
drop(void **state)
{
	tw_article_free(*state);
	return 0;
}

static void
set(struct trawl_article *article, enum trawl_field field, const char *text)
{
	trawl_error err = {0};

	assert_int_equal(tw_article_set(article, field, tw_str_of(text),
		"given", &err), TRAWL_OK);
}

static void
assert_field(struct trawl_article *article, enum trawl_field field,
	const char *given, const char *wanted)
{
	set(article, field, given);
	assert_str(tw_article_get(article, field), wanted);
}

static void
test_fields_are_empty_at_first(void **state)
{
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		struct trawl_article *article = *state;

		assert_str(tw_article_get(article, (enum trawl_field)i), "");
		assert_string_equal(article->source[i], "");
	}
}

static void
test_a_field_is_copied_with_its_source(void **state)
{
	struct trawl_article *article = *state;
	char text[] = "A title";

	set(article, TRAWL_TITLE, text);
	text[0] = 'X';
	assert_str(tw_article_get(article, TRAWL_TITLE), "A title");
	assert_string_equal(article->source[TRAWL_TITLE], "given");
}

static void
test_an_empty_text_clears_a_field(void **state)
{
	struct trawl_article *article = *state;

	set(article, TRAWL_TITLE, "A title");
	set(article, TRAWL_TITLE, "  \n ");
	assert_str(tw_article_get(article, TRAWL_TITLE), "");
	assert_string_equal(article->source[TRAWL_TITLE], "");
}

static void
test_a_title_is_one_line(void **state)
{
	assert_field(*state, TRAWL_TITLE, " One\n two\xc2\xa0 three ",
		"One two three");
}

static void
test_text_is_kept_as_given(void **state)
{
	assert_field(*state, TRAWL_TEXT, " a\r\n\tb  c\n\n",
		" a\r\n\tb  c\n\n");
}

static void
test_authors_are_a_line_each_and_none_twice(void **state)
{
	assert_field(*state, TRAWL_AUTHOR, "Jane  Smith\n\n John Doe \n"
		"Jane Smith", "Jane Smith\nJohn Doe");
}

static void
test_a_date_takes_its_one_form(void **state)
{
	assert_field(*state, TRAWL_DATE, "17 December 2019", "2019-12-17");
	assert_field(*state, TRAWL_DATE, "2019-12-17T23:59:00Z", "2019-12-17");
	assert_field(*state, TRAWL_DATE, "2019-12", "2019-12");
	assert_field(*state, TRAWL_DATE, "2019", "2019");
}

static void
test_a_date_that_is_none_is_refused(void **state)
{
	struct trawl_article *article = *state;
	trawl_error err = {0};

	set(article, TRAWL_DATE, "2019-12-17");
	assert_int_equal(tw_article_set(article, TRAWL_DATE,
		TW_STR("yesterday"), "given", &err), TRAWL_EINVAL);
	assert_string_equal(err.text,
		"date 'yesterday' is none: write it as 2019-12-17");
	assert_str(tw_article_get(article, TRAWL_DATE), "2019-12-17");
}

static void
test_a_language_takes_its_code(void **state)
{
	assert_field(*state, TRAWL_LANGUAGE, "en-GB", "en");
	assert_field(*state, TRAWL_LANGUAGE, "DE", "de");
	assert_field(*state, TRAWL_LANGUAGE, "pt_BR", "pt");
	assert_field(*state, TRAWL_LANGUAGE, "cy", "cy");
}

static void
test_a_language_that_is_none_is_refused(void **state)
{
	trawl_error err = {0};

	assert_int_equal(tw_article_set(*state, TRAWL_LANGUAGE,
		TW_STR("the queen's own"), "given", &err), TRAWL_EINVAL);
}

static void
test_an_id_has_at_most_500_bytes(void **state)
{
	struct trawl_article *article = *state;
	trawl_error err = {0};
	char id[501];

	memset(id, 'x', sizeof(id));
	assert_int_equal(tw_article_set(article, TRAWL_ID, tw_str(id, 500),
		"given", &err), TRAWL_OK);
	assert_int_equal(tw_article_set(article, TRAWL_ID, tw_str(id, 501),
		"given", &err), TRAWL_EFULL);
	assert_int_equal(tw_article_get(article, TRAWL_ID).n, 500);
}

static void
test_invalid_bytes_are_replaced_and_counted(void **state)
{
	struct trawl_article *article = *state;

	set(article, TRAWL_TEXT, "caf\xe9 and \xff");
	set(article, TRAWL_TITLE, "\xc3");
	assert_str(tw_article_get(article, TRAWL_TEXT),
		"caf\xef\xbf\xbd and \xef\xbf\xbd");
	assert_int_equal(article->replaced, 3);
}

static void
test_reset_empties_all_fields(void **state)
{
	struct trawl_article *article = *state;

	set(article, TRAWL_TITLE, "A title\xff");
	tw_article_reset(article);
	assert_str(tw_article_get(article, TRAWL_TITLE), "");
	assert_string_equal(article->source[TRAWL_TITLE], "");
	assert_int_equal(article->replaced, 0);
}

static int
fill_all(void)
{
	trawl_error err = {0};
	struct trawl_article *article = tw_article_new(&err);
	int status = article ? TRAWL_OK : TRAWL_ENOMEM;

	for (int i = 0; i < TRAWL_FIELD_COUNT && status == TRAWL_OK; i++)
		status = tw_article_set(article, (enum trawl_field)i,
			i == TRAWL_DATE ? TW_STR("2019") : TW_STR("en"),
			"given", &err);
	if (status != TRAWL_OK)
		assert_int_equal(err.status, status);
	tw_article_free(article);
	return status;
}

static void
test_no_memory_is_told_and_nothing_is_lost(void **state)
{
	bool failed = true;

	(void)state;
	for (uint64_t nth = 1; failed; nth++) {
		alloc_fault_at(nth);

		int status = fill_all();

		failed = alloc_fault_off();
		assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
		assert_int_equal(alloc_fault_live(), 0);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_fields_are_empty_at_first),
		TEST(test_a_field_is_copied_with_its_source),
		TEST(test_an_empty_text_clears_a_field),
		TEST(test_a_title_is_one_line),
		TEST(test_text_is_kept_as_given),
		TEST(test_authors_are_a_line_each_and_none_twice),
		TEST(test_a_date_takes_its_one_form),
		TEST(test_a_date_that_is_none_is_refused),
		TEST(test_a_language_takes_its_code),
		TEST(test_a_language_that_is_none_is_refused),
		TEST(test_an_id_has_at_most_500_bytes),
		TEST(test_invalid_bytes_are_replaced_and_counted),
		TEST(test_reset_empties_all_fields),
		cmocka_unit_test(test_no_memory_is_told_and_nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
