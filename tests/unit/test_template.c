/* test_template.c: lines of pages, cut out and put in again. */
/* SPDX-License-Identifier: MIT */
#include "index/template.h"

#include <stdio.h>

#include "index_help.h"

#define DONATE \
	"Before you go: our newsroom lives on what its readers give us."
#define FIRST \
	"The lamps on Tern Street were lit again on Tuesday, after nine years."
#define SECOND \
	"Nobody at the council would say who had paid for the gas this time."

/* Lines that are known by what they say, one a line. */
struct known {
	struct tw_buf keys;
};

static bool
knows(void *context, uint64_t key)
{
	const struct known *known = context;
	const uint64_t *keys = (const void *)known->keys.p;

	for (size_t i = 0; i < known->keys.n / sizeof(*keys); i++)
		if (keys[i] == key)
			return true;
	return false;
}

static struct tw_doc
doc_of(struct tw_str text, struct tw_str apart)
{
	struct tw_doc doc = index_doc("a", "", "");

	doc.field[TRAWL_TEXT] = text;
	doc.apart = apart;
	return doc;
}

/* Cuts what stands in `template` out of the text, and puts it in again. */
static void
expect_cut(const char *template, const char *text, const char *expected)
{
	struct tw_str whole = tw_str_of(text);
	struct known known = {{0}};
	struct tw_buf lines = {0};
	struct tw_buf cut = {0};
	struct tw_buf apart = {0};
	struct tw_buf again = {0};

	tw_template_keys_of(TW_STR(""), tw_str_of(template), &known.keys);
	tw_template_lines(TW_STR(""), whole, &lines);
	tw_template_cut(whole, &lines, knows, &known, &cut, &apart);
	tw_buf_add_byte(&cut, 0);
	assert_string_equal(cut.p, expected);
	cut.n--;
	struct tw_doc doc = doc_of(tw_buf_str(&cut), tw_buf_str(&apart));

	assert_true(tw_template_whole(&doc, &again));
	assert_true(tw_str_equal(tw_buf_str(&again), whole));
	tw_buf_done(&known.keys);
	tw_buf_done(&lines);
	tw_buf_done(&cut);
	tw_buf_done(&apart);
	tw_buf_done(&again);
}

static void
test_long_line_goes_wherever_it_stands(void **state)
{
	(void)state;
	expect_cut(DONATE, FIRST "\n\n" DONATE "\n\n" SECOND,
		FIRST "\n\n" SECOND);
	expect_cut(DONATE, DONATE "\n\n" FIRST, FIRST);
	expect_cut(DONATE, FIRST "\n\n" DONATE, FIRST);
	expect_cut(DONATE, FIRST "\n" DONATE "\n\n" SECOND,
		FIRST "\n\n" SECOND);
	expect_cut(DONATE, FIRST "\n\n" DONATE "\n" SECOND,
		FIRST "\n\n" SECOND);
}

static void
test_short_lines_go_in_their_order(void **state)
{
	(void)state;
	expect_cut("Home\nNews\nSport\n" FIRST,
		"Home\nNews\nSport\n\n" SECOND, SECOND);
	expect_cut("x\nHome\nNews\nSport\ny",
		FIRST "\n\nHome\nNews\nSport\n\n" SECOND,
		FIRST "\n\n" SECOND);
}

static void
test_short_line_among_others_stays(void **state)
{
	(void)state;
	expect_cut(DONATE "\nIngredients\n" DONATE "\n",
		FIRST "\n\nIngredients\n\n" SECOND,
		FIRST "\n\nIngredients\n\n" SECOND);
}

static void
test_question_stays_however_long(void **state)
{
	const char *text = FIRST "\n\nWhat would you say to somebody who "
		"is only now starting out in this?\n\n" SECOND;

	(void)state;
	expect_cut("What would you say to somebody who is only now "
		"starting out in this?", text, text);
}

static void
test_code_stays(void **state)
{
	const char *text = FIRST "\n\nint main(void)\n{\n\treturn 0;\n}\n\n"
		SECOND;

	(void)state;
	expect_cut("{\n\treturn 0;\n}\n", text, text);
}

static void
test_page_that_says_nothing_else_stays_whole(void **state)
{
	(void)state;
	expect_cut(DONATE, DONATE, DONATE);
	expect_cut(DONATE, "Give!\n\n" DONATE, "Give!\n\n" DONATE);
}

static void
test_lines_beyond_the_most_stay(void **state)
{
	struct tw_buf text = {0};

	(void)state;
	for (int i = 0; i < TW_TEMPLATE_LINES_MAX; i++)
		tw_buf_addf(&text, "%s %d\n", FIRST, i);
	tw_buf_addf(&text, "%s\n%s", DONATE, SECOND);
	tw_buf_add_byte(&text, 0);
	expect_cut(DONATE, text.p, text.p);
	tw_buf_done(&text);
}

