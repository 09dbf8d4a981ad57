/* test_plain.c: text as it is compared with our tables of words. */
/* SPDX-License-Identifier: MIT */
#include "page/plain.h"

#include "page_help.h"

static void
assert_plain(const char *text, const char *wanted)
{
	struct tw_buf out = {0};

	tw_plain_add(&out, tw_str_of(text));
	assert_str(tw_buf_str(&out), wanted);
	tw_buf_done(&out);
}

static void
test_case_and_accents_are_left_out(void **state)
{
	(void)state;
	assert_plain("D\xc3\x89" "CEMBRE", "decembre");
	assert_plain("De\xcc\x81" "cembre", "decembre");
	assert_plain("Ma\xc4\xb1s \xd0\x9c\xd0\x90\xd0\x99",
		"mais \xd0\xbc\xd0\xb0\xd0\xb8");
	assert_plain("\xc3\x9f", "\xc3\x9f");
}

static void
test_typography_is_made_one(void **state)
{
	(void)state;
	assert_plain("\xe2\x80\x9cIt\xe2\x80\x99s\xe2\x80\x9d \xe2\x80\x93 x",
		"\"it's\" - x");
	assert_plain("co\xc2\xad" "op", "coop");
}

static void
test_white_space_is_one_space(void **state)
{
	(void)state;
	assert_plain(" \ta \n\xc2\xa0 b ", "a b");
}

static void
test_nothing_is_written_beyond_the_room(void **state)
{
	char out[4] = "xxx";

	(void)state;
	assert_int_equal(tw_plain(TW_STR("ab\xc3\xb6\xc3\x9f"), out, 3), 3);
	assert_memory_equal(out, "abo", 4 - 1);
	assert_int_equal(tw_plain(TW_STR("a\xc3\x9f"), out, 2), 1);
	assert_int_equal(tw_plain(TW_STR(""), out, 0), 0);
}

static void
test_words_spaces_and_trimming_are_measured(void **state)
{
	(void)state;
	assert_int_equal(tw_plain_word(TW_STR("caf\xc3\xa9 x")), 5);
	assert_int_equal(tw_plain_word(TW_STR("1a")), 0);
	assert_int_equal(tw_plain_space(TW_STR(" \xe3\x80\x80x")), 4);
	assert_str(tw_plain_trim(TW_STR("\n a b\xc2\xa0")), "a b");
	assert_str(tw_plain_trim(TW_STR("  ")), "");
}

static void
test_characters_are_classed(void **state)
{
	(void)state;
	assert_true(tw_plain_is_letter(0xe9));
	assert_false(tw_plain_is_letter('7'));
	assert_true(tw_plain_is_upper(0xc9));
	assert_false(tw_plain_is_upper(0xe9));
	assert_true(tw_plain_is_unspaced(0x4e00));
	assert_true(tw_plain_is_unspaced(0x0e01));
	assert_false(tw_plain_is_unspaced(0xac00));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_case_and_accents_are_left_out),
		cmocka_unit_test(test_typography_is_made_one),
		cmocka_unit_test(test_white_space_is_one_space),
		cmocka_unit_test(test_nothing_is_written_beyond_the_room),
		cmocka_unit_test(test_words_spaces_and_trimming_are_measured),
		cmocka_unit_test(test_characters_are_classed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
