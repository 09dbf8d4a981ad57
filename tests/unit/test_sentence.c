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
	bool wrong = !tw_str_equal(tw_buf_str(&out), tw_str_of(line->right));

	if (wrong)
		print_error("%s:%u: %s => %.*s\n", line->file, line->number,
			line->left, (int)out.n, out.p);
	tw_buf_done(&out);
	return wrong;
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
	};

	return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
