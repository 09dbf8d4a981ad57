/* test_stop_words.c: the lists of stop words are what they should be. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
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
		assert_true(tw_stop_words(codes[i]).n > 0);
	assert_int_equal(tw_stop_words("ja").n, 0);
	assert_int_equal(tw_stop_words("").n, 0);
}

static void
test_stop_words_are_folded(void **state)
{
	struct tw_buf folded = {0};

	(void)state;
	for (size_t i = 0; i < CODES; i++) {
		struct tw_str words = tw_stop_words(codes[i]);

		assert_true(tw_utf8_valid(words));
		tw_buf_reset(&folded);
		tw_fold(words, false, &folded);
		assert_true(tw_str_equal(tw_buf_str(&folded), words));
	}
	tw_buf_done(&folded);
}

/* Takes the first word off the list; false if there is none. */
static bool
take_word(struct tw_str *words, struct tw_str *ret)
{
	const char *space = memchr(words->p, ' ', words->n);

	*ret = *words;
	if (words->n == 0)
		return false;
	if (space)
		ret->n = (size_t)(space - words->p);
	size_t taken = ret->n + (space ? 1 : 0);

	*words = tw_str(words->p + taken, words->n - taken);
	return true;
}

static void
test_stop_words_ascend(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODES; i++) {
		struct tw_str words = tw_stop_words(codes[i]);
		struct tw_str last = {0};
		struct tw_str word;
		size_t count = 0;

		while (take_word(&words, &word)) {
			if (tw_str_compare(last, word) >= 0)
				fail_msg("%s: %.*s", codes[i], (int)word.n,
					word.p);
			last = word;
			count++;
		}
		assert_true(count >= 90);
	}
}

static void
test_stop_words_have_the_sieve_of_their_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODES; i++) {
		const struct tw_stop_list *list = tw_stop_list(codes[i]);
		uint64_t sieve[TW_STOP_SIEVE] = {0};
		struct tw_str left = list->words;
		struct tw_str word;

		while (take_word(&left, &word))
			sieve[tw_stop_place(word) / 64] |=
				UINT64_C(1) << tw_stop_place(word) % 64;
		if (memcmp(sieve, list->sieve, sizeof(sieve)) == 0)
			continue;
		print_error("%s: the sieve is", codes[i]);
		for (size_t n = 0; n < TW_STOP_SIEVE; n++)
			print_error(" 0x%016" PRIx64 ",", sieve[n]);
		fail_msg("%s: another sieve", codes[i]);
	}
}

static void
test_stop_words_are_there_without_accents_too(void **state)
{
	struct tw_buf bare = {0};

	(void)state;
	for (size_t i = 0; i < CODES; i++) {
		struct tw_str words = tw_stop_words(codes[i]);
		struct tw_str left = words;
		struct tw_str word;

		while (take_word(&left, &word)) {
			tw_buf_reset(&bare);
			tw_fold_accents(word, &bare);
			if (!tw_stop_has(words, word) ||
				!tw_stop_has(words, tw_buf_str(&bare)))
				fail_msg("%s: %.*s", codes[i], (int)word.n,
					word.p);
		}
	}
	tw_buf_done(&bare);
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
		struct tw_str words = tw_stop_words(codes[i]);

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
		cmocka_unit_test(test_stop_words_ascend),
		cmocka_unit_test(
			test_stop_words_have_the_sieve_of_their_places),
		cmocka_unit_test(
			test_stop_words_are_there_without_accents_too),
		cmocka_unit_test(
			test_stop_words_are_seen_as_such_by_the_analyzer),
	};

	return cmocka_run_group_tests_name("stop_words", tests, NULL, NULL);
}
