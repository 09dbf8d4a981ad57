/* test_at.c: reads small things one after another from a text. */
/* SPDX-License-Identifier: MIT */
#include "page/at.h"

#include "page_help.h"

static struct tw_at
at_of(const char *text)
{
	return (struct tw_at){text, text + strlen(text)};
}

static void
test_what_is_there_is_passed(void **state)
{
	struct tw_at at = at_of(" \xc2\xa0" "ab:12 ");
	unsigned number = 0;

	(void)state;
	tw_at_space(&at);
	assert_true(tw_at_text(&at, "ab"));
	assert_true(tw_at_byte(&at, ':'));
	assert_true(tw_at_number(&at, 1, 2, &number));
	assert_int_equal(number, 12);
	assert_str(tw_at_rest(at), " ");
}

static void
test_what_is_not_there_moves_nothing(void **state)
{
	struct tw_at at = at_of("a123");
	unsigned number = 7;

	(void)state;
	assert_false(tw_at_text(&at, "a1234"));
	assert_false(tw_at_byte(&at, 'b'));
	assert_false(tw_at_number(&at, 1, 3, &number));
	assert_true(tw_at_byte(&at, 'a'));
	assert_false(tw_at_number(&at, 1, 2, &number));
	assert_false(tw_at_number(&at, 4, 4, &number));
	assert_int_equal(number, 7);
	assert_str(tw_at_rest(at), "123");
}

static void
test_a_word_ends_before_other_marks(void **state)
{
	(void)state;
	assert_true(tw_at_word_end(at_of("")));
	assert_true(tw_at_word_end(at_of(". x")));
	assert_true(tw_at_word_end(at_of("|")));
	assert_false(tw_at_word_end(at_of("x")));
	assert_false(tw_at_word_end(at_of("_")));
	assert_false(tw_at_word_end(at_of("7")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_there_is_passed),
		cmocka_unit_test(test_what_is_not_there_moves_nothing),
		cmocka_unit_test(test_a_word_ends_before_other_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
