/* test_cut.c: where a text may be cut. */
/* SPDX-License-Identifier: MIT */
#include "result/cut.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/utf8.h"

static void
test_space_is_skipped_and_trimmed(void **state)
{
	struct tw_str text = TW_STR(" a \xC2\xA0\n b ");

	(void)state;
	assert_int_equal(tw_skip_space(text, 0), 1);
	assert_int_equal(tw_skip_space(text, 1), 1);
	assert_int_equal(tw_skip_space(text, 2), 7);
	assert_int_equal(tw_skip_space(text, 8), 9);
	assert_int_equal(tw_trim_space(text, 0, 9), 8);
	assert_int_equal(tw_trim_space(text, 1, 7), 2);
	assert_int_equal(tw_trim_space(text, 3, 7), 3);
}

static void
test_runs_of_space_count_as_one(void **state)
{
	struct tw_str text = TW_STR("ab  \n c\xC2\xA0 d");

	(void)state;
	assert_int_equal(tw_single_spaced(text, 0, text.n, 100), 6);
	assert_int_equal(tw_single_spaced(text, 0, 2, 100), 2);
	assert_in_range(tw_single_spaced(text, 0, text.n, 3), 4, 6);
}

static void
test_single_spaces_among_plain_words_are_passed_over(void **state)
{
	struct tw_str text = TW_STR("one two, 3  four \xC2\xA0 six ");

	(void)state;
	assert_int_equal(tw_skip_plain_words(text, 0, text.n), 10);
	assert_int_equal(tw_skip_plain_words(text, 3, text.n), 10);
	assert_int_equal(tw_skip_plain_words(text, 0, 4), 3);
	assert_int_equal(tw_skip_plain_words(text, 10, text.n), 10);
	assert_int_equal(tw_skip_plain_words(text, 12, text.n), 16);
	assert_int_equal(tw_skip_plain_words(text, 20, text.n), 23);
}

static void
test_cut_is_at_words(void **state)
{
	struct tw_str text = TW_STR("one two  three four");

	(void)state;
	assert_int_equal(tw_cut_before(text, 0, 0), 0);
	assert_int_equal(tw_cut_before(text, 1, 9), 4);
	assert_int_equal(tw_cut_before(text, 4, 9), 4);
	assert_int_equal(tw_cut_before(text, 5, 9), 9);
	assert_int_equal(tw_cut_before(text, 8, 9), 9);
	assert_int_equal(tw_cut_behind(text, 3, 13), 7);
	assert_int_equal(tw_cut_behind(text, 3, 14), 14);
	assert_int_equal(tw_cut_behind(text, 3, 15), 14);
	assert_int_equal(tw_cut_behind(text, 3, 6), 3);
	assert_int_equal(tw_cut_behind(text, 3, 19), 19);
}

static void
test_cut_without_words_is_at_characters(void **state)
{
	struct tw_str text = TW_STR("日本語の本");

	(void)state;
	assert_int_equal(tw_cut_before(text, 3, 12), 3);
	assert_int_equal(tw_cut_before(text, 4, 12), 6);
	assert_int_equal(tw_cut_behind(text, 3, 8), 6);
	assert_int_equal(tw_cut_behind(text, 3, 9), 9);
	assert_int_equal(tw_cut_behind(text, 3, 4), 3);
}

static void
test_marks_stay_with_their_characters(void **state)
{
	/* Four times e with two accents (5 bytes), far enough from the start
	   that it is not looked at from there. */
	struct tw_buf buf = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		tw_buf_add_str(&buf, TW_STR("e\xCC\x81\xCC\xA3"));
	struct tw_str text = tw_buf_str(&buf);

	for (size_t at = 300; at < 320; at++) {
		assert_int_equal(tw_cut_before(text, at, 400),
			(at + 4) / 5 * 5);
		assert_int_equal(tw_cut_behind(text, 200, at), at / 5 * 5);
	}
	tw_buf_done(&buf);
}

static void
test_cut_stays_within_its_bounds(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	tw_buf_add_byte(&buf, 'e');
	for (int i = 0; i < 1000; i++)
		tw_buf_add_str(&buf, TW_STR("\xCC\x81"));
	struct tw_str text = tw_buf_str(&buf);

	for (size_t at = 10; at < 1000; at += 7) {
		size_t before = tw_cut_before(text, at, 1001);
		size_t behind = tw_cut_behind(text, 1, at);

		assert_in_range(before, at, 1001);
		assert_in_range(behind, 1, at);
		assert_int_equal(tw_utf8_floor(text, before), before);
		assert_int_equal(tw_utf8_floor(text, behind), behind);
	}
	tw_buf_done(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_space_is_skipped_and_trimmed),
		cmocka_unit_test(test_runs_of_space_count_as_one),
		cmocka_unit_test(
			test_single_spaces_among_plain_words_are_passed_over),
		cmocka_unit_test(test_cut_is_at_words),
		cmocka_unit_test(test_cut_without_words_is_at_characters),
		cmocka_unit_test(test_marks_stay_with_their_characters),
		cmocka_unit_test(test_cut_stays_within_its_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
