/* test_typed.c: which words may be misspelt, by the table in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "result/typed.h"

static void
join(const struct tw_buf *typed, struct tw_buf *out)
{
	const struct tw_typed *words = (const void *)typed->p;

	for (size_t i = 0; i < typed->n / sizeof(*words); i++) {
		if (i > 0)
			tw_buf_add_byte(out, words[i].follows ? '+' : '|');
		tw_buf_add_str(out, words[i].text);
	}
}

static int
check_line(void *context, const struct table_line *line)
{
	struct tw_buf typed = {0};
	struct tw_buf out = {0};

	(void)context;
	tw_typed_words(tw_str_of(line->left), false, &typed);
	join(&typed, &out);
	tw_buf_done(&typed);
	return table_differs(line, &out);
}

static void
test_typed_words_follow_the_table(void **state)
{
	static const char *const signs[] = {" =>", NULL};

	(void)state;
	table_run("typed.test", signs, check_line, NULL);
}

static void
test_typed_words_of_plain_text_know_no_operators(void **state)
{
	struct tw_buf typed = {0};
	struct tw_buf out = {0};

	(void)state;
	tw_typed_words(TW_STR("road -mill NOT title:river"), true, &typed);
	join(&typed, &out);
	assert_true(tw_str_equal(tw_buf_str(&out),
		TW_STR("road|mill+NOT+title|river")));
	tw_buf_done(&typed);
	tw_buf_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typed_words_follow_the_table),
		cmocka_unit_test(
			test_typed_words_of_plain_text_know_no_operators),
	};

	return cmocka_run_group_tests_name("typed", tests, NULL, NULL);
}
