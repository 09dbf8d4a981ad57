/* test_words.c: where words begin and end, by the table in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "text/words.h"

static void
append_words(struct tw_str text, struct tw_buf *out)
{
	static const char *const marks[] = {"", "~", "!"};
	struct tw_word word;
	size_t at = 0;

	while (tw_word_next(text, &at, &word)) {
		if (out->n > 0)
			tw_buf_add_byte(out, '|');
		tw_buf_addf(out, "%s", marks[word.kind]);
		tw_buf_add_str(out, word.text);
	}
}

static int
check_line(void *context, const struct table_line *line)
{
	struct tw_buf out = {0};

	(void)context;
	append_words(tw_str_of(line->left), &out);
	return table_differs(line, &out);
}

static void
test_words_follow_the_table(void **state)
{
	static const char *const signs[] = {" => ", NULL};

	(void)state;
	table_run("boundary.test", signs, check_line, NULL);
}

/* Words lie in the text, in order, and none is empty or too long. */
static size_t
count_words(struct tw_str text)
{
	struct tw_word word;
	size_t before = 0;
	size_t count = 0;
	size_t at = 0;

	while (tw_word_next(text, &at, &word)) {
		size_t start = (size_t)(word.text.p - text.p);

		assert_true(start >= before);
		assert_true(word.text.n > 0);
		assert_true(word.text.n <= TW_WORD_BYTES_MAX + 16);
		assert_true(at >= start + word.text.n && at <= text.n);
		before = start + word.text.n;
		count++;
	}
	assert_int_equal(at, text.n);
	return count;
}

static void
test_words_are_none_in_an_empty_text(void **state)
{
	(void)state;
	assert_int_equal(count_words(TW_STR("")), 0);
	assert_int_equal(count_words(TW_STR(" \n\t...!?")), 0);
}

#define LONG (1u << 20)

/* A long text of one piece again and again. */
static size_t
count_repeated(struct tw_str piece)
{
	struct tw_buf text = {0};

	while (text.n < LONG)
		tw_buf_add_str(&text, piece);
	assert_false(tw_buf_failed(&text));
	size_t count = count_words(tw_buf_str(&text));

	tw_buf_done(&text);
	return count;
}

static void
test_words_end_at_their_limit(void **state)
{
	(void)state;
	assert_int_equal(count_repeated(TW_STR("a")),
		LONG / TW_WORD_BYTES_MAX);
	assert_int_equal(count_repeated(TW_STR("日")),
		LONG / TW_WORD_BYTES_MAX);
	assert_true(count_repeated(TW_STR("a-")) >=
		LONG / 2 / TW_WORD_SIGNS_MAX);
}

static void
test_words_take_hostile_text_in_passing(void **state)
{
	(void)state;
	assert_int_equal(count_repeated(TW_STR("-")), 0);
	assert_int_equal(count_repeated(TW_STR("\u0301")), 0);
	assert_int_equal(count_repeated(TW_STR("\u200B")), 0);
	assert_true(count_repeated(TW_STR("1,")) > 0);
	assert_true(count_repeated(TW_STR("a@")) > 0);
	assert_true(count_repeated(TW_STR("a\u200B-\u200B")) > 0);
	assert_true(count_repeated(TW_STR("👩‍")) > 0);
	assert_true(count_repeated(TW_STR("🇬")) > 0);
	assert_true(count_repeated(TW_STR("²³a")) > 0);
}

static void
test_words_are_bounded_by_the_text(void **state)
{
	static const char text[] = "C++ co-op's 1,000 日本 👍🏽 @a.b #c";

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		size_t end = tw_utf8_floor(tw_str(text, sizeof(text) - 1), n);
		char *copy = malloc(end + 1);	/* for sanitizers */

		memcpy(copy, text, end);
		copy = realloc(copy, end > 0 ? end : 1);
		count_words(tw_str(copy, end));
		free(copy);
	}
}

static void
test_word_cluster_holds_marks_and_joiners(void **state)
{
	(void)state;
	assert_int_equal(tw_word_cluster(TW_STR("ab")), 1);
	assert_int_equal(tw_word_cluster(TW_STR("e\u0301b")), 3);
	assert_int_equal(tw_word_cluster(TW_STR("👍🏽👍")), 8);
	assert_int_equal(tw_word_cluster(TW_STR("한국")), 3);
	assert_int_equal(tw_word_cluster(TW_STR("\u1112\u1161\u11AB!")), 9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_follow_the_table),
		cmocka_unit_test(test_words_are_none_in_an_empty_text),
		cmocka_unit_test(test_words_end_at_their_limit),
		cmocka_unit_test(test_words_take_hostile_text_in_passing),
		cmocka_unit_test(test_words_are_bounded_by_the_text),
		cmocka_unit_test(test_word_cluster_holds_marks_and_joiners),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
