/* test_parts.c: the parts of a word, by the table in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "text/language.h"
#include "text/parts.h"

static void
append_parts(const struct tw_parts *parts, struct tw_buf *out)
{
	if (parts->sign != 0)
		tw_buf_addf(out, "(%c)", parts->sign);
	if (parts->dotted)
		tw_buf_addf(out, "(abc)");
	for (uint32_t i = 0; i < parts->count; i++) {
		const struct tw_part *part = &parts->part[i];

		if (i > 0)
			tw_buf_addf(out, "|%c",
				part->before == 0 ? '+' : part->before);
		tw_buf_add_str(out, part->text);
		if (part->elided)
			tw_buf_add_byte(out, '\'');
	}
}

static int
check_line(void *context, const struct table_line *line)
{
	const struct tw_language *language = tw_language(line->language);
	struct tw_parts parts;
	struct tw_buf out = {0};

	(void)context;
	tw_parts_split(tw_str_of(line->left),
		language ? language->elisions : NULL, &parts);
	append_parts(&parts, &out);
	return table_differs(line, &out);
}

static void
test_parts_follow_the_table(void **state)
{
	static const char *const signs[] = {" => ", NULL};

	(void)state;
	table_run("parts.test", signs, check_line, NULL);
}

static void
test_parts_beyond_the_maximum_stay_together(void **state)
{
	char word[4 * TW_PARTS_MAX];
	struct tw_parts parts;

	(void)state;
	for (size_t i = 0; i < sizeof(word); i++)
		word[i] = i % 2 == 0 ? 'a' : '-';
	word[sizeof(word) - 1] = 'a';
	tw_parts_split(tw_str(word, sizeof(word)), NULL, &parts);
	assert_int_equal(parts.count, TW_PARTS_MAX);
	assert_int_equal(parts.part[0].text.n, 1);
	const struct tw_part *last = &parts.part[TW_PARTS_MAX - 1];

	assert_ptr_equal(last->text.p + last->text.n, word + sizeof(word));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts_follow_the_table),
		cmocka_unit_test(test_parts_beyond_the_maximum_stay_together),
	};

	return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
