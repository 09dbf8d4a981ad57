/* test_titlekey.c: the order of titles. */
/* SPDX-License-Identifier: MIT */
#include "text/titlekey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "dice.h"
#include "text/utf8.h"

static uint64_t
key_of(const char *title)
{
	uint64_t key = 0;

	assert_int_equal(tw_title_key(tw_str_of(title), &key, NULL), TRAWL_OK);
	return key;
}

static void
assert_plain(const char *title, const char *expected)
{
	struct tw_buf out = {0};
	uint8_t first[8] = {0};

	tw_title_plain(tw_str_of(title), &out);
	assert_int_equal(tw_buf_status(&out, NULL), TRAWL_OK);
	tw_buf_add_byte(&out, 0);
	assert_string_equal(out.p, expected);
	tw_buf_done(&out);
	memcpy(first, expected, strlen(expected) < 8 ? strlen(expected) : 8);
	assert_int_equal(key_of(title), *expected ? tw_be64(first) :
		TW_TITLE_KEY_NONE);
}

static void
test_case_accents_and_signs_do_not_count(void **state)
{
	(void)state;
	assert_plain("The Mill", "the mill");
	assert_plain("\"The\" -- mill?!", "the mill");
	assert_plain("Ärger in Århus", "arger in arhus");
	assert_plain("  A\tB\n", "a b");
	assert_plain("don't, don’t", "dont dont");
	assert_plain("2019: it's on", "2019 its on");
	assert_plain("(1) x", "1 x");
	assert_plain("co\xc2\xad-op", "co op");
	assert_plain("Øl & Straße", "ol strasse");
}

static void
test_other_scripts_are_kept(void **state)
{
	(void)state;
	assert_plain("МОСКВА", "москва");
	assert_plain("東京タワー", "東京タワー");
	assert_plain("🎉 party", "🎉 party");
}

static void
test_title_without_letters_is_behind_all(void **state)
{
	(void)state;
	assert_plain("", "");
	assert_plain("?!", "");
	assert_plain("'", "");
	assert_true(key_of("") > key_of("zzzzzzzzzz"));
	assert_true(key_of("...") > key_of("\xf0\xa0\x80\x80"));
}

static void
test_key_orders_by_the_beginning(void **state)
{
	(void)state;
	assert_true(key_of("Abbey") < key_of("abbot"));
	assert_true(key_of("a b") < key_of("ab"));
	assert_true(key_of("2019") < key_of("a"));
	assert_true(key_of("Ärger") < key_of("Az"));
	assert_true(key_of("partnership") == key_of("partners"));
	assert_true(key_of("zebra") < key_of("Москва"));
}

/* Two ways lead to it, of ASCII and of all else. */
static void
test_key_is_of_the_plain_beginning(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		static const char *const some[] = {"a", "Z", "'", " ", "-",
			"7", "\x7f", "\x01", ".", "é", "ß", "’", "東", "@"};
		char title[200] = "";
		size_t n = 0;
		struct tw_buf plain = {0};
		uint8_t first[8] = {0};
		uint32_t count = dice(&seed, 40);
		uint32_t kinds = round % 2 ? 9 : 14;

		for (uint32_t i = 0; i < count; i++)
			n += (size_t)snprintf(title + n, sizeof(title) - n,
				"%s", some[dice(&seed, kinds)]);
		struct tw_str all = tw_str(title, n);

		tw_title_plain(tw_str(all.p, tw_utf8_floor(all, 64)), &plain);
		assert_false(tw_buf_failed(&plain));
		if (plain.n > 0)
			memcpy(first, plain.p, plain.n < 8 ? plain.n : 8);
		assert_int_equal(key_of(title), plain.n > 0 ? tw_be64(first) :
			TW_TITLE_KEY_NONE);
		tw_buf_done(&plain);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_case_accents_and_signs_do_not_count),
		cmocka_unit_test(test_other_scripts_are_kept),
		cmocka_unit_test(test_title_without_letters_is_behind_all),
		cmocka_unit_test(test_key_orders_by_the_beginning),
		cmocka_unit_test(test_key_is_of_the_plain_beginning),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
