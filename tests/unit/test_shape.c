/* test_shape.c: what the text of a block looks like, in numbers. */
/* SPDX-License-Identifier: MIT */
#include "page/shape.h"

#include "page_help.h"

/* The value for a text that is the only block of a page. */
static float
shape(const char *text, enum tw_shape_value value)
{
	struct tw_shaper shaper = {.stop_words = TW_STR("a of the")};
	struct tw_page page = {0};
	float values[TW_SHAPE_COUNT];

	tw_page_add_block(&page, TW_PARAGRAPH, 0, 0, tw_str_of(text), 0.25);
	assert_int_equal(page.block_count, 1);
	assert_true(tw_shape(&shaper, &page.blocks[0], values));
	tw_shaper_done(&shaper);
	tw_page_done(&page);
	return values[value];
}

#define assert_shape(text, value, wanted)                                     \
	assert_true(shape(text, TW_SHAPE_##value) == (float)(wanted))

static void
test_words_are_counted_by_kind(void **state)
{
	(void)state;
	assert_shape("The end of the Pier in 1987", WORDS, 7);
	assert_shape("The end of the Pier in 1987", COMMON, 3.0f / 7);
	assert_shape("The end of the Pier in 1987", CAPITALS, 2.0f / 7);
	assert_shape("The end of the Pier in 1987", NUMBERS, 1.0f / 7);
	assert_shape("ab cd efgh zu", LINKED, 0.25);
	assert_shape("ab abc d", WORD_LENGTH, 2);
	/* Two characters without spaces between words count as one. */
	assert_shape("\xe4\xb8\x96\xe7\x95\x8c", WORDS, 1);
}

static void
test_the_end_of_a_text_is_told(void **state)
{
	(void)state;
	assert_shape("It rained.", END, 1);
	assert_shape("\"It rained.\"", END, 1);
	assert_shape("They are:", END, 0);
	assert_shape("They are:", COLON, 1);
	assert_shape("Did it?", QUESTION, 1);
	assert_shape("And then...", ELLIPSIS, 1);
	assert_shape("Share", END, 0);
}

static void
test_sentences_and_marks_are_counted(void **state)
{
	(void)state;
	assert_shape("One. Two! Three? Four", SENTENCES, 3);
	assert_shape("Version 1.2 of it.", SENTENCES, 1);
	assert_shape("a, b, c d", COMMAS, 0.5);
	assert_shape("News | Sport", BAR, 1);
	assert_shape("write to a@b.org", AT, 1);
	assert_shape("see https://b.org/x", ADDRESS, 1);
	assert_shape("he said \xe2\x80\x9cno\xe2\x80\x9d", QUOTES, 1);
	assert_shape("SUBSCRIBE NOW", UPPER, 1);
	assert_shape("Subscribe NOW", UPPER, 0);
	assert_shape("in May 2019", YEAR, 1);
	assert_shape("in May 1819", YEAR, 0);
	assert_shape("\xc3\x89" "cole", BEGINS, 1);
	assert_shape("and so on", BEGINS, 0);
}

static void
test_without_a_language_common_words_are_not_known(void **state)
{
	struct tw_shaper shaper = {0};
	struct tw_page page = {0};
	float values[TW_SHAPE_COUNT];

	(void)state;
	tw_page_add_block(&page, TW_PARAGRAPH, 0, 0, TW_STR("the"), 0);
	assert_true(tw_shape(&shaper, &page.blocks[0], values));
	assert_true(values[TW_SHAPE_COMMON] < 0);
	tw_shaper_done(&shaper);
	tw_page_done(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_counted_by_kind),
		cmocka_unit_test(test_the_end_of_a_text_is_told),
		cmocka_unit_test(test_sentences_and_marks_are_counted),
		cmocka_unit_test(
			test_without_a_language_common_words_are_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
