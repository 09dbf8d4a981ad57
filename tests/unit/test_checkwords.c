/* test_checkwords.c: damage of the lexicon is named. */
/* SPDX-License-Identifier: MIT */
#include "index/checking.h"

#include "spoiling.h"

static void
flip_last(uint8_t *payload, size_t *length)
{
	payload[*length - 1] ^= 1;
}

static void
fill_last(uint8_t *payload, size_t *length)
{
	payload[*length - 1] = 0xff;
}

static void
decrement_first(uint8_t *payload, size_t *length)
{
	(void)length;
	payload[0]--;
}

static void
put_z_third(uint8_t *payload, size_t *length)
{
	assert_in_range(*length, 3, SIZE_MAX);
	payload[2] = 'z';
}

static void
clear_fifth(uint8_t *payload, size_t *length)
{
	assert_in_range(*length, 5, SIZE_MAX);
	payload[4] = 0;
}

static void
flip_second(uint8_t *payload, size_t *length)
{
	assert_in_range(*length, 2, SIZE_MAX);
	payload[1] ^= 1;
}

static void
test_damaged_word_of_the_lexicon_is_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_LEXICON, 0, flip_second);
	expect_told("segment 1: lexicon: a word is damaged");
}

static void
test_count_of_a_word_that_is_none_is_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_LEXICON, 0, fill_last);
	expect_told("segment 1: lexicon: a count is damaged");
}

static void
test_bytes_behind_a_groups_last_word_are_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_LEXICON, 0, decrement_first);
	expect_told("segment 1: lexicon: group 0: it does not end with its "
		"last word");
}

static void
test_words_of_the_lexicon_out_of_order_are_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_LEXICON, 0, put_z_third);
	expect_told("segment 1: lexicon: group 0: its words are out of order");
	expect_told("segment 1: lexicon: group 0: it begins with another word");
}

static void
test_wrong_index_of_the_lexicon_is_told(void **state)
{
	(void)state;
	spoil(TW_STREAM_LEXICON_INDEX, 0, flip_last);
	expect_told("segment 1: lexicon: group 4: it begins with another word");
	spoil(TW_STREAM_LEXICON_INDEX, 0, clear_fifth);
	expect_told("segment 1: lexicon: its index is damaged");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK_TEST(test_damaged_word_of_the_lexicon_is_told),
		CHECK_TEST(test_count_of_a_word_that_is_none_is_told),
		CHECK_TEST(test_bytes_behind_a_groups_last_word_are_told),
		CHECK_TEST(test_words_of_the_lexicon_out_of_order_are_told),
		CHECK_TEST(test_wrong_index_of_the_lexicon_is_told),
	};

	return cmocka_run_group_tests_name("checkwords", tests, NULL, NULL);
}
