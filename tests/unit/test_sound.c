/* test_sound.c: words that sound alike, by the table in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "text/spelling.h"

static struct tw_sound
sound_of(const char *word)
{
	struct tw_letters letters;
	struct tw_sound sound;

	assert_true(tw_letters_of(tw_str_of(word), &letters));
	tw_sound_of(&letters, &sound);
	return sound;
}

static int
check_line(void *context, const struct table_line *line)
{
	struct tw_sound left = sound_of(line->left);
	struct tw_sound right = sound_of(line->right);
	bool same = strcmp(line->sign, " = ") == 0;

	(void)context;
	if (tw_sound_equal(&left, &right) == same)
		return 0;
	print_error("%s:%u: not so: %s%s%s\n", line->file, line->number,
		line->left, line->sign, line->right);
	return 1;
}

static void
test_sounds_follow_the_table(void **state)
{
	static const char *const signs[] = {" != ", " = ", NULL};

	(void)state;
	table_run("sound.test", signs, check_line, NULL);
}

static void
test_sound_of_the_longest_word_fits(void **state)
{
	char word[TW_SPELLING_LETTERS + 1] = "";

	(void)state;
	/* Each x is two sounds. */
	for (uint32_t i = 0; i < TW_SPELLING_LETTERS; i++)
		word[i] = 'x';
	assert_int_equal(sound_of(word).count, TW_SPELLING_KEY);
	assert_int_equal(sound_of("").count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sounds_follow_the_table),
		cmocka_unit_test(test_sound_of_the_longest_word_fits),
	};

	return cmocka_run_group_tests_name("sound", tests, NULL, NULL);
}
