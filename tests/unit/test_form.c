/* test_form.c: the tokens that a word gives: what the tables do not show. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/form.h"

static struct tw_former
new_former(const char *language)
{
	struct tw_former former = {0};

	tw_former_init(&former, language);
	return former;
}

static struct tw_form
make(struct tw_former *former, const char *text, enum tw_word_kind kind)
{
	struct tw_word word = {tw_str_of(text), kind};
	struct tw_form form;

	assert_int_equal(tw_form_make(former, &word, &form, NULL), 0);
	return form;
}

static struct tw_str
term_of(const struct tw_form *form, size_t i)
{
	assert_true(i < form->token_count);
	return tw_str(form->terms + form->tokens[i].term,
		form->tokens[i].term_length);
}

static void
test_form_of_a_plain_word_is_one_token(void **state)
{
	struct tw_former former = new_former("en");
	struct tw_form form = make(&former, "Partners", TW_WORD_SPACED);

	(void)state;
	assert_int_equal(form.token_count, 1);
	assert_int_equal(form.positions, 1);
	assert_int_equal(form.words, 1);
	assert_int_equal(form.terms_length, 7);
	assert_true(tw_str_equal(term_of(&form, 0), TW_STR("partner")));
	assert_int_equal(form.tokens[0].start, 0);
	assert_int_equal(form.tokens[0].end, 8);
	tw_former_done(&former);
}

static void
test_form_counts_positions_and_words(void **state)
{
	struct tw_former former = new_former("fr");
	struct tw_form form = make(&former, "l'arc-en-ciel", TW_WORD_SPACED);

	(void)state;
	assert_int_equal(form.positions, 4);
	assert_int_equal(form.words, 2);
	assert_int_equal(form.token_count, 5);
	assert_int_equal(form.tokens[1].word, 1);
	assert_true(tw_str_equal(term_of(&form, 2), TW_STR("arcenciel")));
	assert_int_equal(form.tokens[2].start, 2);
	assert_int_equal(form.tokens[2].end, 13);
	tw_former_done(&former);
}

static void
test_form_has_no_term_twice_at_a_position(void **state)
{
	struct tw_former former = new_former("de");
	struct tw_form form = make(&former, "Häuser", TW_WORD_SPACED);

	(void)state;
	assert_int_equal(form.token_count, 2);
	assert_true(tw_str_equal(term_of(&form, 0), TW_STR("haus")));
	assert_true(tw_str_equal(term_of(&form, 1), TW_STR("häuser")));
	tw_former_done(&former);
}

static void
test_form_of_a_piece_is_one_position(void **state)
{
	struct tw_former former = new_former("en");
	struct tw_form form = make(&former, "日本", TW_WORD_UNSPACED);

	(void)state;
	assert_int_equal(form.token_count, 1);
	assert_int_equal(form.positions, 1);
	form = make(&former, "👍🏽", TW_WORD_EMOJI);
	assert_int_equal(form.token_count, 2);
	assert_int_equal(form.positions, 1);
	tw_former_done(&former);
}

static void
test_form_of_a_word_of_most_signs_is_bounded(void **state)
{
	struct tw_former former = new_former("en");
	char text[2 * TW_WORD_SIGNS_MAX + 2];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 2 == 0 ? 'a' : '-';
	text[sizeof(text) - 1] = '\0';
	struct tw_form form = make(&former, text, TW_WORD_SPACED);

	assert_int_equal(form.positions, TW_WORD_SIGNS_MAX + 1);
	tw_former_done(&former);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form_of_a_plain_word_is_one_token),
		cmocka_unit_test(test_form_counts_positions_and_words),
		cmocka_unit_test(test_form_has_no_term_twice_at_a_position),
		cmocka_unit_test(test_form_of_a_piece_is_one_position),
		cmocka_unit_test(test_form_of_a_word_of_most_signs_is_bounded),
	};

	return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
