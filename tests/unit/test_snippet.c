/* test_snippet.c: the sentences of a text that answer a query. */
/* SPDX-License-Identifier: MIT */
#include "result/snippet.h"

#include "../fault/alloc_fault.h"
#include "dice.h"
#include "marking.h"
#include "text/utf8.h"

static void
assert_snippet(const char *text, const char *typed, uint32_t bytes,
	const char *expected)
{
	struct tw_query *query = parse(tw_str_of(typed), false);
	struct tw_marker *marker = new_marker(query);
	struct tw_arena arena = {0};
	struct tw_buf out = {0};
	struct tw_marked marked;

	assert_int_equal(snippet(marker, tw_str_of(text), bytes, &arena,
		&marked, NULL), TRAWL_OK);
	assert_string_equal(with_marks(&marked, &out), expected);
	tw_buf_done(&out);
	tw_arena_done(&arena);
	tw_marker_free(marker);
	tw_query_free(query);
}

static const char *const story =
	"The council met on Monday. It rained all day long outside.\n"
	"Housing was what most people came for. A king of pop was seen.\n"
	"Nobody spoke of jobs and of their skills. The king left early.\n";

static void
test_sentence_with_the_word_is_shown(void **state)
{
	(void)state;
	assert_snippet(story, "housing", 50,
		"[Housing] was what most people came for.");
}

static void
test_sentences_apart_are_joined_by_an_ellipsis(void **state)
{
	(void)state;
	assert_snippet(story, "council skills", 70,
		"The [council] met on Monday. … "
		"Nobody spoke of jobs and of their [skills].");
}

static void
test_sentences_that_touch_are_joined_by_a_space(void **state)
{
	(void)state;
	assert_snippet(story, "housing seen", 70,
		"[Housing] was what most people came for. "
		"A king of pop was [seen].");
}

static void
test_earliest_sentence_wins_a_tie(void **state)
{
	(void)state;
	assert_snippet(story, "king", 40, "A [king] of pop was seen.");
}

static void
test_one_sentence_with_both_words_is_better_than_two(void **state)
{
	(void)state;
	assert_snippet("Jobs first. Skills then. Jobs need skills. More.",
		"jobs skills", 40, "[Jobs] need [skills]. More.");
}

static void
test_sentences_are_cut_if_more_words_are_shown_so(void **state)
{
	(void)state;
	assert_snippet(story, "day king", 40,
		"… all [day] long … A [king] of pop was seen.");
	assert_snippet(story, "day king", 80,
		"It rained all [day] long outside. … A [king] of pop was "
		"seen.");
}

static void
test_room_is_filled_by_what_follows(void **state)
{
	(void)state;
	assert_snippet(story, "council", 60,
		"The [council] met on Monday. It rained all day long outside.");
	assert_snippet(story, "council day", 110,
		"The [council] met on Monday. It rained all [day] long "
		"outside. Housing was what most people came for.");
}

static void
test_text_without_the_words_shows_its_beginning(void **state)
{
	(void)state;
	assert_snippet(story, "absent", 60,
		"The council met on Monday. It rained all day long outside.");
	assert_snippet(story, "title:council", 40,
		"The council met on Monday.");
	assert_snippet("One very long sentence that has no end where the "
		"words are", "absent", 40,
		"One very long sentence that has no end …");
}

static void
test_no_text_is_no_snippet(void **state)
{
	(void)state;
	assert_snippet("", "king", 240, "");
	assert_snippet(" \n\t ", "king", 240, "");
}

static void
test_white_space_is_made_single(void **state)
{
	(void)state;
	assert_snippet("  The \t king\xC2\xA0 of  pop  sang. ",
		"\"king of pop\"", 240, "The [king of pop] sang.");
}

static void
test_long_sentence_is_cut_at_words_around_its_marks(void **state)
{
	(void)state;
	assert_snippet("in the long and winding road to the house of the king "
		"there was a very long and winding queue of all his people",
		"king", 50,
		"… house of the [king] there was a very long and …");
	assert_snippet("a king lived in the house on the winding road all his "
		"long and happy life with many people", "king", 50,
		"a [king] lived in the house on the winding road all …");
	assert_snippet("in the house on the winding road all his long and "
		"happy life with many people lived a king", "king", 50,
		"… long and happy life with many people lived a [king]");
}

static void
test_long_sentence_is_cut_where_most_words_are(void **state)
{
	(void)state;
	assert_snippet("the king was seen far away from any of the towns of "
		"the north and the king of pop music was seen in the south",
		"king pop music", 50,
		"… and the [king] of [pop] [music] was seen in the south");
}

static void
test_cut_between_two_pieces_has_one_ellipsis(void **state)
{
	(void)state;
	assert_snippet("Short king. All of the people of all of the towns of "
		"the north of the whole country came to see the music there "
		"and then, and went home again in the rain.",
		"king music", 60,
		"Short [king]. … to see the [music] there and then, and went "
		"home …");
}

