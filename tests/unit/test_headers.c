/* test_headers.c: "Name: value" lines, as HTTP, WARC and mail have them. */
/* SPDX-License-Identifier: MIT */
#include "page/headers.h"

#include "page_help.h"

#define HEADERS "Host: a.example\r\ncontent-TYPE: text/html; " \
	"Charset=\"utf-8\"\r\nSubject: one\r\n two\r\n\tthree\r\nEmpty:\r\n" \
	"Host: b.example\r\n\r\n"

static void
assert_header(const char *name, const char *wanted)
{
	assert_str(tw_headers_get(TW_STR(HEADERS), name), wanted);
}

static void
test_headers_end_with_an_empty_line(void **state)
{
	(void)state;
	assert_int_equal(tw_headers_size(TW_STR("A: 1\r\n\r\nbody")), 8);
	assert_int_equal(tw_headers_size(TW_STR("A: 1\n\nbody")), 6);
	assert_int_equal(tw_headers_size(TW_STR("\nbody")), 1);
	assert_int_equal(tw_headers_size(TW_STR("A: 1\nB: 2")), 9);
	assert_int_equal(tw_headers_size(TW_STR("")), 0);
}

static void
test_a_header_is_found_in_any_case_and_the_first_counts(void **state)
{
	(void)state;
	assert_header("host", "a.example");
	assert_header("CONTENT-TYPE", "text/html; Charset=\"utf-8\"");
	assert_header("Empty", "");
	assert_header("Hos", "");
	assert_header("Nonesuch", "");
}

static void
test_a_value_may_go_on_in_lines_that_are_set_in(void **state)
{
	(void)state;
	assert_header("Subject", "one\r\n two\r\n\tthree");
}

static void
test_a_type_is_told_without_its_parameters(void **state)
{
	(void)state;
	assert_true(tw_headers_is(TW_STR("text/html"), "text/html"));
	assert_true(tw_headers_is(TW_STR("Text/HTML; a=b"), "text/html"));
	assert_false(tw_headers_is(TW_STR("text/htmlx"), "text/html"));
	assert_false(tw_headers_is(TW_STR("text/h"), "text/html"));
	assert_false(tw_headers_is(TW_STR(""), "text/html"));
}

static void
assert_parameter(const char *value, const char *name, const char *wanted)
{
	struct tw_buf out = {0};

	assert_int_equal(tw_headers_parameter(tw_str_of(value), name, &out),
		*wanted != '\0');
	assert_str(tw_buf_str(&out), wanted);
	tw_buf_done(&out);
}

static void
test_a_parameter_is_found(void **state)
{
	(void)state;
	assert_parameter("text/html; charset=utf-8", "charset", "utf-8");
	assert_parameter("text/html;CHARSET=\"a b\"; x=y", "charset", "a b");
	assert_parameter("text/html; charset=\"open", "charset", "open");
	assert_parameter("multipart/mixed;\r\n\tboundary=xx;y=z", "boundary",
		"xx");
	assert_parameter("text/html; mycharset=utf-8", "charset", "");
	assert_parameter("text/html; charset=", "charset", "");
	assert_parameter("", "charset", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers_end_with_an_empty_line),
		cmocka_unit_test(
		test_a_header_is_found_in_any_case_and_the_first_counts),
		cmocka_unit_test(
			test_a_value_may_go_on_in_lines_that_are_set_in),
		cmocka_unit_test(test_a_type_is_told_without_its_parameters),
		cmocka_unit_test(test_a_parameter_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
