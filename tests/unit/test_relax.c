/* test_relax.c: the small changes of a query that can make it find more. */
/* SPDX-License-Identifier: MIT */
#include "parsing.h"
#include "query/relax.h"

#define ROOM 16

/*
 * Each change of the query in words, with what the query is then: "why: query"
 * and a ; between them. Changes that cannot be made have no query.
 */
static void
assert_changes(const char *text, const char *expected)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_change changes[ROOM];
	struct tw_buf all = {0};
	bool is_cut;
	uint32_t count = tw_changes_of(query, changes, ROOM, &is_cut);

	assert_false(is_cut);
	for (uint32_t i = 0; i < count; i++) {
		struct tw_buf changed = {0};
		bool is_made;

		tw_buf_addf(&all, "%s", i > 0 ? "; " : "");
		assert_int_equal(tw_change_say(&changes[i], &all, NULL), 0);
		tw_buf_addf(&all, ":");
		assert_int_equal(tw_change_print(query, &changes[i], NULL,
			&changed, &is_made, NULL), 0);
		if (is_made) {
			struct tw_query *again =
				parse(tw_buf_str(&changed), false);

			tw_buf_addf(&all, " ");
			tw_buf_add_str(&all, again->read_as);
			tw_query_free(again);
		}
		tw_buf_done(&changed);
	}
	assert_str(tw_buf_str(&all), expected, text);
	tw_buf_done(&all);
	tw_query_free(query);
}

static void
test_changes_of_words_are_none(void **state)
{
	(void)state;
	assert_changes("", "");
	assert_changes("housing", "");
	assert_changes("housing council", "");
}

static void
test_changes_leave_out_what_is_required(void **state)
{
	(void)state;
	assert_changes("+housing +council",
		"without housing: council; without council: housing");
	assert_changes("+housing council", "without housing: council");
	assert_changes("+(housing homes) +council",
		"without (housing homes): council; "
		"without council: housing homes");
}

static void
test_changes_leave_out_a_not(void **state)
{
	(void)state;
	assert_changes("housing -council", "without -council: housing");
	assert_changes("housing -(council homes)",
		"without -(council homes): housing");
	assert_changes("housing (+homes -council)",
		"without homes:; without -council: housing homes");
}

static void
test_changes_leave_more_than_nots(void **state)
{
	(void)state;
	assert_changes("+housing -council",
		"without housing:; without -council: housing");
}

static void
test_changes_leave_out_a_filter_or_the_words_beside(void **state)
{
	(void)state;
	assert_changes("flood risk author:smith",
		"author:smith or what is spelt alike: "
		"flood risk author:smith~; "
		"author:smith anywhere: +(flood risk) +smith; "
		"without author:smith: flood risk; "
		"without flood risk: author:smith");
	assert_changes("flood author:smith",
		"author:smith or what is spelt alike: flood author:smith~; "
		"author:smith anywhere: +flood +smith; "
		"without author:smith: flood; without flood: author:smith");
	assert_changes("flood since:2019",
		"without since:2019: flood; without flood: since:2019");
	assert_changes("+flood site:a.org",
		"without flood: site:a.org; without site:a.org: flood");
}

static void
test_changes_of_a_phrase_loosen_it(void **state)
{
	(void)state;
	assert_changes("\"king of pop\"",
		"\"king of pop\" as words near each other: \"king of pop\"~10; "
		"\"king of pop\" as words: +king +of +pop");
	assert_changes("\"king pop\"~3",
		"\"king pop\"~3 as words: +king +pop");
	assert_changes("\"king\"", "");
	assert_changes("-\"king of pop\" music",
		"without -\"king of pop\": music");
}

static void
test_changes_of_a_field_look_anywhere(void **state)
{
	(void)state;
	assert_changes("title:king", "title:king anywhere: king");
	assert_changes("title:\"king pop\"^2",
		"title:\"king pop\"^2 as words near each other: "
		"title:\"king pop\"~10^2; "
		"title:\"king pop\"^2 as words: (+title:king +title:pop)^2; "
		"title:\"king pop\"^2 anywhere: \"king pop\"^2");
	assert_changes("site:a.org", "");
}

static void
test_changes_are_as_many_as_there_is_room(void **state)
{
	struct tw_query *query = parse(TW_STR("+a1 +b1 +c1 +d1"), false);
	struct tw_change changes[4];
	bool is_cut = false;

	(void)state;
	assert_int_equal(tw_changes_of(query, changes, 3, &is_cut), 3);
	assert_true(is_cut);
	assert_int_equal(tw_changes_of(query, changes, 4, &is_cut), 4);
	assert_false(is_cut);
	tw_query_free(query);
}

static void
assert_both(const char *text, uint32_t a, uint32_t b, const char *expected)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_change changes[ROOM];
	struct tw_buf changed = {0};
	bool is_cut;
	bool is_made;

	assert_true(tw_changes_of(query, changes, ROOM, &is_cut) > b);
	assert_int_equal(tw_change_print(query, &changes[a], &changes[b],
		&changed, &is_made, NULL), 0);
	assert_int_equal(is_made, expected != NULL);
	if (expected)
		assert_str(tw_buf_str(&changed), expected, text);
	tw_buf_done(&changed);
	tw_query_free(query);
}

static void
test_two_changes_are_made_together_or_not_at_all(void **state)
{
	(void)state;
	assert_both("+a1 +b1 +c1", 0, 2, "+b1");
	assert_both("title:\"a1 b1\"", 0, 2, "\"a1 b1\"~10");
	assert_both("\"a1 b1\"", 0, 1, NULL);
	assert_both("+a1 +b1", 0, 1, NULL);
	assert_both("+\"a1 b1\" +c1", 0, 2, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes_of_words_are_none),
		cmocka_unit_test(test_changes_leave_out_what_is_required),
		cmocka_unit_test(test_changes_leave_out_a_not),
		cmocka_unit_test(test_changes_leave_more_than_nots),
		cmocka_unit_test(
			test_changes_leave_out_a_filter_or_the_words_beside),
		cmocka_unit_test(test_changes_of_a_phrase_loosen_it),
		cmocka_unit_test(test_changes_of_a_field_look_anywhere),
		cmocka_unit_test(test_changes_are_as_many_as_there_is_room),
		cmocka_unit_test(
			test_two_changes_are_made_together_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
