/* test_charset.c: bytes of a page in any known charset, to UTF-8. */
/* SPDX-License-Identifier: MIT */
#include "page/charset.h"

#include "page_help.h"

static void
assert_read(struct tw_str bytes, bool html, const char *wanted,
	uint64_t wanted_replaced)
{
	struct tw_buf out = {0};
	uint64_t replaced = 0;
	trawl_error err = {0};

	assert_int_equal(tw_charset_read(bytes, html, &out, &replaced, &err),
		TRAWL_OK);
	assert_str(tw_buf_str(&out), wanted);
	assert_int_equal(replaced, wanted_replaced);
	tw_buf_done(&out);
}

static void
test_utf8_is_kept_without_its_mark(void **state)
{
	(void)state;
	assert_read(TW_STR("\xef\xbb\xbf" "caf\xc3\xa9"), false, "caf\xc3\xa9",
		0);
	assert_read(TW_STR(""), false, "", 0);
}

static void
test_utf16_is_told_by_its_mark(void **state)
{
	(void)state;
	assert_read(TW_STR("\xff\xfe" "a\0\xe9\0"), false, "a\xc3\xa9", 0);
	assert_read(TW_STR("\xfe\xff\0a\0\xe9"), true, "a\xc3\xa9", 0);
}

static void
test_a_page_may_name_its_charset(void **state)
{
	(void)state;
	assert_read(TW_STR("<meta charset=iso-8859-1>caf\xe9 \x93x\x94"), true,
		"<meta charset=iso-8859-1>caf\xc3\xa9 \xe2\x80\x9cx"
		"\xe2\x80\x9d", 0);
	assert_read(TW_STR("<meta content='text/html; charset=koi8-r'>\xc4"),
		true, "<meta content='text/html; charset=koi8-r'>\xd0\xb4", 0);
}

static void
test_valid_utf8_is_believed_before_a_name(void **state)
{
	(void)state;
	assert_read(TW_STR("<meta charset=iso-8859-1>caf\xc3\xa9"), true,
		"<meta charset=iso-8859-1>caf\xc3\xa9", 0);
}

static void
test_invalid_bytes_are_replaced_and_counted(void **state)
{
	(void)state;
	assert_read(TW_STR("a\xff" "b\xc3"), false,
		"a\xef\xbf\xbd" "b\xef\xbf\xbd", 2);
	assert_read(TW_STR("<meta charset=nonesuch>\xff"), true,
		"<meta charset=nonesuch>\xef\xbf\xbd", 1);
	assert_read(TW_STR("<meta charset=shift_jis>\x82"), true,
		"<meta charset=shift_jis>\xef\xbf\xbd", 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8_is_kept_without_its_mark),
		cmocka_unit_test(test_utf16_is_told_by_its_mark),
		cmocka_unit_test(test_a_page_may_name_its_charset),
		cmocka_unit_test(test_valid_utf8_is_believed_before_a_name),
		cmocka_unit_test(test_invalid_bytes_are_replaced_and_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
