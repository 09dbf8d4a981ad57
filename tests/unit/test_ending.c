/* test_ending.c: what queries that are being typed end in. */
/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "query/fields.h"
#include "result/ending.h"

/* The field, the word and the value as a line. */
static void
assert_ending(const char *text, const char *right)
{
	struct tw_ending ending;
	struct tw_buf line = {0};

	tw_ending_of(tw_str_of(text), &ending);
	tw_buf_addf(&line, "%s[%.*s] %.*s", tw_field_name(ending.field).p,
		(int)ending.word.n, ending.word.p,
		(int)ending.value.n, ending.value.p);
	tw_buf_add_byte(&line, '\0');
	assert_string_equal(line.p, right);
	tw_buf_done(&line);
}

static void
test_ending_is_the_last_word(void **state)
{
	(void)state;
	assert_ending("climate ch", "[ch] ");
	assert_ending("+well-kno", "[kno] ");
	assert_ending("don't", "[don't] ");
	assert_ending("don\u2019", "[don\u2019] ");
	assert_ending("(a OR (b", "[b] ");
	assert_ending("\"the partn", "[partn] ");
}

static void
test_ending_is_none_where_no_word_goes_on(void **state)
{
	(void)state;
	assert_ending("", "[] ");
	assert_ending("park ", "[] ");
	assert_ending("park AND", "[] ");
	assert_ending("\"park\"", "[] ");
	assert_ending("park*", "[] ");
	assert_ending("park~", "[] ");
	assert_ending("(park)", "[] ");
	assert_ending("park.", "[] ");
}

static void
test_ending_tells_the_field_and_its_value(void **state)
{
	(void)state;
	assert_ending("a -title:b", "title:[b] b");
	assert_ending("AUTHOR:\"Donna Ru", "author:[Ru] \"Donna Ru");
	assert_ending("author:\"Donna ", "author:[] \"Donna ");
	assert_ending("site:www.exa", "site:[exa] www.exa");
	assert_ending("title:(a b", "title:[b] ");
	assert_ending("title:(a) b", "[b] ");
	assert_ending("author:a b", "[b] ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ending_is_the_last_word),
		cmocka_unit_test(test_ending_is_none_where_no_word_goes_on),
		cmocka_unit_test(test_ending_tells_the_field_and_its_value),
	};

	return cmocka_run_group_tests_name("ending", tests, NULL, NULL);
}
