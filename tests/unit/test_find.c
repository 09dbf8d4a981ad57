/* test_find.c: the words and phrases of a query, marked in a text. */
/* SPDX-License-Identifier: MIT */
#include "result/marker.h"

#include "marking.h"

static void
assert_marks_in(const char *text, const char *typed, bool is_title,
	const char *expected)
{
	struct tw_query *query = parse(tw_str_of(typed), false);
	struct tw_marker *marker = new_marker(query);
	struct tw_arena arena = {0};
	struct tw_buf out = {0};
	struct tw_marked marked;

	assert_int_equal(tw_mark_all(marker, tw_str_of(text), is_title, &arena,
		&marked, NULL), TRAWL_OK);
	assert_string_equal(with_marks(&marked, &out), expected);
	tw_buf_done(&out);
	tw_arena_done(&arena);
	tw_marker_free(marker);
	tw_query_free(query);
}

static void
assert_marks(const char *text, const char *typed, const char *expected)
{
	assert_marks_in(text, typed, false, expected);
}

static void
test_inflections_are_marked_as_they_stand(void **state)
{
	(void)state;
	assert_marks("Integrated care: integration, integrating (INTEGRATES).",
		"integrate", "[Integrated] care: [integration], [integrating] "
		"([INTEGRATES]).");
}

static void
test_other_spellings_are_marked_whole(void **state)
{
	(void)state;
	assert_marks("to co-operate", "cooperate", "to [co-operate]");
	assert_marks("to cooperate", "co-operate", "to [cooperate]");
	assert_marks("to co-operate", "co-operate", "to [co-operate]");
	assert_marks("a café, a cafe", "café", "a [café], a [cafe]");
	assert_marks("a café, a cafe", "cafe", "a [café], a [cafe]");
	assert_marks("C++ and C", "c++", "[C++] and C");
	assert_marks("we’re and don't", "don’t", "we’re and [don't]");
}

/* Words that begin otherwise are passed by: y and i begin alike. */
static void
test_stems_that_change_a_letter_are_marked(void **state)
{
	(void)state;
	assert_marks("Ties, tying types; tyres tie-dye", "tie",
		"[Ties], [tying] types; tyres [tie]-dye");
	assert_marks("He lies dying—dies—said nothing; dove", "die",
		"He lies [dying]—[dies]—said nothing; dove");
	assert_marks("x xy X.", "x", "[x] xy [X].");
}

static void
test_parts_of_words_are_marked_alone(void **state)
{
	(void)state;
	assert_marks("joined-up", "joined", "[joined]-up");
	assert_marks("joined, up, the", "joined-up", "[joined], up, the");
}

static void
test_pairs_of_characters_grow_together(void **state)
{
	(void)state;
	assert_marks("新日本語学", "日本語", "新[日本語]学");
}

static void
test_phrase_is_marked_only_as_a_phrase(void **state)
{
	(void)state;
	assert_marks("The king of pop, king of the pop, pop king of",
		"\"king of pop\"",
		"The [king of pop], king of the pop, pop king of");
	assert_marks("king of king of pop of pop", "\"king of pop\"",
		"king of [king of pop] of pop");
	assert_marks("a joined-up\nway", "\"joined up way\"",
		"a [joined-up\nway]");
}

static void
test_phrases_that_overlap_are_one_mark(void **state)
{
	(void)state;
	assert_marks("pop pop pop, a pop", "\"pop pop\"",
		"[pop pop pop], a pop");
	assert_marks("king of pop music", "\"king of pop\" \"pop music\"",
		"[king of pop music]");
}

static void
test_word_asked_alone_too_is_marked_alone(void **state)
{
	(void)state;
	assert_marks("pop king, king of pop", "\"king of pop\" pop",
		"[pop] king, [king of pop]");
}

static void
test_long_phrase_is_followed_over_many_words(void **state)
{
	struct tw_buf words = {0};
	struct tw_buf typed = {0};
	struct tw_buf expected = {0};

	(void)state;
	for (int i = 0; i < 200; i++)
		tw_buf_addf(&words, "%sw%d", i > 0 ? " " : "", i);
	tw_buf_addf(&typed, "\"%.*s\"", (int)words.n, words.p);
	tw_buf_add_byte(&typed, 0);
	tw_buf_addf(&expected, "w0 w1 [%.*s] w199", (int)words.n, words.p);
	tw_buf_add_byte(&expected, 0);
	struct tw_buf text = {0};

	tw_buf_addf(&text, "w0 w1 %.*s w199", (int)words.n, words.p);
	tw_buf_add_byte(&text, 0);
	assert_marks(text.p, typed.p, expected.p);
	tw_buf_done(&words);
	tw_buf_done(&typed);
	tw_buf_done(&expected);
	tw_buf_done(&text);
}

static void
test_words_of_not_clauses_are_not_marked(void **state)
{
	(void)state;
	assert_marks("king of pop", "-king pop", "king of [pop]");
	assert_marks("king of pop", "-(king of) pop", "king of [pop]");
	assert_marks("king of pop", "-\"of pop\" king", "[king] of pop");
	assert_marks("king of pop", "-king +king", "[king] of pop");
}

