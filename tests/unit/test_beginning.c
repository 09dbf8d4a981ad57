/* test_beginning.c: the terms of all words that begin alike. */
/* SPDX-License-Identifier: MIT */
#include "text/analyzer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static int
append_token(void *context, const struct tw_token *token)
{
	struct tw_buf *out = context;

	tw_buf_add(out, token->term, token->term_length);
	tw_buf_add_byte(out, token->kind == TW_TOKEN_MAIN ? '*' : ' ');
	if (token->kind == TW_TOKEN_MAIN)
		tw_buf_add_byte(out, ' ');
	return TRAWL_OK;
}

/* "experim* " and then the stems, a space behind each. */
static const char *
expand(struct tw_analyzer *analyzer, struct tw_str beginning,
	struct tw_buf *out)
{
	tw_buf_reset(out);
	int status = tw_analyze_beginning(analyzer, beginning, append_token,
		out, NULL);

	assert_true(status == TRAWL_OK || (status == TRAWL_END && out->n == 0));
	tw_buf_add_byte(out, '\0');
	assert_false(tw_buf_failed(out));
	return out->p;
}

static void
assert_expanded(const char *language, const char *beginning,
	const char *expected)
{
	struct tw_analyzer *analyzer = NULL;
	struct tw_buf out = {0};

	assert_int_equal(tw_analyzer_new(language, &analyzer, NULL), TRAWL_OK);
	assert_string_equal(expand(analyzer, tw_str_of(beginning), &out),
		expected);
	tw_buf_done(&out);
	tw_analyzer_free(analyzer);
}

static void
test_beginning_is_folded(void **state)
{
	(void)state;
	assert_expanded("en", "Cat", "cat* ");
	assert_expanded("en", "Caf\u00e9", "cafe* ");
	assert_expanded("en", "co-op", "coop* ");
	assert_expanded("en", "O\u2019Bri", "obri* obr ");
	assert_expanded("en", "info@ex-am", "info@ex-am* ");
	assert_expanded("fr", "l\u2019\u00e9col", "ecol* ");
	assert_expanded("tlh", "Qapl", "qapl* ");
}

static void
test_stems_that_have_another_beginning_are_added(void **state)
{
	(void)state;
	assert_expanded("en", "hap", "hap* ");
	assert_expanded("en", "happy", "happy* happi ");
	assert_expanded("en", "experime", "experime* experim experi ");
	assert_expanded("en", "nationali", "nationali* nation national ");
	assert_expanded("en", "vett", "vett* vet ");
}

static void
test_numbers_are_not_stemmed(void **state)
{
	(void)state;
	assert_expanded("en", "20.04s", "20.04s* ");
}

static void
test_a_single_letter_is_too_short(void **state)
{
	(void)state;
	assert_expanded("en", "e", "");
	assert_expanded("en", "\u00e9", "");
	assert_expanded("en", "e'", "");
	assert_expanded("ru", "\u0436", "");
	assert_expanded("ru", "\u0436\u0443", "\u0436\u0443* ");
}

/* Terms are cut too, with a hash of the whole behind. */
static void
test_a_very_long_beginning_is_cut(void **state)
{
	char word[401];
	char expected[TW_TERM_MAX];

	(void)state;
	memset(word, 'x', 400);
	word[400] = '\0';
	snprintf(expected, sizeof(expected), "%.*s* ", TW_TERM_MAX - 16, word);
	assert_expanded("en", word, expected);
}

static int
stop_at_once(void *context, const struct tw_token *token)
{
	(void)token;
	++*(int *)context;
	return 42;
}

static void
test_what_the_function_returns_ends_it(void **state)
{
	struct tw_analyzer *analyzer = NULL;
	int calls = 0;

	(void)state;
	assert_int_equal(tw_analyzer_new("en", &analyzer, NULL), TRAWL_OK);
	assert_int_equal(tw_analyze_beginning(analyzer, TW_STR("happy"),
		stop_at_once, &calls, NULL), 42);
	assert_int_equal(calls, 1);
	tw_analyzer_free(analyzer);
}

/* ------------------------------------------------------------------ */
/* Each beginning of each word of some articles.                        */

static char *
read_articles(void)
{
	const char *top = getenv("top_srcdir");
	char path[1000];

	snprintf(path, sizeof(path), "%s/corpus/feeds/northolme-bureau.ndjson",
		top ? top : ".");
	FILE *file = fopen(path, "r");
	char *text = calloc(1, 1 << 20);

	assert_non_null(file);
	assert_non_null(text);
	assert_true(fread(text, 1, (1 << 20) - 1, file) > 1000);
	fclose(file);
	return text;
}

static int
take_main(void *context, const struct tw_token *token)
{
	struct tw_buf *out = context;

	if (token->kind == TW_TOKEN_MAIN)
		tw_buf_add(out, token->term, token->term_length);
	return TRAWL_OK;
}

/* True if the word's term begins alike or is one of the stems. */
static bool
is_found(const char *terms, struct tw_str term)
{
	size_t n = strcspn(terms, "*");
	char wanted[300];

	if (term.n >= n && memcmp(term.p, terms, n) == 0)
		return true;
	snprintf(wanted, sizeof(wanted), " %.*s ", (int)term.n, term.p);
	return strstr(terms, wanted) != NULL;
}

static void
test_beginnings_find_their_words(void **state)
{
	struct tw_analyzer *analyzer = NULL;
	struct tw_buf term = {0};
	struct tw_buf terms = {0};
	uint32_t missed = 0;
	uint32_t all = 0;
	char *text = read_articles();

	(void)state;
	assert_int_equal(tw_analyzer_new("en", &analyzer, NULL), TRAWL_OK);
	for (char *word = strtok(text, " \"\\.,:;?!()"); word;
		word = strtok(NULL, " \"\\.,:;?!()")) {
		size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz");

		if (word[n] || n > 30)
			continue;
		tw_buf_reset(&term);
		assert_int_equal(tw_analyze(analyzer, tw_str(word, n),
			take_main, &term, NULL), TRAWL_OK);
		for (size_t i = 2; i <= n; i++) {
			all++;
			if (is_found(expand(analyzer, tw_str(word, i),
				&terms), tw_buf_str(&term)))
				continue;
			missed++;
			if (getenv("TRAWL_LONG"))
				print_message("%.*s* misses %s (%s)\n",
					(int)i, word, word, term.p);
		}
	}
	assert_true(all > 1000);
	if (missed > all / 2000)
		fail_msg("%u of %u are missed", missed, all);
	tw_buf_done(&term);
	tw_buf_done(&terms);
	tw_analyzer_free(analyzer);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_beginning_is_folded),
		cmocka_unit_test(
			test_stems_that_have_another_beginning_are_added),
		cmocka_unit_test(test_numbers_are_not_stemmed),
		cmocka_unit_test(test_a_single_letter_is_too_short),
		cmocka_unit_test(test_a_very_long_beginning_is_cut),
		cmocka_unit_test(test_what_the_function_returns_ends_it),
		cmocka_unit_test(test_beginnings_find_their_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
