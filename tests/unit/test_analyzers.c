/* test_analyzers.c: each article's language has its analyzer. */
/* SPDX-License-Identifier: MIT */
#include "index/analyzers.h"

#include <stdio.h>

#include "index_help.h"
#include "text/analyzer.h"

static struct tw_analyzers *analyzers;

static int
setup(void **state)
{
	(void)state;
	return tw_analyzers_new("en", 100000, &analyzers, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	tw_analyzers_free(analyzers);
	return 0;
}

static struct tw_analyzer *
get(const char *language)
{
	struct tw_analyzer *analyzer = NULL;

	index_ok(tw_analyzers_get(analyzers, tw_str_of(language), &analyzer,
		&err));
	return analyzer;
}

static int
append(void *context, const struct tw_token *token)
{
	if (token->kind == TW_TOKEN_MAIN)
		tw_buf_addf(context, "%.*s ", (int)token->term_length,
			token->term);
	return TRAWL_OK;
}

static void
expect(const char *language, const char *text, const char *terms)
{
	struct tw_buf out = {0};

	index_ok(tw_analyze(get(language), tw_str_of(text), append, &out,
		&err));
	tw_buf_add_byte(&out, '\0');
	assert_string_equal(out.p, terms);
	tw_buf_done(&out);
}

static void
test_article_without_language_has_that_of_the_index(void **state)
{
	(void)state;
	expect("", "bridges", "bridg ");
	assert_ptr_equal(get(""), get("en"));
}

static void
test_language_of_the_article_comes_first(void **state)
{
	(void)state;
	expect("de", "Häuser", "haus ");
	expect("de-AT", "Häuser", "haus ");
}

static void
test_unknown_language_is_not_stemmed(void **state)
{
	(void)state;
	expect("xx", "bridges", "bridges ");
	assert_ptr_equal(get("xx"), get("no such language"));
}

static void
test_analyzer_is_kept_while_others_are_asked_for(void **state)
{
	struct tw_analyzer *english = get("en");

	(void)state;
	get("de");
	get("fr");
	assert_ptr_equal(get("en"), english);
}

static void
test_more_languages_than_are_kept_do_their_work(void **state)
{
	static const char *const languages[] = {
		"en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "fi",
	};

	(void)state;
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < 10; i++)
			get(languages[i]);
	expect("en", "bridges", "bridg ");
}

/* More words than there is memory for, in two languages. */
static void
test_analyzers_share_the_memory(void **state)
{
	size_t least = SIZE_MAX;
	size_t most = 0;

	(void)state;
	for (uint32_t i = 0; i < 20000; i++) {
		char word[16];
		struct tw_buf out = {0};

		snprintf(word, sizeof(word), "w%x", i);
		index_ok(tw_analyze(get(i % 2 == 0 ? "en" : "de"),
			tw_str_of(word), append, &out, &err));
		tw_buf_done(&out);
		size_t bytes = tw_analyzers_bytes(analyzers);

		if (i > 10000 && bytes < least)
			least = bytes;
		most = bytes > most ? bytes : most;
	}
	assert_in_range(most, 100000, 300000);
	assert_true(least > 0);
}

#define ANALYZERS_TEST(name) \
	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ANALYZERS_TEST(
			test_article_without_language_has_that_of_the_index),
		ANALYZERS_TEST(test_language_of_the_article_comes_first),
		ANALYZERS_TEST(test_unknown_language_is_not_stemmed),
		ANALYZERS_TEST(
			test_analyzer_is_kept_while_others_are_asked_for),
		ANALYZERS_TEST(
			test_more_languages_than_are_kept_do_their_work),
		ANALYZERS_TEST(test_analyzers_share_the_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
