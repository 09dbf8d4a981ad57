/* test_sentence.c: where sentences end, by the table in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "text/sentence.h"

static void
append_sentences(struct tw_str text, struct tw_buf *out)
{
	size_t start = 0;

	while (start < text.n) {
		size_t end = tw_sentence_end(text, start);

		while (start < end && strchr(" \n", text.p[start]))
			start++;
		if (start < end && out->n > 0)
			tw_buf_add_byte(out, '|');
		tw_buf_add(out, text.p + start, end - start);
		start = end;
	}
}

static int
check_line(void *context, const struct table_line *line)
{
	struct tw_buf out = {0};

	(void)context;
	append_sentences(tw_str_of(line->left), &out);
	return table_differs(line, &out);
}

static void
test_sentences_follow_the_table(void **state)
{
	static const char *const signs[] = {" => ", NULL};

	(void)state;
	table_run("sentence.test", signs, check_line, NULL);
}

static void
test_sentence_end_passes_white_space_before(void **state)
{
	struct tw_str text = TW_STR(" \n One. Two.");

	(void)state;
	assert_int_equal(tw_sentence_end(text, 0), 7);
	assert_int_equal(tw_sentence_end(text, 7), 12);
}

/* Plain bytes are passed many at a time: all others must be seen among them. */
static void
test_sentence_ends_wherever_its_stop_stands(void **state)
{
	static const char stops[] = ".!?\n";

	(void)state;
	for (int stop = 0; stop < 4; stop++) {
		for (size_t at = 2; at < 40; at++) {
			char text[64];

			memset(text, stop % 2 ? '/' : '~', sizeof(text));
			text[at] = stops[stop];
			memcpy(text + at + 1, " The", 4);
			size_t end = tw_sentence_end(tw_str(text,
				sizeof(text)), 0);

			assert_int_equal(end, at + (stops[stop] != '\n'));
		}
	}
}

static void
test_sentence_end_is_the_texts_when_nothing_is_left(void **state)
{
	(void)state;
	assert_int_equal(tw_sentence_end(TW_STR(""), 0), 0);
	assert_int_equal(tw_sentence_end(TW_STR("One."), 4), 4);
	assert_int_equal(tw_sentence_end(TW_STR("One.  \n"), 4), 7);
}

static void
begin_words(struct tw_sentences *sentences, struct tw_str text)
{
	uint32_t position = 0;

	tw_sentences_begin(sentences, text);
	for (size_t i = 0; i < text.n; i++)
		if (i == 0 || text.p[i - 1] == ' ')
			tw_sentences_pass(sentences, text, i, position++);
}

/* Some or all of them: what was not found before is found then. */
static void
test_sentences_found_before_begin_where_they_would(void **state)
{
	static const char piece[] = "One of some that are longer. And a ";
	char ends[4 * TW_SENTENCES_FOUND];
	char bytes[40 * sizeof(piece)];
	struct tw_sentences expected = {0};

	(void)state;
	for (size_t i = 0; i < 40; i++)
		memcpy(bytes + i * (sizeof(piece) - 1), piece,
			sizeof(piece) - 1);
	struct tw_str text = tw_str(bytes, 40 * (sizeof(piece) - 1));
	uint32_t count = tw_sentences_find(text, ends);

	assert_in_range(count, 2, TW_SENTENCES_FOUND);
	begin_words(&expected, text);
	assert_true(expected.count > 2);
	for (uint32_t n = 0; n <= count; n++) {
		struct tw_sentences found = {.ends = tw_str(ends, 4 * n)};

		begin_words(&found, text);
		assert_int_equal(found.count, expected.count);
		assert_memory_equal(found.starts, expected.starts,
			expected.count * sizeof(*expected.starts));
	}
	assert_int_equal(tw_sentences_find(TW_STR(""), ends), 0);
}

/* A megabyte of one piece: each sentence is found, each end is further on. */
static size_t
count_repeated(struct tw_str piece)
{
	struct tw_buf buf = {0};
	size_t count = 0;

	while (buf.n < 1 << 20)
		tw_buf_add_str(&buf, piece);
	struct tw_str text = tw_buf_str(&buf);

	for (size_t start = 0; start < text.n; count++) {
		size_t end = tw_sentence_end(text, start);

		assert_true(end > start && end <= text.n);
		start = end;
	}
	tw_buf_done(&buf);
	return count;
}

static void
test_sentence_end_takes_hostile_text_in_passing(void **state)
{
	(void)state;
	assert_int_equal(count_repeated(TW_STR("a")), 1);
	assert_int_equal(count_repeated(TW_STR(".")), 1);
	assert_int_equal(count_repeated(TW_STR(" ")), 1);
	assert_int_equal(count_repeated(TW_STR("\n")), 1);
	assert_int_equal(count_repeated(TW_STR(")")), 1);
	assert_int_equal(count_repeated(TW_STR(" a.")), 1);
	assert_int_equal(count_repeated(TW_STR(" A.")), 1);
	assert_true(count_repeated(TW_STR(" Aa.")) > 200000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sentences_follow_the_table),
		cmocka_unit_test(test_sentence_end_passes_white_space_before),
		cmocka_unit_test(test_sentence_ends_wherever_its_stop_stands),
		cmocka_unit_test(
			test_sentence_end_is_the_texts_when_nothing_is_left),
		cmocka_unit_test(
			test_sentence_end_takes_hostile_text_in_passing),
		cmocka_unit_test(
			test_sentences_found_before_begin_where_they_would),
	};

	return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
