/* test_stop_words.c: the lists of stop words are what they should be. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/analyzer.h"
#include "text/fold.h"
#include "text/stop.h"
#include "text/utf8.h"

static const char *const codes[] = {"da", "de", "en", "es", "fi", "fr", "it",
	"nl", "no", "pt", "ru", "sv"};

#define CODES (sizeof(codes) / sizeof(codes[0]))

static void
test_stop_words_are_there_for_the_great_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODES; i++)
		assert_non_null(tw_stop_words(codes[i]));
	assert_null(tw_stop_words("ja"));
	assert_null(tw_stop_words(""));
}

static void
test_stop_words_are_folded(void **state)
{
	struct tw_buf folded = {0};

	(void)state;
	for (size_t i = 0; i < CODES; i++) {
		struct tw_str words = tw_str_of(tw_stop_words(codes[i]));

		assert_true(tw_utf8_valid(words));
		tw_buf_reset(&folded);
		tw_fold(words, false, &folded);
		assert_true(tw_str_equal(tw_buf_str(&folded), words));
	}
	tw_buf_done(&folded);
}

static void
test_stop_words_stand_once_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODES; i++) {
		const char *words = tw_stop_words(codes[i]);
		struct tw_map seen = {0};

		while (*words != '\0') {
			size_t n = strcspn(words, " ");
			bool is_new = false;

			assert_true(tw_map_insert(&seen, tw_str(words, n), 0,
				NULL, NULL, &is_new));
			if (n == 0 || !is_new)
				fail_msg("%s: %.*s", codes[i], (int)n, words);
			words += n + (words[n] == ' ');
		}
		assert_true(seen.count >= 90);
		tw_map_done(&seen);
	}
}

static int
check_stop(void *context, const struct tw_token *token)
{
	(void)context;
	if (token->kind == TW_TOKEN_MAIN && !token->stop)
		fail_msg("%.*s", (int)token->term_length, token->term);
	return TRAWL_OK;
}

static void
test_stop_words_are_seen_as_such_by_the_analyzer(void **state)
{
	trawl_error err;

	(void)state;
	for (size_t i = 0; i < CODES; i++) {
		struct tw_analyzer *analyzer;
		struct tw_str words = tw_str_of(tw_stop_words(codes[i]));

		assert_int_equal(tw_analyzer_new(codes[i], &analyzer, &err),
			0);
		assert_int_equal(tw_analyze(analyzer, words, check_stop, NULL,
			&err), 0);
		tw_analyzer_free(analyzer);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_stop_words_are_there_for_the_great_languages),
		cmocka_unit_test(test_stop_words_are_folded),
		cmocka_unit_test(test_stop_words_stand_once_each),
		cmocka_unit_test(
			test_stop_words_are_seen_as_such_by_the_analyzer),
	};

	return cmocka_run_group_tests_name("stop_words", tests, NULL, NULL);
}
