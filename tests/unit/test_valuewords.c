/* test_valuewords.c: the words of authors and categories. */
/* SPDX-License-Identifier: MIT */
#include "match/valuewords.h"

#include "parsing.h"
#include "small_index.h"

static void
add_by(const char *id, const char *author, const char *category)
{
	struct tw_doc doc = index_doc(id, "", "words");

	doc.field[TRAWL_AUTHOR] = tw_str_of(author);
	doc.field[TRAWL_CATEGORY] = tw_str_of(category);
	index_ok(tw_writer_add(writer, &doc, &err));
}

/* All words, each with its count: "ann 1 joanna 2". */
static void
assert_words(enum tw_value_kind kind, const char *expected)
{
	struct tw_reader *reader = open_reader();
	struct tw_arena arena = {0};
	struct tw_value_words words;
	struct tw_buf text = {0};

	index_ok(tw_value_words(reader, analyzer, kind, &arena, &words, &err));
	for (uint32_t i = 0; i < words.count; i++)
		tw_buf_addf(&text, "%s%.*s %u", i > 0 ? " " : "",
			(int)words.words[i].word.n, words.words[i].word.p,
			(unsigned)words.words[i].count);
	tw_buf_add_byte(&text, 0);
	assert_string_equal(text.p, expected);
	tw_buf_done(&text);
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

static void
test_words_are_counted_by_the_values_that_have_them(void **state)
{
	(void)state;
	add_by("1", "Joanna Ruffle\nAnn Ruffle", "News");
	add_by("2", "Joanna Ruffle", "News\nLocal news");
	add_by("3", "Zoë O'Neill-Smith", "");
	index_commit();
	assert_words(TW_VALUES_AUTHOR,
		"ann 1 joanna 1 o'neill 1 ruffle 2 smith 1 zoe 1");
	assert_words(TW_VALUES_CATEGORY, "local 1 news 2");
}

static void
test_words_are_those_of_all_segments(void **state)
{
	(void)state;
	add_by("1", "Joanna Ruffle", "");
	index_commit();
	add_by("2", "Ann Ruffle", "");
	index_commit();
	assert_words(TW_VALUES_AUTHOR, "ann 1 joanna 1 ruffle 2");
}

static void
test_no_values_have_no_words(void **state)
{
	(void)state;
	assert_words(TW_VALUES_AUTHOR, "");
	add_by("1", "", "");
	index_commit();
	assert_words(TW_VALUES_AUTHOR, "");
}

#define VALUES_TEST(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		VALUES_TEST(
			test_words_are_counted_by_the_values_that_have_them),
		VALUES_TEST(test_words_are_those_of_all_segments),
		VALUES_TEST(test_no_values_have_no_words),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
