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

	assert_int_equal(tw_charset_read(bytes, html, NULL, &out, &replaced,
		&err),
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

static void
assert_given(struct tw_str bytes, const char *given, const char *wanted)
{
	struct tw_buf out = {0};
	uint64_t replaced = 0;
	trawl_error err;

	assert_int_equal(tw_charset_read(bytes, true, given, &out, &replaced,
		&err), TRAWL_OK);
	tw_buf_add_byte(&out, 0);
	assert_string_equal(out.p, wanted);
	tw_buf_done(&out);
}

static void
test_who_gave_it_knows_better(void **state)
{
	(void)state;
	assert_given(TW_STR("<meta charset=koi8-r>caf\xe9"), "iso-8859-1",
		"<meta charset=koi8-r>caf\xc3\xa9");
	assert_given(TW_STR("<meta charset=iso-8859-1>caf\xe9"), "nonesuch",
		"<meta charset=iso-8859-1>caf\xc3\xa9");
	assert_given(TW_STR("caf\xc3\xa9"), "iso-8859-1", "caf\xc3\xa9");
}

static void
test_xml_names_its_charset(void **state)
{
	(void)state;
	assert_given(TW_STR("<?xml version='1.0' encoding='iso-8859-1'?>\xe9"),
		NULL, "<?xml version='1.0' encoding='iso-8859-1'?>\xc3\xa9");
}

/* "Moscow is the capital of Russia and its largest city", in windows-1251. */
static void
test_a_charset_that_nobody_names_is_guessed(void **state)
{
	(void)state;
	assert_given(TW_STR("\xcc\xee\xf1\xea\xe2\xe0 \xf1\xf2\xee\xeb\xe8"
		"\xf6\xe0 \xd0\xee\xf1\xf1\xe8\xe8 \xe8 \xf1\xe0\xec\xfb"
		"\xe9 \xea\xf0\xf3\xef\xed\xfb\xe9 \xe3\xee\xf0\xee\xe4 "
		"\xe2 \xf1\xf2\xf0\xe0\xed\xe5"), NULL,
		"Москва столица России и самый крупный город в стране");
}

/* The same in a page, and by a server, that say UTF-8 of it. */
static void
test_utf8_is_not_believed_of_what_is_none(void **state)
{
	(void)state;
	assert_given(TW_STR("<meta charset=utf-8>\xcc\xee\xf1\xea\xe2\xe0 "
		"\xf1\xf2\xee\xeb\xe8\xf6\xe0 \xd0\xee\xf1\xf1\xe8\xe8 "
		"\xe8 \xf1\xe0\xec\xfb\xe9 \xea\xf0\xf3\xef\xed\xfb\xe9 "
		"\xe3\xee\xf0\xee\xe4 \xe2 \xf1\xf2\xf0\xe0\xed\xe5"),
		"utf-8", "<meta charset=utf-8>"
		"Москва столица России и самый крупный город в стране");
}

static void
test_utf8_with_a_fault_stays_utf8(void **state)
{
	(void)state;
	assert_given(TW_STR("\xc3\xa9t\xc3\xa9, \xc3\xa0 l\xff fin"), NULL,
		"\xc3\xa9t\xc3\xa9, \xc3\xa0 l\xef\xbf\xbd fin");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8_is_kept_without_its_mark),
		cmocka_unit_test(test_utf16_is_told_by_its_mark),
		cmocka_unit_test(test_a_page_may_name_its_charset),
		cmocka_unit_test(test_who_gave_it_knows_better),
		cmocka_unit_test(test_xml_names_its_charset),
		cmocka_unit_test(test_a_charset_that_nobody_names_is_guessed),
		cmocka_unit_test(test_utf8_is_not_believed_of_what_is_none),
		cmocka_unit_test(test_utf8_with_a_fault_stays_utf8),
		cmocka_unit_test(test_valid_utf8_is_believed_before_a_name),
		cmocka_unit_test(test_invalid_bytes_are_replaced_and_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
