/* test_chars.c: what a character is to the word it stands in. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/chars.h"

static void
expect(enum tw_char kind, const uint32_t *characters)
{
	for (; *characters != 0; characters++) {
		if (tw_char_kind(*characters) != kind)
			fail_msg("U+%04X", (unsigned)*characters);
	}
}

#define EXPECT(kind, ...) expect(kind, (const uint32_t[]){__VA_ARGS__, 0})

static void
test_char_kind_knows_letters(void **state)
{
	(void)state;
	EXPECT(TW_CHAR_LETTER, 'a', 'Z', 0xE9, 0x3B1, 0x416, 0x5D0, 0x627,
		0x915, 0x2C7, 0xFF21, 0x1D401, 0x2163);
}

static void
test_char_kind_knows_digits_and_numbers(void **state)
{
	(void)state;
	EXPECT(TW_CHAR_DIGIT, '0', '9', 0x660, 0x966, 0xFF15, 0x2082, 0xE51);
	EXPECT(TW_CHAR_NUMBER, 0xB9, 0xB2, 0xBD, 0x2460);
}

static void
test_char_kind_knows_marks(void **state)
{
	(void)state;
	EXPECT(TW_CHAR_MARK, 0x301, 0x5B7, 0x64B, 0x93F, 0xE31, 0x20E3);
}

static void
test_char_kind_knows_what_vanishes(void **state)
{
	(void)state;
	EXPECT(TW_CHAR_IGNORED, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF,
		0xFE0F, 0x640, 0x200E);
}

static void
test_char_kind_knows_signs_in_all_their_forms(void **state)
{
	(void)state;
	EXPECT(TW_CHAR_SIGN, '\'', 0x2019, 0x2BC, '-', 0x2010, 0x2013, 0xFF0D,
		'_', '.', 0xFF0E, ',', ':', '&', '@', '#', '+', 0xB7);
}

static void
test_char_kind_knows_unspaced_scripts(void **state)
{
	(void)state;
	EXPECT(TW_CHAR_UNSPACED, 0x65E5, 0x3042, 0x30AB, 0xFF76, 0xE01, 0xE81,
		0x1000, 0x1780, 0xD55C, 0x1112, 0x3005, 0x20000);
}

static void
test_char_kind_knows_emoji(void **state)
{
	(void)state;
	EXPECT(TW_CHAR_EMOJI, 0x1F44D, 0x2764, 0x1F1EC, 0x1F3FD, 0x1FAE0);
}

static void
test_char_kind_separates_at_the_rest(void **state)
{
	(void)state;
	EXPECT(TW_CHAR_OTHER, ' ', '\n', '/', '(', '%', '"', 0xA0, 0x2014,
		0x2026, 0x201C, 0xA9, 0x2122, 0x3001, 0x30FB, 0xE000, 0xFFFD,
		0xD800, 0x110000, 0xFFFFFFFF);
}

static void
test_char_plain_leaves_other_characters(void **state)
{
	(void)state;
	assert_int_equal(tw_char_plain('x'), 'x');
	assert_int_equal(tw_char_plain(0xE9), 0xE9);
	assert_int_equal(tw_char_plain(0x2014), 0x2014);
}

static void
test_char_plain_makes_typography_one(void **state)
{
	(void)state;
	assert_int_equal(tw_char_plain(0x2019), '\'');
	assert_int_equal(tw_char_plain(0x2011), '-');
	assert_int_equal(tw_char_plain(0xFF20), '@');
	assert_int_equal(tw_char_plain(0xFF5A), 'z');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_char_kind_knows_letters),
		cmocka_unit_test(test_char_kind_knows_digits_and_numbers),
		cmocka_unit_test(test_char_kind_knows_marks),
		cmocka_unit_test(test_char_kind_knows_what_vanishes),
		cmocka_unit_test(test_char_kind_knows_signs_in_all_their_forms),
		cmocka_unit_test(test_char_kind_knows_unspaced_scripts),
		cmocka_unit_test(test_char_kind_knows_emoji),
		cmocka_unit_test(test_char_kind_separates_at_the_rest),
		cmocka_unit_test(test_char_plain_leaves_other_characters),
		cmocka_unit_test(test_char_plain_makes_typography_one),
	};

	return cmocka_run_group_tests_name("chars", tests, NULL, NULL);
}
