/* test_english.c: stems of English words, beside those of libstemmer. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libstemmer.h>

#include "text/english.h"

static void
expect_stem(const char *word, const char *stem)
{
	char room[TW_ENGLISH_ROOM];
	struct tw_str got = tw_english_stem(tw_str_of(word), room);

	if (!tw_str_equal(got, tw_str_of(stem)))
		fail_msg("%s => %.*s", word, (int)got.n, got.p);
}

static void
test_stem_follows_each_step(void **state)
{
	(void)state;
	expect_stem("children's", "children");
	expect_stem("caresses", "caress");
	expect_stem("ties", "tie");
	expect_stem("cries", "cri");
	expect_stem("gas", "gas");
	expect_stem("agreed", "agre");
	expect_stem("hopping", "hop");
	expect_stem("hoping", "hope");
	expect_stem("luxuriated", "luxuri");
	expect_stem("say", "say");
	expect_stem("cry", "cri");
	expect_stem("rationalize", "ration");
	expect_stem("knightly", "knight");
	expect_stem("electrical", "electr");
	expect_stem("adoption", "adopt");
	expect_stem("rate", "rate");
	expect_stem("controlling", "control");
}

static void
test_stem_knows_the_exceptions(void **state)
{
	(void)state;
	expect_stem("skies", "sky");
	expect_stem("dying", "die");
	expect_stem("only", "onli");
	expect_stem("news", "news");
	expect_stem("generally", "general");
	expect_stem("communism", "communism");
	expect_stem("arsenic", "arsenic");
	expect_stem("succeed", "succeed");
	expect_stem("outings", "outing");
}

static void
test_stem_leaves_other_words_to_libstemmer(void **state)
{
	char word[TW_STEM_BYTES_MAX + 2];

	(void)state;
	memset(word, 'a', sizeof(word));
	word[sizeof(word) - 1] = '\0';
	expect_stem(word, "");
	expect_stem("na\u00EFve", "");
	expect_stem("Words", "");
	expect_stem("r2d2", "");
	expect_stem("''s", "");
	expect_stem("", "");
}

/* ------------------------------------------------------------------ */
/* Beside libstemmer.                                                   */

static void
hold_against(struct sb_stemmer *snowball, struct tw_str word)
{
	char room[TW_ENGLISH_ROOM];
	struct tw_str got = tw_english_stem(word, room);
	const sb_symbol *stem = sb_stemmer_stem(snowball,
		(const sb_symbol *)word.p, (int)word.n);
	struct tw_str expected = tw_str((const char *)stem,
		(size_t)sb_stemmer_length(snowball));

	if (!tw_str_equal(got, expected))
		fail_msg("%.*s => %.*s, not %.*s", (int)word.n, word.p,
			(int)got.n, got.p, (int)expected.n, expected.p);
}

