/* test_fold.c: spellings made one, by the table in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "text/fold.h"

static void
fold(const char *how, struct tw_str text, struct tw_buf *out)
{
	if (strcmp(how, "accents") == 0)
		tw_fold_accents(text, out);
	else
		tw_fold(text, strcmp(how, "turkic") == 0, out);
}

static int
check_line(void *context, const struct table_line *line)
{
	struct tw_buf out = {0};

	(void)context;
	fold(line->language, tw_str_of(line->left), &out);
	return table_differs(line, &out);
}

static void
test_fold_follows_the_table(void **state)
{
	static const char *const signs[] = {" => ", NULL};

	(void)state;
	table_run("fold.test", signs, check_line, NULL);
}

static int
check_twice(void *context, const struct table_line *line)
{
	struct tw_buf once = {0};
	struct tw_buf twice = {0};

	(void)context;
	fold(line->language, tw_str_of(line->left), &once);
	fold(line->language, tw_buf_str(&once), &twice);
	bool wrong = !tw_str_equal(tw_buf_str(&once), tw_buf_str(&twice));

	if (wrong)
		print_error("%s:%u: changes when folded again\n", line->file,
			line->number);
	tw_buf_done(&once);
	tw_buf_done(&twice);
	return wrong;
}

static void
test_fold_changes_nothing_when_folded_again(void **state)
{
	static const char *const signs[] = {" => ", NULL};

	(void)state;
	table_run("fold.test", signs, check_twice, NULL);
}

/* Every character there is: folding is total, and its results are folded. */
static void
test_fold_is_stable_on_every_character(void **state)
{
	struct tw_buf text = {0};
	struct tw_buf once = {0};
	struct tw_buf twice = {0};

	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		tw_buf_reset(&text);
		tw_buf_reset(&once);
		tw_buf_reset(&twice);
		tw_utf8_add(&text, c);
		tw_fold(tw_buf_str(&text), false, &once);
		tw_fold(tw_buf_str(&once), false, &twice);
		assert_true(tw_utf8_valid(tw_buf_str(&once)));
		if (!tw_str_equal(tw_buf_str(&once), tw_buf_str(&twice)))
			fail_msg("U+%04X", (unsigned)c);
	}
	tw_buf_done(&text);
	tw_buf_done(&once);
	tw_buf_done(&twice);
}

static void
test_fold_keeps_thirty_marks_when_there_are_more(void **state)
{
	struct tw_buf text = {0};
	struct tw_buf out = {0};

	(void)state;
	tw_buf_add_byte(&text, 'x');
	for (int i = 0; i < 500; i++) {
		tw_utf8_add(&text, 0x323);
		tw_utf8_add(&text, 0x30D);
	}
	tw_fold(tw_buf_str(&text), false, &out);
	assert_int_equal(out.n, 1 + 30 * 2);
	assert_memory_equal(out.p, "x\u0323\u0323", 5);
	tw_buf_done(&text);
	tw_buf_done(&out);
}

static void
test_fold_fails_with_its_buffer(void **state)
{
	struct tw_buf out;

	(void)state;
	tw_buf_init(&out, 4);
	tw_fold(TW_STR("résumé"), false, &out);
	assert_int_equal(out.failed, TRAWL_EFULL);
	tw_buf_done(&out);
}

static void
test_fold_is_ascii_sees_the_last_byte(void **state)
{
	(void)state;
	assert_true(tw_fold_is_ascii(TW_STR("")));
	assert_true(tw_fold_is_ascii(TW_STR("plain text of more")));
	assert_false(tw_fold_is_ascii(TW_STR("plain text of mor\xC3\xA9")));
	assert_false(tw_fold_is_ascii(TW_STR("\xC3\xA9tat de la chose")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold_follows_the_table),
		cmocka_unit_test(test_fold_changes_nothing_when_folded_again),
		cmocka_unit_test(test_fold_is_stable_on_every_character),
		cmocka_unit_test(
			test_fold_keeps_thirty_marks_when_there_are_more),
		cmocka_unit_test(test_fold_fails_with_its_buffer),
		cmocka_unit_test(test_fold_is_ascii_sees_the_last_byte),
	};

	return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