static void
test_random_lines_come_back(void **state)
{
	static const char *const lines[] = {"Home", "News", DONATE, FIRST,
		SECOND, "", "  ", "Why?", "}", "\tx", "Sport\r", DONATE " "};
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct tw_buf text[2] = {{0}, {0}};
		struct tw_buf cut = {0};
		struct tw_buf apart = {0};
		struct tw_buf again = {0};
		struct tw_buf all = {0};
		struct known known = {{0}};

		for (int i = 0; i < 2; i++)
			for (uint32_t n = index_below(&seed, 9); n > 0; n--)
				tw_buf_addf(&text[i], "%s%s",
					lines[index_below(&seed, 12)],
					index_below(&seed, 4) ? "\n" : "\n\n");
		tw_template_keys_of(TW_STR(""), tw_buf_str(&text[0]),
			&known.keys);
		tw_template_lines(TW_STR(""), tw_buf_str(&text[1]), &all);
		tw_template_cut(tw_buf_str(&text[1]), &all, knows, &known,
			&cut, &apart);
		struct tw_doc doc = doc_of(tw_buf_str(&cut),
			tw_buf_str(&apart));

		assert_true(tw_template_whole(&doc, &again));
		assert_true(tw_str_equal(tw_buf_str(&again),
			tw_buf_str(&text[1])));
		tw_buf_done(&text[0]);
		tw_buf_done(&text[1]);
		tw_buf_done(&cut);
		tw_buf_done(&apart);
		tw_buf_done(&again);
		tw_buf_done(&all);
		tw_buf_done(&known.keys);
	}
}

static void
test_what_was_cut_out_is_bounded_when_it_is_damaged(void **state)
{
	static const char apart[] = "\x03\x05" "abcde" "\x02\x03" "fgh";
	struct tw_buf whole = {0};
	struct tw_doc doc = doc_of(TW_STR("123456"), TW_STR(""));

	(void)state;
	doc.apart = tw_str(apart, sizeof(apart) - 1);
	assert_true(tw_template_whole(&doc, &whole));
	assert_true(tw_str_equal(tw_buf_str(&whole),
		TW_STR("123abcde45fgh6")));
	for (size_t n = 0; n < sizeof(apart) - 1; n++) {
		doc.apart = tw_str(apart, n);
		assert_int_equal(tw_template_whole(&doc, &whole),
			n == 0 || n == 7);
	}
	doc.apart = TW_STR("\x07\x01" "a");
	assert_false(tw_template_whole(&doc, &whole));
	tw_buf_done(&whole);
}

static void
test_sites_do_not_share_keys(void **state)
{
	struct tw_buf keys = {0};

	(void)state;
	tw_template_keys_of(TW_STR("https://www.tern.example/a"),
		TW_STR(DONATE), &keys);
	tw_template_keys_of(TW_STR("http://tern.example/b"),
		TW_STR(DONATE), &keys);
	tw_template_keys_of(TW_STR("https://other.example/b"),
		TW_STR(DONATE), &keys);
	assert_int_equal(keys.n, 6 * sizeof(uint64_t));
	const uint64_t *key = (const void *)keys.p;

	assert_int_equal(key[0] << 16, 0);
	assert_true(key[0] == key[2] && key[1] == key[3]);
	assert_true(key[0] != key[4] && key[1] != key[5]);
	tw_buf_done(&keys);
}

static void
test_only_what_was_found_in_a_page_takes_part(void **state)
{
	struct tw_doc doc = doc_of(TW_STR(FIRST), TW_STR(""));

	(void)state;
	assert_false(tw_template_is_of_page(&doc));
	doc.source[TRAWL_TEXT] = TW_STR("given");
	assert_false(tw_template_is_of_page(&doc));
	doc.source[TRAWL_TEXT] = TW_STR("body");
	assert_true(tw_template_is_of_page(&doc));
}

static void
test_least_grows_with_the_root(void **state)
{
	static const uint64_t of[][2] = {{0, 4}, {1, 4}, {7, 4}, {8, 5},
		{50, 9}, {64, 12}, {1000, 34}, {1024, 48}, {10000, 136}};

	(void)state;
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		assert_int_equal(tw_template_least(of[i][0]), of[i][1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_long_line_goes_wherever_it_stands),
		cmocka_unit_test(test_short_lines_go_in_their_order),
		cmocka_unit_test(test_short_line_among_others_stays),
		cmocka_unit_test(test_question_stays_however_long),
		cmocka_unit_test(test_code_stays),
		cmocka_unit_test(
			test_page_that_says_nothing_else_stays_whole),
		cmocka_unit_test(test_lines_beyond_the_most_stay),
		cmocka_unit_test(test_random_lines_come_back),
		cmocka_unit_test(
			test_what_was_cut_out_is_bounded_when_it_is_damaged),
		cmocka_unit_test(test_sites_do_not_share_keys),
		cmocka_unit_test(
			test_only_what_was_found_in_a_page_takes_part),
		cmocka_unit_test(test_least_grows_with_the_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
