/* test_print.c: the canonical text of trees. */
/* SPDX-License-Identifier: MIT */
#include "query/print.h"

#include "parsing.h"

static void
assert_prints(const struct tw_node *root, const char *expected)
{
	struct tw_buf out = {0};

	tw_query_print(root, &out);
	assert_str(tw_buf_str(&out), expected, "print");
	tw_buf_done(&out);
}

static struct tw_node
word(const char *text, enum tw_occur occur, struct tw_node *next)
{
	return (struct tw_node){
		.kind = TW_NODE_WORD,
		.occur = occur,
		.boost = TW_BOOST_ONE,
		.text = tw_str_of(text),
		.next = next,
	};
}

static void
test_signs_stand_before_clauses(void **state)
{
	struct tw_node c = word("c", TW_NOT, NULL);
	struct tw_node b = word("b", TW_MUST, &c);
	struct tw_node a = word("a", TW_SHOULD, &b);
	struct tw_node root = {.kind = TW_NODE_GROUP,
		.boost = TW_BOOST_ONE, .first = &a};

	(void)state;
	assert_prints(&root, "a +b -c");
}

static void
test_fields_and_quotes_stand_with_their_words(void **state)
{
	struct tw_node b = word("b c", TW_NOT, NULL);
	struct tw_node a = word("a", TW_MUST, &b);
	struct tw_node root = {.kind = TW_NODE_GROUP,
		.boost = TW_BOOST_ONE, .first = &a};

	(void)state;
	a.field = TW_QUERY_TITLE;
	b.field = TW_QUERY_TITLE;
	b.kind = TW_NODE_PHRASE;
	assert_prints(&root, "+title:a -title:\"b c\"");
}

static void
test_groups_stand_in_parentheses(void **state)
{
	struct tw_node a = word("a", TW_NOT, NULL);
	struct tw_node inner = {
		.kind = TW_NODE_GROUP, .occur = TW_MUST,
		.boost = TW_BOOST_ONE, .first = &a};
	struct tw_node root = {.kind = TW_NODE_GROUP,
		.boost = TW_BOOST_ONE, .first = &inner};

	(void)state;
	assert_prints(&root, "+(-a)");
}

static void
test_words_like_operators_are_written_small(void **state)
{
	struct tw_node not = word("NOT", TW_SHOULD, NULL);
	struct tw_node or = word("OR", TW_SHOULD, &not);
	struct tw_node and = word("AND", TW_SHOULD, &or);
	struct tw_node root = {.kind = TW_NODE_GROUP,
		.boost = TW_BOOST_ONE, .first = &and};

	(void)state;
	assert_prints(&root, "and or not");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signs_stand_before_clauses),
		cmocka_unit_test(
			test_fields_and_quotes_stand_with_their_words),
		cmocka_unit_test(test_groups_stand_in_parentheses),
		cmocka_unit_test(test_words_like_operators_are_written_small),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
