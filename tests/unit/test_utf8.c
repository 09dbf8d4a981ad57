/* test_utf8.c: the gate: what is UTF-8, and what becomes of what is not. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

#define FFFD "\xEF\xBF\xBD"

/* Not UTF-8: Unicode 15, table 3-7 and examples of section 3.9. */
static const struct {
	struct tw_str bytes;
	uint64_t replaced;
	const char *clean;
} bad[] = {
	{TW_STR("a\0b"), 1, "a" FFFD "b"},
	{TW_STR("\x80"), 1, FFFD},
	{TW_STR("\xC0\xAF"), 2, FFFD FFFD},
	{TW_STR("\xC1\xBF"), 2, FFFD FFFD},
	{TW_STR("\xC3"), 1, FFFD},
	{TW_STR("\xC3" "a"), 1, FFFD "a"},
	{TW_STR("\xE0\x80\xAF"), 3, FFFD FFFD FFFD},
	{TW_STR("\xE2\x82"), 1, FFFD},
	{TW_STR("\xE2\x82z"), 1, FFFD "z"},
	{TW_STR("\xED\xA0\x80"), 3, FFFD FFFD FFFD},
	{TW_STR("\xF0\x80\x80\x80"), 4, FFFD FFFD FFFD FFFD},
	{TW_STR("\xF0\x9F\x92"), 1, FFFD},
	{TW_STR("\xF0\x9F\x92" "abcdefgh"), 1, FFFD "abcdefgh"},
	{TW_STR("\xF4\x90\x80\x80"), 4, FFFD FFFD FFFD FFFD},
	{TW_STR("\xF5\x80"), 2, FFFD FFFD},
	{TW_STR("\xFF"), 1, FFFD},
	{TW_STR("a\xF1\x80\x80\xE1\x80\xC2" "b\x80" "c\x80\xBF" "d"), 6,
		"a" FFFD FFFD FFFD "b" FFFD "c" FFFD FFFD "d"},
};

static void
test_utf8_valid_takes_every_character(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		uint32_t back;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		tw_buf_reset(&buf);
		tw_utf8_add(&buf, c);
		assert_true(tw_utf8_valid(tw_buf_str(&buf)));
		assert_ptr_equal(tw_utf8_next(buf.p, buf.p + buf.n, &back),
			buf.p + buf.n);
		assert_int_equal(back, c);
	}
	tw_buf_done(&buf);
}

static void
test_utf8_valid_refuses_what_is_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(tw_utf8_valid(bad[i].bytes));
}

static void
test_utf8_valid_sees_a_bad_byte_anywhere(void **state)
{
	char text[40];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++) {
		memset(text, 'a', sizeof(text));
		assert_true(tw_utf8_valid(tw_str(text, sizeof(text))));
		text[i] = '\0';
		assert_false(tw_utf8_valid(tw_str(text, sizeof(text))));
		text[i] = '\xFE';
		assert_false(tw_utf8_valid(tw_str(text, sizeof(text))));
	}
}

static void
test_utf8_valid_takes_nothing_at_all(void **state)
{
	(void)state;
	assert_true(tw_utf8_valid(tw_str(NULL, 0)));
}

static void
test_utf8_clean_replaces_each_maximal_subpart(void **state)
{
	struct tw_buf out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		tw_buf_reset(&out);
		assert_int_equal(tw_utf8_clean(bad[i].bytes, &out),
			bad[i].replaced);
		assert_true(tw_str_equal(tw_buf_str(&out),
			tw_str_of(bad[i].clean)));
	}
	tw_buf_done(&out);
}

static void
test_utf8_clean_leaves_valid_text(void **state)
{
	struct tw_str text = TW_STR("caf\xC3\xA9 \xF0\x9F\x91\x8D and so on");
	struct tw_buf out = {0};

	(void)state;
	assert_int_equal(tw_utf8_clean(text, &out), 0);
	assert_true(tw_str_equal(tw_buf_str(&out), text));
	assert_int_equal(tw_utf8_clean(tw_str(NULL, 0), &out), 0);
	tw_buf_done(&out);
}

static void
test_utf8_next_goes_on_by_a_byte_when_invalid(void **state)
{
	const char *text = "\xE2\x82";
	uint32_t c = 0;

	(void)state;
	assert_ptr_equal(tw_utf8_next(text, text + 2, &c), text + 1);
	assert_int_equal(c, 0xFFFD);
}

static void
test_utf8_next_does_not_read_behind_the_end(void **state)
{
	const char *text = "\xC3\xA9";
	uint32_t c = 0;

	(void)state;
	assert_ptr_equal(tw_utf8_next(text, text + 1, &c), text + 1);
	assert_int_equal(c, 0xFFFD);
}

static void
test_utf8_floor_goes_back_to_the_end_of_a_character(void **state)
{
	struct tw_str text = TW_STR("a\xC3\xA9\xF0\x9F\x91\x8D");

	(void)state;
	static const size_t floors[] = {0, 1, 1, 3, 3, 3, 3, 7, 7};

	for (size_t n = 0; n < sizeof(floors) / sizeof(floors[0]); n++)
		assert_int_equal(tw_utf8_floor(text, n), floors[n]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8_valid_takes_every_character),
		cmocka_unit_test(test_utf8_valid_refuses_what_is_none),
		cmocka_unit_test(test_utf8_valid_sees_a_bad_byte_anywhere),
		cmocka_unit_test(test_utf8_valid_takes_nothing_at_all),
		cmocka_unit_test(test_utf8_clean_replaces_each_maximal_subpart),
		cmocka_unit_test(test_utf8_clean_leaves_valid_text),
		cmocka_unit_test(test_utf8_next_goes_on_by_a_byte_when_invalid),
		cmocka_unit_test(test_utf8_next_does_not_read_behind_the_end),
		cmocka_unit_test(
			test_utf8_floor_goes_back_to_the_end_of_a_character),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