/* Skips the test where libstemmer has the rules of 3.0. */
static struct sb_stemmer *
open_snowball(void)
{
	struct sb_stemmer *snowball = sb_stemmer_new("english", NULL);

	assert_non_null(snowball);
	sb_stemmer_stem(snowball, (const sb_symbol *)"evening", 7);
	if (sb_stemmer_length(snowball) != 4) {
		sb_stemmer_delete(snowball);
		skip();
	}
	return snowball;
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyz'";

#define LETTERS (sizeof(letters) - 1)

static void
test_stem_is_libstemmers_for_all_short_words(void **state)
{
	struct sb_stemmer *snowball = open_snowball();
	size_t most = getenv("TRAWL_LONG") ? 5 : 3;
	char word[8];
	size_t end = 1;

	(void)state;
	for (size_t n = 1; n <= most; n++) {
		end *= LETTERS;
		for (size_t i = 0; i < end; i++) {
			size_t left = i;

			for (size_t k = 0; k < n; k++) {
				word[k] = letters[left % LETTERS];
				left /= LETTERS;
			}
			hold_against(snowball, tw_str(word, n));
		}
	}
	sb_stemmer_delete(snowball);
}

/* All that rules are about, alone and one behind another. */
static const char *const endings[] = {
	"", "s", "'", "'s", "'s'", "ed", "ing", "edly", "ingly", "eed",
	"eedly", "sses", "ied", "ies", "us", "ss", "y", "at", "bl", "iz", "e",
	"l", "ll", "tional", "enci", "anci", "abli", "entli", "izer",
	"ization", "ational", "ation", "ator", "alism", "aliti", "alli",
	"fulness", "ousli", "ousness", "iveness", "iviti", "biliti", "bli",
	"logi", "ogi", "fulli", "lessli", "li", "alize", "icate", "iciti",
	"ical", "ful", "ness", "ative", "al", "ance", "ence", "er", "ic",
	"able", "ible", "ant", "ement", "ment", "ent", "ism", "ate", "iti",
	"ous", "ive", "ize", "ion", "sion", "tion", "ly", "ally", "bb", "tt",
	"gener", "commun", "arsen", "inning", "outing", "canning", "herring",
	"earring", "proceed", "exceed", "succeed", "skies", "singly",
};

#define ENDINGS (sizeof(endings) / sizeof(endings[0]))

static size_t
add_beginning(uint64_t *seed, char *to)
{
	static const char common[] = "aeiouyaeioy";
	size_t n = (*seed >> 40) % 5;

	for (size_t i = 0; i < n; i++) {
		*seed = *seed * UINT64_C(6364136223846793005) + 1;
		uint64_t r = *seed >> 33;

		to[i] = r % 3 == 0 ? common[r / 3 % (sizeof(common) - 1)] :
			letters[r / 3 % LETTERS];
	}
	return n;
}

static void
test_stem_is_libstemmers_for_all_endings(void **state)
{
	struct sb_stemmer *snowball = open_snowball();
	size_t rounds = getenv("TRAWL_LONG") ? 200 : 8;
	uint64_t seed = 1;
	char word[32];

	(void)state;
	for (size_t i = 0; i < rounds * ENDINGS * ENDINGS; i++) {
		const char *first = endings[i % ENDINGS];
		const char *second = endings[i / ENDINGS % ENDINGS];

		seed = seed * UINT64_C(6364136223846793005) + 1;
		size_t n = add_beginning(&seed, word);

		memcpy(word + n, first, strlen(first));
		n += strlen(first);
		memcpy(word + n, second, strlen(second));
		n += strlen(second);
		if (n > 0)
			hold_against(snowball, tw_str(word, n));
	}
	sb_stemmer_delete(snowball);
}

/* Runs of small letters in the file. */
static void
hold_words_of(struct sb_stemmer *snowball, const char *name)
{
	const char *folder = getenv("top_srcdir");
	char path[1024];
	char word[TW_STEM_BYTES_MAX];
	size_t n = 0;
	size_t count = 0;

	snprintf(path, sizeof(path), "%s/%s", folder ? folder : ".", name);
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	for (int c = getc(file); c != EOF; c = getc(file)) {
		if (c >= 'a' && c <= 'z' && n < sizeof(word)) {
			word[n++] = (char)c;
			continue;
		}
		if (n > 0)
			hold_against(snowball, tw_str(word, n));
		count += n > 0;
		n = 0;
	}
	fclose(file);
	assert_true(count > 1000);
}

static void
test_stem_is_libstemmers_for_words_of_texts(void **state)
{
	struct sb_stemmer *snowball = open_snowball();

	(void)state;
	hold_words_of(snowball, "corpus/expected.ndjson");
	hold_words_of(snowball, "docs/FORMAT.md");
	hold_words_of(snowball, "docs/man/trawl.3");
	sb_stemmer_delete(snowball);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stem_follows_each_step),
		cmocka_unit_test(test_stem_knows_the_exceptions),
		cmocka_unit_test(test_stem_leaves_other_words_to_libstemmer),
		cmocka_unit_test(test_stem_is_libstemmers_for_all_short_words),
		cmocka_unit_test(test_stem_is_libstemmers_for_all_endings),
		cmocka_unit_test(test_stem_is_libstemmers_for_words_of_texts),
	};

	return cmocka_run_group_tests_name("english", tests, NULL, NULL);
}
