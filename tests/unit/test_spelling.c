/* test_spelling.c: prices of slips, by the table in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "text/spelling.h"

static int
check_line(void *context, const struct table_line *line)
{
	struct tw_letters typed;
	struct tw_letters meant;
	char *between = strstr(line->left, " > ");

	(void)context;
	if (!between) {
		print_error("%s:%u: no two words\n", line->file, line->number);
		return 1;
	}
	size_t n = (size_t)(between - line->left);

	assert_true(tw_letters_of(tw_str(line->left, n), &typed));
	assert_true(tw_letters_of(tw_str_of(between + 3), &meant));
	double cost = (double)tw_spelling_cost(&typed, &meant);
	bool wrong = cost < strtod(line->right, NULL) ||
		cost > strtod(line->right, NULL);

	if (wrong)
		print_error("%s:%u: %s costs %.1f, not %s\n", line->file,
			line->number, line->left, cost, line->right);
	return wrong;
}

static void
test_spelling_costs_follow_the_table(void **state)
{
	static const char *const signs[] = {" => ", NULL};

	(void)state;
	table_run("spelling.test", signs, check_line, NULL);
}

static float
score(const char *typed, const char *meant, uint64_t articles)
{
	struct tw_letters a;
	struct tw_letters b;
	struct tw_sound sound;

	assert_true(tw_letters_of(tw_str_of(typed), &a));
	assert_true(tw_letters_of(tw_str_of(meant), &b));
	tw_sound_of(&a, &sound);
	return tw_spelling_score(&a, &sound, &b, articles);
}

static void
test_spelling_score_prefers_what_more_articles_have(void **state)
{
	(void)state;
	assert_true(score("roat", "road", 100) > score("roat", "road", 10));
	assert_true(score("hose", "house", 90) > score("hose", "nose", 100));
}

static void
test_spelling_score_of_no_article_is_that_of_one(void **state)
{
	(void)state;
	assert_true(score("roat", "road", 0) >= score("roat", "road", 1));
	assert_true(score("roat", "road", 0) <= score("roat", "road", 1));
}

static void
test_spelling_score_prefers_what_sounds_the_same(void **state)
{
	(void)state;
	assert_true(score("fone", "phone", 5) > score("fone", "clone", 5));
	assert_true(score("nite", "night", 5) > score("nite", "eight", 5));
}

static void
test_letters_of_a_word_that_is_too_long_are_none(void **state)
{
	char word[TW_SPELLING_LETTERS + 1];
	struct tw_letters letters;

	(void)state;
	memset(word, 'a', sizeof(word));
	assert_true(tw_letters_of(tw_str(word, sizeof(word) - 1), &letters));
	assert_int_equal(letters.count, TW_SPELLING_LETTERS);
	assert_false(tw_letters_of(tw_str(word, sizeof(word)), &letters));
}

static void
test_spelling_cost_of_the_longest_words_is_bounded(void **state)
{
	struct tw_letters a = {.count = TW_SPELLING_LETTERS};
	struct tw_letters none = {.count = 0};

	(void)state;
	for (uint32_t i = 0; i < a.count; i++)
		a.at[i] = i % 2 == 0 ? 'a' : 0x44F;
	assert_true(tw_spelling_cost(&a, &a) <= 0);
	assert_true(tw_spelling_cost(&a, &none) > 40);
	assert_true(tw_spelling_cost(&none, &a) > 40);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spelling_costs_follow_the_table),
		cmocka_unit_test(
			test_spelling_score_prefers_what_more_articles_have),
		cmocka_unit_test(
			test_spelling_score_of_no_article_is_that_of_one),
		cmocka_unit_test(
			test_spelling_score_prefers_what_sounds_the_same),
		cmocka_unit_test(
			test_letters_of_a_word_that_is_too_long_are_none),
		cmocka_unit_test(
			test_spelling_cost_of_the_longest_words_is_bounded),
	};

	return cmocka_run_group_tests_name("spelling", tests, NULL, NULL);
}
