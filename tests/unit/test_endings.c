/* test_endings.c: what the words of a language end with. */
/* SPDX-License-Identifier: MIT */
#include "text/endings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/analyzer.h"
#include "text/fold.h"

static void
test_endings_are_folded_words_between_spaces(void **state)
{
	(void)state;
	for (size_t i = 0; tw_language_code(i); i++) {
		struct tw_str text = tw_str_of(
			tw_endings(tw_language_code(i)));
		struct tw_buf bare = {0};

		tw_fold_accents(text, &bare);
		assert_true(tw_str_equal(tw_buf_str(&bare), text));
		tw_buf_done(&bare);
		assert_null(strstr(text.p, "  "));
		if (text.n > 0)
			assert_true(text.p[0] != ' ' &&
				text.p[text.n - 1] != ' ');
	}
}

static void
test_english_has_endings_and_klingon_none(void **state)
{
	(void)state;
	assert_non_null(strstr(tw_endings("en"), " ation "));
	assert_string_equal(tw_endings("tlh"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_endings_are_folded_words_between_spaces),
		cmocka_unit_test(test_english_has_endings_and_klingon_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