static void
test_text_without_spaces_is_cut_at_characters(void **state)
{
	struct tw_buf text = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		tw_buf_add_str(&text, TW_STR("語"));
	tw_buf_add_str(&text, TW_STR("日本"));
	for (int i = 0; i < 100; i++)
		tw_buf_add_str(&text, TW_STR("語"));
	tw_buf_add_byte(&text, 0);
	assert_snippet(text.p, "日本", 40,
		"… 語語語[日本]語語語語語語語語 …");
	tw_buf_done(&text);
}

/* A mark would end in the middle of "king of pop". */
static void
test_phrase_that_does_not_fit_is_not_marked_in_part(void **state)
{
	(void)state;
	assert_snippet("Here is the king. Of pop he sings.",
		"\"king of pop\" sings", 40,
		"Of pop he [sings].");
	assert_snippet("Jobs for the king. Of pop he sings.",
		"\"king of pop\" jobs sings", 80,
		"[Jobs] for the [king. Of pop] he [sings].");
}

/* ------------------------------------------------------------------ */

/* The passages with their marks, a line each. */
static void
assert_passages(const char *text, const char *typed, uint32_t bytes,
	uint32_t most, const char *expected)
{
	struct tw_query *query = parse(tw_str_of(typed), false);
	struct tw_marker *marker = new_marker(query);
	struct tw_arena arena = {0};
	struct tw_buf line = {0};
	struct tw_buf all = {0};
	struct tw_marked marked[8];
	uint32_t count;

	assert_true(most <= 8);
	assert_int_equal(tw_passages(marker, tw_str_of(text), bytes, most,
		&arena, marked, &count, NULL), TRAWL_OK);
	for (uint32_t i = 0; i < count; i++)
		tw_buf_addf(&all, "%s\n", with_marks(&marked[i], &line));
	tw_buf_add_byte(&all, 0);
	assert_string_equal(all.p, expected);
	tw_buf_done(&line);
	tw_buf_done(&all);
	tw_arena_done(&arena);
	tw_marker_free(marker);
	tw_query_free(query);
}

static void
test_passages_show_new_words_first(void **state)
{
	(void)state;
	assert_passages("A king. Kings of old. The king of pop sang here. "
		"A man of pop.", "king pop", 50, 8,
		"The [king] of [pop] sang here. A man of [pop].\n"
		"A [king]. [Kings] of old.\n");
	assert_passages("One king was here once. Nobody else has been here. "
		"One more king. All of the pop of the world.",
		"king pop", 40, 2,
		"One [king] was here once. … the [pop] of the …\n"
		"One more [king].\n");
}

static void
test_passages_end_with_the_words(void **state)
{
	(void)state;
	assert_passages(story, "council", 40, 8,
		"The [council] met on Monday.\n");
	assert_passages(story, "absent", 40, 8,
		"The council met on Monday.\n");
	assert_passages("", "absent", 40, 8, "\n");
}

static void
test_long_sentence_has_several_passages(void **state)
{
	(void)state;
	assert_passages("the king and his men and women went on to the town "
		"and saw a king with some of his men and women there, "
		"and a third king",
		"king", 40, 8,
		"the [king] and his men and women went on …\n"
		"… and saw a [king] with some of his men and …\n"
		"… women there, and a third [king]\n");
}

/* What is shown, and marked, stands so in the text. */
static void
test_parts_and_places_are_of_the_text(void **state)
{
	static const char text[] =
		"A  king came. Nobody else came here today. Then\the\tsang "
		"pop.";
	struct tw_query *query = parse(TW_STR("king pop"), false);
	struct tw_marker *marker = new_marker(query);
	struct tw_arena arena = {0};
	struct tw_marked marked;

	(void)state;
	assert_int_equal(snippet(marker, tw_str_of(text), 40, &arena,
		&marked, NULL), TRAWL_OK);
	assert_true(tw_str_equal(marked.text,
		TW_STR("A king came. … Then he sang pop.")));
	assert_int_equal(marked.part_count, 2);
	assert_int_equal(marked.parts[0].start, 0);
	assert_int_equal(marked.parts[0].end, 13);
	assert_memory_equal(text + marked.parts[1].start, "Then\the", 7);
	assert_int_equal(marked.parts[1].end, strlen(text));
	assert_int_equal(marked.mark_count, 2);
	assert_memory_equal(text + marked.places[0].start, "king", 4);
	assert_memory_equal(text + marked.places[1].start, "pop", 3);
	assert_int_equal(marked.places[1].end - marked.places[1].start, 3);
	assert_int_equal(marked.main, 0);
	tw_arena_done(&arena);
	tw_marker_free(marker);
	tw_query_free(query);
}

/* ------------------------------------------------------------------ */

