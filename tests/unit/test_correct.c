/* test_correct.c: queries as they may have been meant. */
/* SPDX-License-Identifier: MIT */
#include "read_index.h"

#include "result/correct.h"

static int
set_up(void **state)
{
	if (set_up_index(state) != 0)
		return -1;
	index_add_times("The partnership of the council with its partner.", 20);
	index_add_times("A horse in front of the house.", 30);
	index_commit();
	index_add_times("Working on the engine, a steam engine, of a ship.",
		20);
	index_add_times("A hors with one letter.", 1);
	index_add_times("A boat in the harbour.", 12);
	index_add_times("A boot of leather.", 14);
	index_add_times("Cold weather and a baot.", 1);
	index_commit();
	return read_index();
}

static void
assert_corrected(const char *query, const char *meant)
{
	struct tw_buf out = {0};
	int status = tw_correct(reader, analyzer, tw_str_of(query), false,
		&out, NULL);

	tw_buf_add_byte(&out, '\0');
	assert_string_equal(out.p, meant);
	assert_int_equal(status, *meant ? TRAWL_OK : TRAWL_END);
	tw_buf_done(&out);
}

static void
test_correct_replaces_words_that_no_article_has(void **state)
{
	(void)state;
	assert_corrected("partnershp", "partnership");
	assert_corrected("Counsil", "council");
	assert_corrected("partnershp counsil", "partnership council");
}

static void
test_correct_leaves_all_else_as_it_was_typed(void **state)
{
	(void)state;
	assert_corrected("+Council  AND \"the partnershp\"  -hrose ^",
		"+Council  AND \"the partnership\"  -hrose ^");
	assert_corrected("title:(partnershp OR Council)",
		"title:(partnership OR Council)");
}

static void
test_correct_offers_nothing_for_words_that_are_found(void **state)
{
	(void)state;
	assert_corrected("partnership council", "");
	assert_corrected("Partnerships", "");
	assert_corrected("the", "");
	assert_corrected("", "");
}

static void
test_correct_offers_nothing_for_what_is_not_near(void **state)
{
	(void)state;
	assert_corrected("zymurgy", "");
	assert_corrected("partnershp* author:partnershp 2019", "");
}

static void
test_correct_trusts_a_word_that_an_article_has(void **state)
{
	(void)state;
	assert_corrected("baot", "");
}

static void
test_correct_doubts_it_beside_one_far_more_usual(void **state)
{
	(void)state;
	assert_corrected("hors", "horse");
}

/* "partnershiped" has the stem of partnership: its articles are found. */
static void
test_correct_leaves_a_stem_of_plenty_but_for_spelling(void **state)
{
	(void)state;
	assert_corrected("partnershiped", "");
	assert_corrected("wether", "weather");
	assert_corrected("councill", "council");
	assert_corrected("workinng", "working");
}

static void
test_correct_prefers_what_occurs_with_the_other_words(void **state)
{
	(void)state;
	assert_corrected("boxt", "boot");
	assert_corrected("boxt leather", "boot leather");
	assert_corrected("boxt harbour", "boat harbour");
	assert_corrected("the boxt", "the boot");
}

static void
test_correct_parts_words_that_were_run_together(void **state)
{
	(void)state;
	assert_corrected("theengine", "the engine");
	assert_corrected("old steamengine", "old steam engine");
	/* There is an engine and a sea, but none of the one in the other. */
	assert_corrected("engineworking", "");
}

static void
test_correct_joins_words_that_were_torn_apart(void **state)
{
	(void)state;
	assert_corrected("partner ship", "partnership");
	assert_corrected("the wea ther is cold", "the weather is cold");
	assert_corrected("\"partner\" ship", "");
	assert_corrected("the ship", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_correct_replaces_words_that_no_article_has),
		cmocka_unit_test(
			test_correct_leaves_all_else_as_it_was_typed),
		cmocka_unit_test(
			test_correct_offers_nothing_for_words_that_are_found),
		cmocka_unit_test(
			test_correct_offers_nothing_for_what_is_not_near),
		cmocka_unit_test(
			test_correct_trusts_a_word_that_an_article_has),
		cmocka_unit_test(
			test_correct_doubts_it_beside_one_far_more_usual),
		cmocka_unit_test(
		test_correct_leaves_a_stem_of_plenty_but_for_spelling),
		cmocka_unit_test(
			test_correct_prefers_what_occurs_with_the_other_words),
		cmocka_unit_test(
			test_correct_parts_words_that_were_run_together),
		cmocka_unit_test(
			test_correct_joins_words_that_were_torn_apart),
	};

	return cmocka_run_group_tests_name("correct", tests, set_up,
		tear_down_read_index);
}
