/* test_offer.c: which words of a lexicon are offered for a typed one. */
/* SPDX-License-Identifier: MIT */
#include "small_index.h"

#include "result/offer.h"

static struct tw_reader *reader;
static struct tw_arena arena;

static int
set_up(void **state)
{
	if (set_up_index(state) != 0)
		return -1;
	index_add("a", "", "knowledge receive separate accident house "
		"pneumonia psychology");
	index_add("b", "", "aardvark oodles eel anew naew привет");
	index_commit();
	index_add("c", "", "house horse mouse");
	index_commit();
	reader = open_reader();
	return 0;
}

static int
tear_down(void **state)
{
	tw_reader_free(reader);
	tw_arena_done(&arena);
	return tear_down_index(state);
}

static void
assert_offered(const char *typed, const char *word, uint64_t articles)
{
	struct tw_spell spell;
	struct tw_guess *guesses;
	uint32_t count;
	uint64_t found = 0;

	assert_int_equal(tw_spell_init(&spell, tw_str_of(typed), &arena),
		TRAWL_OK);
	index_ok(tw_offer_lexicon(reader, tw_str_of(typed), &spell, &err));
	index_ok(tw_spell_best(&spell, &guesses, &count, &err));
	for (uint32_t i = 0; i < count; i++)
		if (tw_str_equal(guesses[i].word, tw_str_of(word)))
			found = guesses[i].articles;
	assert_int_equal(found, articles);
	tw_spell_done(&spell);
}

static void
test_offer_has_words_with_the_first_letter(void **state)
{
	(void)state;
	assert_offered("knowlege", "knowledge", 1);
	assert_offered("huose", "house", 2);
	assert_offered("hoarse", "horse", 1);
	assert_offered("при", "привет", 0);
	assert_offered("приевт", "привет", 1);
}

static void
test_offer_has_words_whose_first_letter_is_swapped_or_too_much(void **state)
{
	(void)state;
	assert_offered("erceive", "receive", 1);
	assert_offered("sseparate", "separate", 1);
	assert_offered("xhouse", "house", 2);
	assert_offered("naew", "anew", 1);
	assert_offered("рпивет", "привет", 1);
}

static void
test_offer_has_words_whose_first_letter_was_left_out(void **state)
{
	(void)state;
	assert_offered("nowledge", "knowledge", 1);
	assert_offered("neumonia", "pneumonia", 1);
	assert_offered("ardvark", "aardvark", 1);
	assert_offered("ривет", "привет", 1);
}

static void
test_offer_has_words_whose_first_letter_is_easily_mistyped(void **state)
{
	(void)state;
	assert_offered("nouse", "mouse", 1);
	assert_offered("eccident", "accident", 1);
	/* Far keys that sound unlike. */
	assert_offered("pouse", "house", 0);
}

/* A word that came by two ways would count twice. */
static void
test_offer_counts_no_word_twice(void **state)
{
	(void)state;
	assert_offered("oodle", "oodles", 1);
	assert_offered("ooodles", "oodles", 1);
	assert_offered("eels", "eel", 1);
	assert_offered("aadvark", "aardvark", 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offer_has_words_with_the_first_letter),
		cmocka_unit_test(
		test_offer_has_words_whose_first_letter_is_swapped_or_too_much
		),
		cmocka_unit_test(
			test_offer_has_words_whose_first_letter_was_left_out),
		cmocka_unit_test(
		test_offer_has_words_whose_first_letter_is_easily_mistyped),
		cmocka_unit_test(test_offer_counts_no_word_twice),
	};

	return cmocka_run_group_tests_name("offer", tests, set_up, tear_down);
}