static void
test_stop_words_are_marked_if_they_count(void **state)
{
	(void)state;
	assert_marks("the king", "the king", "the [king]");
	assert_marks("the king", "+the king", "[the] [king]");
	assert_marks("to be or not", "to be", "[to] [be] or not");
	assert_marks("the king", "king (the)", "the [king]");
}

static void
test_title_words_are_marked_in_titles_only(void **state)
{
	(void)state;
	assert_marks_in("king of pop", "title:king pop", false,
		"king of [pop]");
	assert_marks_in("king of pop", "title:king pop", true,
		"[king] of [pop]");
	assert_marks_in("king of pop", "title:\"king of\" pop", false,
		"king of [pop]");
	assert_marks_in("king of pop", "title:\"king of\"", true,
		"[king of] pop");
	assert_marks_in("king of pop", "title:king king", false,
		"[king] of pop");
}

static void
test_text_before_does_not_matter(void **state)
{
	struct tw_query *query = parse(TW_STR("\"king of\""), false);
	struct tw_marker *marker = new_marker(query);
	size_t count;

	(void)state;
	assert_int_equal(tw_marker_find(marker, TW_STR("a king"), false, NULL),
		TRAWL_OK);
	assert_int_equal(tw_marker_find(marker, TW_STR("to go of"), false,
		NULL), TRAWL_OK);
	tw_marker_spots(marker, &count);
	assert_int_equal(count, 0);
	tw_marker_free(marker);
	tw_query_free(query);
}

static void
test_near_words_are_marked_only_near_each_other(void **state)
{
	(void)state;
	assert_marks("A king here. Kings of pop. Far far away is pop.",
		"king NEAR/1 pop",
		"A king here. [Kings] of [pop]. Far far away is pop.");
	assert_marks("pop and the king, pop, pop", "king NEAR/1 pop",
		"pop and the [king], [pop], [pop]");
	assert_marks("pop, the king", "king NEAR/1 pop",
		"[pop], the [king]");
	assert_marks("pop of the king", "\"king pop\"~1", "pop of the king");
}

static void
test_near_with_a_word_twice_needs_it_twice(void **state)
{
	(void)state;
	assert_marks("pop king", "pop NEAR/2 pop", "pop king");
	assert_marks("pop, king, pop", "pop NEAR/2 pop", "[pop], king, [pop]");
}

static void
test_near_does_not_go_on_in_the_next_text(void **state)
{
	struct tw_query *query = parse(TW_STR("king NEAR pop"), false);
	struct tw_marker *marker = new_marker(query);
	size_t count;

	(void)state;
	assert_int_equal(tw_marker_find(marker, TW_STR("king"), false, NULL),
		TRAWL_OK);
	assert_int_equal(tw_marker_find(marker, TW_STR("a pop"), false,
		NULL), TRAWL_OK);
	tw_marker_spots(marker, &count);
	assert_int_equal(count, 0);
	tw_marker_free(marker);
	tw_query_free(query);
}

static void
test_empty_query_marks_nothing(void **state)
{
	(void)state;
	assert_marks("king", "", "king");
	assert_marks("", "king", "");
}

static void
test_spots_within_bounds_are_merged(void **state)
{
	static const struct tw_spot spots[] = {
		{0, 4, 0, 0, 4}, {2, 3, 0, 2, 3}, {4, 6, 0, 4, 6},
		{8, 9, 0, 8, 9}, {8, 12, 0, 8, 12},
	};
	struct trawl_range marks[5];

	(void)state;
	assert_int_equal(tw_spots_merge(spots, 5, 0, 12, marks), 2);
	assert_int_equal(marks[0].end, 6);
	assert_int_equal(marks[1].start, 8);
	assert_int_equal(marks[1].end, 12);
	assert_int_equal(tw_spots_merge(spots, 5, 1, 11, marks), 3);
	assert_int_equal(marks[0].start, 2);
	assert_int_equal(marks[0].end, 3);
	assert_int_equal(marks[2].end, 9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inflections_are_marked_as_they_stand),
		cmocka_unit_test(test_other_spellings_are_marked_whole),
		cmocka_unit_test(test_stems_that_change_a_letter_are_marked),
		cmocka_unit_test(test_parts_of_words_are_marked_alone),
		cmocka_unit_test(test_pairs_of_characters_grow_together),
		cmocka_unit_test(test_phrase_is_marked_only_as_a_phrase),
		cmocka_unit_test(test_phrases_that_overlap_are_one_mark),
		cmocka_unit_test(test_word_asked_alone_too_is_marked_alone),
		cmocka_unit_test(
			test_long_phrase_is_followed_over_many_words),
		cmocka_unit_test(test_words_of_not_clauses_are_not_marked),
		cmocka_unit_test(test_stop_words_are_marked_if_they_count),
		cmocka_unit_test(test_title_words_are_marked_in_titles_only),
		cmocka_unit_test(test_text_before_does_not_matter),
		cmocka_unit_test(
			test_near_words_are_marked_only_near_each_other),
		cmocka_unit_test(test_near_with_a_word_twice_needs_it_twice),
		cmocka_unit_test(test_near_does_not_go_on_in_the_next_text),
		cmocka_unit_test(test_empty_query_marks_nothing),
		cmocka_unit_test(test_spots_within_bounds_are_merged),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
