/* test_language.c: languages by their codes and names. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <libstemmer.h>

#include "text/analyzer.h"
#include "text/language.h"
#include "text/stem.h"

static void
test_language_find_knows_codes_and_names(void **state)
{
	static const char *const names[][2] = {
		{"en", "en"}, {"EN", "en"}, {"en-GB", "en"}, {"en_US.UTF-8",
		"en"}, {"english", "en"}, {"English", "en"}, {"eng", "en"},
		{"de-AT", "de"}, {"deutsch", "de"}, {"nb", "no"},
		{"nn-NO", "no"}, {"zh-Hant-TW", "zh"}, {"Japanese", "ja"},
		{"iw", "he"}, {"pt-BR", "pt"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *code = tw_language_find(tw_str_of(names[i][0]));

		assert_non_null(code);
		assert_string_equal(code, names[i][1]);
	}
}

static void
test_language_find_knows_no_others(void **state)
{
	static const char *const names[] = {"", "x", "xx", "klingon", "-",
		"e n", "german deutsch", "a name far too long for a language"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_null(tw_language_find(tw_str_of(names[i])));
}

static void
test_language_code_lists_those_with_a_stemmer(void **state)
{
	size_t count = 0;
	trawl_error err;

	(void)state;
	for (const char *code = tw_language_code(0); code;
		code = tw_language_code(++count)) {
		struct tw_stemmer *stemmer;

		assert_true(tw_language(code)->stemmed);
		assert_int_equal(tw_stemmer_new(code, &stemmer, &err), 0);
		tw_stemmer_free(stemmer);
	}
	assert_true(count >= 28);
	assert_null(tw_language_code(count + 1000));
}

/* All of Snowball but porter, the first stemmer of English. */
static void
test_language_find_knows_all_of_snowball(void **state)
{
	(void)state;
	for (const char **name = sb_stemmer_list(); *name; name++) {
		if (strcmp(*name, "porter") == 0)
			continue;
		const char *code = tw_language_find(tw_str_of(*name));

		if (!code || !tw_language(code)->stemmed)
			fail_msg("%s", *name);
	}
}

static void
test_language_knows_its_codes_only(void **state)
{
	(void)state;
	assert_string_equal(tw_language("fr")->code, "fr");
	assert_true(tw_language("fr")->accented);
	assert_false(tw_language("en")->accented);
	assert_true(tw_language("tr")->turkic);
	assert_false(tw_language("ja")->stemmed);
	assert_null(tw_language("french"));
	assert_null(tw_language(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_language_find_knows_codes_and_names),
		cmocka_unit_test(test_language_find_knows_no_others),
		cmocka_unit_test(test_language_code_lists_those_with_a_stemmer),
		cmocka_unit_test(test_language_find_knows_all_of_snowball),
		cmocka_unit_test(test_language_knows_its_codes_only),
	};

	return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
