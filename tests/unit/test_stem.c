/* test_stem.c: words to stems. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/analyzer.h"
#include "text/language.h"
#include "text/stem.h"

static struct tw_stemmer *
stemmer_of(const char *code)
{
	struct tw_stemmer *stemmer = NULL;
	trawl_error err;

	assert_int_equal(tw_stemmer_new(code, &stemmer, &err), TRAWL_OK);
	assert_non_null(stemmer);
	return stemmer;
}

static void
expect_stem(const char *code, const char *word, const char *stem)
{
	struct tw_stemmer *stemmer = stemmer_of(code);
	struct tw_str got;
	trawl_error err;

	assert_int_equal(tw_stem(stemmer, tw_str_of(word), &got, &err), 0);
	if (!tw_str_equal(got, tw_str_of(stem)))
		fail_msg("%s: %s => %.*s", code, word, (int)got.n, got.p);
	tw_stemmer_free(stemmer);
}

static void
test_stem_follows_the_rules_of_the_language(void **state)
{
	(void)state;
	expect_stem("en", "integration", "integr");
	expect_stem("en", "partnerships", "partnership");
	expect_stem("fr", "chevaux", "cheval");
	expect_stem("de", "häuser", "haus");
	expect_stem("ru", "книги", "книг");
}

static void
test_stem_reads_the_romanian_comma_as_cedilla(void **state)
{
	(void)state;
	expect_stem("ro", "ora\u0219ul", "ora\u015F");
	expect_stem("ro", "ora\u015Ful", "ora\u015F");
}

static void
test_stem_leaves_a_long_word(void **state)
{
	char word[TW_STEM_BYTES_MAX + 4];

	(void)state;
	memset(word, 'a', sizeof(word));
	memcpy(word + sizeof(word) - 4, "ing", 4);
	expect_stem("en", word, word);
	expect_stem("en", "", "");
}

static void
test_stem_never_leaves_nothing(void **state)
{
	(void)state;
	expect_stem("en", "s", "s");
	expect_stem("en", "'", "'");
	expect_stem("en", "'s", "'s");
}

/* Words of common and of rare letters, some ending as words do. */
static struct tw_str
make_word(uint64_t *seed, char room[32])
{
	static const char *const endings[] = {
		"", "s", "ing", "ed", "ies", "en", "heden", "ement", "amente",
		"ation", "issimo", "lle", "ene", "y",
	};
	size_t n = 1 + (*seed >> 33) % 7;

	for (size_t i = 0; i < n; i++) {
		*seed = *seed * UINT64_C(6364136223846793005) + 1;
		room[i] = (char)('a' + (*seed >> 33) % 26);
	}
	const char *ending = endings[(*seed >> 40) %
		(sizeof(endings) / sizeof(endings[0]))];

	memcpy(room + n, ending, strlen(ending));
	return tw_str(room, n + strlen(ending));
}

/* True if so many letters are the same, but for y and i, or are not there. */
static bool
begins_alike(struct tw_str stem, struct tw_str word, unsigned letters)
{
	for (size_t i = 0; i < letters && i < stem.n; i++) {
		char a = stem.p[i] == 'y' ? 'i' : stem.p[i];
		char b = word.p[i] == 'y' ? 'i' : word.p[i];

		if (a != b)
			return false;
	}
	return stem.n > 0;
}

static void
test_stem_keeps_the_first_letters_where_it_should(void **state)
{
	uint64_t seed = 1;
	char room[32];

	(void)state;
	for (size_t i = 0; tw_language_code(i); i++) {
		const char *code = tw_language_code(i);
		struct tw_stemmer *stemmer = stemmer_of(code);

		unsigned keeps = tw_language(code)->keeps;

		for (int k = 0; keeps > 0 && k < 20000; k++) {
			struct tw_str word = make_word(&seed, room);
			struct tw_str stem;

			assert_int_equal(tw_stem(stemmer, word, &stem, NULL),
				0);
			if (!begins_alike(stem, word, keeps))
				fail_msg("%s: %.*s", code, (int)word.n,
					word.p);
		}
		tw_stemmer_free(stemmer);
	}
}

static void
test_stemmer_new_ends_when_the_language_has_none(void **state)
{
	struct tw_stemmer *stemmer = NULL;

	(void)state;
	assert_int_equal(tw_stemmer_new("ja", &stemmer, NULL), TRAWL_END);
	assert_int_equal(tw_stemmer_new("", &stemmer, NULL), TRAWL_END);
	assert_null(stemmer);
	tw_stemmer_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stem_follows_the_rules_of_the_language),
		cmocka_unit_test(test_stem_reads_the_romanian_comma_as_cedilla),
		cmocka_unit_test(test_stem_leaves_a_long_word),
		cmocka_unit_test(test_stem_never_leaves_nothing),
		cmocka_unit_test(
			test_stem_keeps_the_first_letters_where_it_should),
		cmocka_unit_test(
			test_stemmer_new_ends_when_the_language_has_none),
	};

	return cmocka_run_group_tests_name("stem", tests, NULL, NULL);
}
