/* test_nearby.c: near words, compared with each pair's edits counted. */
/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dice.h"
#include "text/nearby.h"

#define WORDS 3000
#define LONGEST 9

static uint32_t
least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Edits between two words by the definition, cell by cell. */
static uint32_t
count_edits(const char *a, const char *b)
{
	uint32_t d[LONGEST + 1][LONGEST + 1];
	uint32_t m = (uint32_t)strlen(a);
	uint32_t n = (uint32_t)strlen(b);

	for (uint32_t i = 0; i <= m; i++)
		d[i][0] = i;
	for (uint32_t j = 0; j <= n; j++)
		d[0][j] = j;
	for (uint32_t i = 1; i <= m; i++)
		for (uint32_t j = 1; j <= n; j++) {
			d[i][j] = least(d[i - 1][j], d[i][j - 1]) + 1;
			d[i][j] = least(d[i][j], d[i - 1][j - 1] +
				(a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[m][n];
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
roll_word(uint32_t *seed, char *ret)
{
	uint32_t n = 1 + dice(seed, LONGEST - 1);

	for (uint32_t i = 0; i < n; i++)
		ret[i] = (char)('a' + dice(seed, 3));
	ret[n] = '\0';
}

static size_t
shared(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Goes through all words, saying what they share or that it is nothing. */
static void
check_all(char (*words)[LONGEST + 1], const char *typed, uint32_t edits,
	bool share)
{
	struct tw_letters letters;
	struct tw_nearby nearby;

	assert_true(tw_letters_of(tw_str_of(typed), &letters));
	tw_nearby_init(&nearby, &letters, edits);
	for (uint32_t i = 0; i < WORDS; i++) {
		size_t same = i > 0 && share
			? shared(words[i - 1], words[i]) : 0;
		uint32_t right = count_edits(typed, words[i]);
		uint32_t found = tw_nearby_next(&nearby, tw_str_of(words[i]),
			same);

		assert_int_equal(found, right <= edits ? right : UINT32_MAX);
	}
}

static void
test_nearby_finds_what_counting_edits_finds(void **state)
{
	static char words[WORDS][LONGEST + 1];
	uint32_t seed = 7;

	(void)state;
	for (uint32_t i = 0; i < WORDS; i++)
		roll_word(&seed, words[i]);
	qsort(words, WORDS, sizeof(*words), by_bytes);
	for (uint32_t round = 0; round < 60; round++) {
		char typed[LONGEST + 1];

		roll_word(&seed, typed);
		check_all(words, typed, round % 3, true);
		check_all(words, typed, round % 3, false);
	}
}

static void
test_nearby_tells_what_nothing_near_begins_with(void **state)
{
	struct tw_letters letters;
	struct tw_nearby nearby;

	(void)state;
	assert_true(tw_letters_of(TW_STR("house"), &letters));
	tw_nearby_init(&nearby, &letters, 1);
	assert_int_equal(tw_nearby_next(&nearby, TW_STR("hatter"), 0),
		UINT32_MAX);
	assert_int_equal(nearby.dead, 3);
	assert_int_equal(tw_nearby_next(&nearby, TW_STR("hatters"), 6),
		UINT32_MAX);
	assert_int_equal(tw_nearby_next(&nearby, TW_STR("hose"), 1), 1);
	assert_int_equal(nearby.dead, 0);
}

static void
test_nearby_counts_characters_not_bytes(void **state)
{
	struct tw_letters letters;
	struct tw_nearby nearby;

	(void)state;
	assert_true(tw_letters_of(TW_STR("при"), &letters));
	tw_nearby_init(&nearby, &letters, 1);
	assert_int_equal(tw_nearby_next(&nearby, TW_STR("пре"), 0), 1);
	/* и and е begin with the same byte. */
	assert_int_equal(tw_nearby_next(&nearby, TW_STR("при"), 5), 0);
	assert_int_equal(tw_nearby_next(&nearby, TW_STR("рпи"), 1), 1);
}

static void
test_nearby_takes_the_longest_words(void **state)
{
	char word[TW_SPELLING_LETTERS + 4];
	struct tw_letters letters;
	struct tw_nearby nearby;

	(void)state;
	memset(word, 'a', sizeof(word));
	assert_true(tw_letters_of(tw_str(word, TW_SPELLING_LETTERS),
		&letters));
	tw_nearby_init(&nearby, &letters, 2);
	for (size_t n = 1; n <= sizeof(word); n++) {
		uint32_t edits = tw_nearby_next(&nearby, tw_str(word, n),
			n - 1);
		size_t right = n < TW_SPELLING_LETTERS
			? TW_SPELLING_LETTERS - n : n - TW_SPELLING_LETTERS;

		assert_int_equal(edits, right <= 2 ? right : UINT32_MAX);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nearby_finds_what_counting_edits_finds),
		cmocka_unit_test(
			test_nearby_tells_what_nothing_near_begins_with),
		cmocka_unit_test(test_nearby_counts_characters_not_bytes),
		cmocka_unit_test(test_nearby_takes_the_longest_words),
	};

	return cmocka_run_group_tests_name("nearby", tests, NULL, NULL);
}