/* Any text: valid UTF-8 of about the length asked for, marks in order. */
static void
test_snippets_of_any_text_are_whole(void **state)
{
	static const char *const pieces[] = {
		"king", "pop ", " ", "\n", ". ", "e\xCC\x81",
		"\xF0\x9F\x98\x80",
		"\xE2\x80\x8D", "日本", "of ", "king of pop", "\xC2\xA0", "-",
		"\xF0\x9F\x87\xAC", "x",
	};
	struct tw_query *query = parse(TW_STR("king \"king of pop\" 日本"),
		false);
	struct tw_marker *marker = new_marker(query);
	struct tw_arena arena = {0};
	struct tw_buf text = {0};
	struct tw_buf out = {0};
	uint32_t seed = 5;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct tw_marked marked;

		tw_buf_reset(&text);
		for (uint32_t n = dice(&seed, 60); n > 0; n--) {
			const char *piece = pieces[dice(&seed,
				sizeof(pieces) / sizeof(pieces[0]))];

			tw_buf_add(&text, piece, strlen(piece));
		}
		assert_int_equal(snippet(marker, tw_buf_str(&text), 50,
			&arena, &marked, NULL), TRAWL_OK);
		assert_true(tw_utf8_valid(marked.text));
		with_marks(&marked, &out);
		assert_true(marked.text.n <= 50 + 12 * strlen(" … "));
		tw_arena_reset(&arena);
	}
	tw_buf_done(&text);
	tw_buf_done(&out);
	tw_arena_done(&arena);
	tw_marker_free(marker);
	tw_query_free(query);
}

static void
test_long_hostile_texts_are_quick(void **state)
{
	static const char *const pieces[] = {
		"king ", "king. ", "king of ", "x", "e\xCC\x81", "\xCC\x81",
		"日本", " ", "\n", "\xF0\x9F\x98\x80",
	};
	struct tw_query *query = parse(TW_STR("king \"king of king\" of"),
		false);
	struct tw_marker *marker = new_marker(query);
	struct tw_arena arena = {0};
	struct tw_buf text = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct tw_marked marked;

		tw_buf_reset(&text);
		while (text.n < 200000)
			tw_buf_add(&text, pieces[i], strlen(pieces[i]));
		assert_int_equal(snippet(marker, tw_buf_str(&text), 240,
			&arena, &marked, NULL), TRAWL_OK);
		assert_true(tw_utf8_valid(marked.text));
		assert_true(marked.text.n < 300);
		tw_arena_reset(&arena);
	}
	tw_buf_done(&text);
	tw_arena_done(&arena);
	tw_marker_free(marker);
	tw_query_free(query);
}

static void
test_no_memory_is_told_at_any_allocation(void **state)
{
	struct tw_query *query = parse(TW_STR("king"), false);
	bool failed = true;

	(void)state;
	for (uint64_t nth = 1; failed; nth++) {
		struct tw_marker *marker = new_marker(query);
		struct tw_arena arena = {0};
		struct tw_marked marked = {0};

		alloc_fault_at(nth);
		int status = snippet(marker, tw_str_of(story), 100, &arena,
			&marked, NULL);

		failed = alloc_fault_off();
		assert_int_equal(status,
			marked.text.p ? TRAWL_OK : TRAWL_ENOMEM);
		tw_arena_done(&arena);
		tw_marker_free(marker);
	}
	tw_query_free(query);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sentence_with_the_word_is_shown),
		cmocka_unit_test(
			test_sentences_apart_are_joined_by_an_ellipsis),
		cmocka_unit_test(
			test_sentences_that_touch_are_joined_by_a_space),
		cmocka_unit_test(test_earliest_sentence_wins_a_tie),
		cmocka_unit_test(
			test_one_sentence_with_both_words_is_better_than_two),
		cmocka_unit_test(
			test_sentences_are_cut_if_more_words_are_shown_so),
		cmocka_unit_test(test_room_is_filled_by_what_follows),
		cmocka_unit_test(
			test_text_without_the_words_shows_its_beginning),
		cmocka_unit_test(test_no_text_is_no_snippet),
		cmocka_unit_test(test_white_space_is_made_single),
		cmocka_unit_test(
			test_long_sentence_is_cut_at_words_around_its_marks),
		cmocka_unit_test(
			test_long_sentence_is_cut_where_most_words_are),
		cmocka_unit_test(test_cut_between_two_pieces_has_one_ellipsis),
		cmocka_unit_test(
			test_text_without_spaces_is_cut_at_characters),
		cmocka_unit_test(
			test_phrase_that_does_not_fit_is_not_marked_in_part),
		cmocka_unit_test(test_passages_show_new_words_first),
		cmocka_unit_test(test_passages_end_with_the_words),
		cmocka_unit_test(test_long_sentence_has_several_passages),
		cmocka_unit_test(test_parts_and_places_are_of_the_text),
		cmocka_unit_test(test_snippets_of_any_text_are_whole),
		cmocka_unit_test(test_long_hostile_texts_are_quick),
		cmocka_unit_test(test_no_memory_is_told_at_any_allocation),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
