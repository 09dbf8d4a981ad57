/* test_census.c: how many articles have a term. */
/* SPDX-License-Identifier: MIT */
#include "index/census.h"

#include <string.h>

#include "base/alloc.h"
#include "index_help.h"

static struct tw_analyzers *analyzers;
static struct tw_census *census;

static int
setup(void **state)
{
	(void)state;
	return tw_analyzers_new("en", 0, &analyzers, NULL) ||
		tw_census_new(analyzers, 1 << 20, &census, NULL) ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	tw_census_free(census);
	tw_analyzers_free(analyzers);
	return 0;
}

static void
begin(const char *title)
{
	struct tw_doc doc = index_doc("a", title, "");

	index_ok(tw_census_begin(census, &doc, &err));
}

static void
add(const char *title, const char *text)
{
	begin(title);
	index_ok(tw_census_text(census, tw_str_of(text), &err));
}

static void
assert_terms(const char *wanted)
{
	struct tw_buf told = {0};

	index_ok(tw_census_terms(census, index_tell_term, &told, &err));
	tw_buf_add_byte(&told, 0);
	assert_string_equal(told.p, wanted);
	tw_buf_done(&told);
}

static void
test_terms_are_told_with_the_articles_that_have_them(void **state)
{
	(void)state;
	add("mill", "water water river");
	add("", "bridge");
	add("", "water");
	add("river", "mill");
	assert_terms("0 bridg 1, 0 mill 2, 0 river 2, 0 water 2, "
		"1 mill 1, 1 river 1, 5 en 4, ");
}

static void
test_text_in_parts_counts_as_one_article(void **state)
{
	struct tw_buf numbers = {0};

	(void)state;
	begin("");
	index_ok(tw_census_part(census, TW_STR("water mill"), &err));
	index_ok(tw_census_part(census, TW_STR("mill"), &err));
	index_ok(tw_census_numbers(census, TW_STR("water co-op"), false,
		&numbers, &err));
	index_ok(tw_census_numbers(census, TW_STR("Rivers"), true, &numbers,
		&err));
	assert_int_equal(numbers.n, 5 * sizeof(uint32_t));
	for (size_t i = 0; i < 5; i++)
		tw_census_count(census, ((uint32_t *)(void *)numbers.p)[i]);
	tw_buf_done(&numbers);
	assert_terms("0 co 1, 0 coop 1, 0 mill 1, 0 op 1, 0 river 1, "
		"0 water 1, 5 en 1, ");
}

static void
test_sentences_are_a_term_of_articles_that_have_several(void **state)
{
	(void)state;
	add("", "One. Two.");
	add("", "A mill by the water and the river. Another mill.");
	begin("");
	index_ok(tw_census_sentences(census, &err));
	struct tw_buf told = {0};

	index_ok(tw_census_terms(census, index_tell_term, &told, &err));
	tw_buf_add_byte(&told, 0);
	assert_non_null(strstr(told.p, "0 . 2, "));
	tw_buf_done(&told);
}

/* The thousandth word is the title's last. */
static void
test_title_is_counted_up_to_its_most_words(void **state)
{
	struct tw_buf title = {0};

	(void)state;
	for (int i = 0; i < TW_TITLE_MAX - 1; i++)
		tw_buf_addf(&title, "water ");
	tw_buf_addf(&title, "mill river");
	tw_buf_add_byte(&title, 0);
	add(title.p, "bridge");
	tw_buf_done(&title);
	assert_terms("0 bridg 1, 0 mill 1, 0 water 1, 1 mill 1, 1 water 1, "
		"5 en 1, ");
}

static void
test_full_census_takes_no_article_until_it_is_reset(void **state)
{
	struct tw_doc doc = index_doc("b", "bridge", "");
	struct tw_buf text = {0};

	(void)state;
	for (int i = 0; i < 20000; i++)
		tw_buf_addf(&text, "w%d ", i);
	begin("");
	index_ok(tw_census_text(census, tw_buf_str(&text), &err));
	tw_buf_done(&text);
	assert_int_equal(tw_census_begin(census, &doc, NULL), TRAWL_END);
	tw_census_reset(census);
	begin("bridge");
	assert_terms("0 bridg 1, 1 bridg 1, 5 en 1, ");
}

/* A tw_census_fn. */
static int
stop(void *context, enum tw_index_field field, struct tw_str term,
	uint32_t count, trawl_error *err)
{
	(void)field;
	(void)term;
	(void)count;
	++*(int *)context;
	return tw_fail(err, TRAWL_EIO, "enough");
}

static void
test_failure_of_the_one_who_is_told_is_passed_on(void **state)
{
	int calls = 0;
	trawl_error err = {0};

	(void)state;
	add("mill", "water");
	assert_int_equal(tw_census_terms(census, stop, &calls, &err),
		TRAWL_EIO);
	assert_int_equal(calls, 1);
	assert_string_equal(err.text, "enough");
}

#define CENSUS_TEST(name) \
	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CENSUS_TEST(
			test_terms_are_told_with_the_articles_that_have_them),
		CENSUS_TEST(test_text_in_parts_counts_as_one_article),
		CENSUS_TEST(
		test_sentences_are_a_term_of_articles_that_have_several),
		CENSUS_TEST(test_title_is_counted_up_to_its_most_words),
		CENSUS_TEST(
			test_full_census_takes_no_article_until_it_is_reset),
		CENSUS_TEST(test_failure_of_the_one_who_is_told_is_passed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
