/* test_tree.c: which words of a query are ranked, and at what weight. */
/* SPDX-License-Identifier: MIT */
#include "query/tree.h"

#include "parsing.h"

/* The query as querytext.h writes it, what is left out of its group in {}. */
static void
add_with_left_out(const struct tw_node *group, struct tw_buf *out)
{
	for (const struct tw_node *n = group->first; n; n = n->next) {
		bool is_out = tw_query_is_left_out(group, n);

		tw_buf_addf(out, "%s%s", n == group->first ? "" : " ",
			is_out ? "{" : "");
		if (n->kind == TW_NODE_GROUP) {
			tw_buf_addf(out, "%s(", n->occur == TW_NOT ? "-" :
				n->occur == TW_MUST ? "+" : "");
			add_with_left_out(n, out);
			tw_buf_add_byte(out, ')');
		} else {
			add_node(n, out);
		}
		tw_buf_addf(out, "%s", is_out ? "}" : "");
	}
}

static void
assert_ranks(const char *text, const char *expected)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_buf out = {0};

	add_with_left_out(query->root, &out);
	assert_str(tw_buf_str(&out), expected, text);
	tw_buf_done(&out);
	tw_query_free(query);
}

static void
test_stop_word_beside_others_is_left_out(void **state)
{
	(void)state;
	assert_ranks("the king", "{[the]} king");
	assert_ranks("the \"king\"", "{[the]} \"king\"");
}

static void
test_stop_words_alone_are_ranked(void **state)
{
	(void)state;
	assert_ranks("to be", "to be");
	assert_ranks("to \"be or not\"", "to \"be or not\"");
	assert_ranks("the -king", "the -king");
	assert_ranks("to (+be -of)", "to (+be [-of])");
}

static void
test_stop_word_that_must_be_there_only_filters(void **state)
{
	(void)state;
	assert_ranks("+the king", "[+the] king");
	assert_ranks("-the king", "[-the] king");
}

static void
test_phrase_of_stop_words_is_ranked(void **state)
{
	(void)state;
	assert_ranks("\"to be\" king", "\"to be\" king");
}

static void
test_group_of_stop_words_is_left_out_as_a_whole(void **state)
{
	(void)state;
	assert_ranks("king (the -pop)", "king {([the] -pop)}");
	assert_ranks("king +(the of)", "king +([the] [of])");
	assert_ranks("king -(the of)", "king -([the] [of])");
	assert_ranks("king -(the pop)", "king -({[the]} pop)");
	assert_ranks("king -(-the)", "king -([-the])");
}

static void
test_words_of_many_terms_are_stop_words_if_all_are(void **state)
{
	(void)state;
	assert_ranks("to-be king", "{[<to =tobe be>]} king");
	assert_ranks("to-king pop", "<to =toke king> pop");
}

static void
test_weight_of_a_kind(void **state)
{
	(void)state;
	assert_true(tw_query_weight(TW_TOKEN_MAIN) == 1.0F);
	assert_true(tw_query_weight(TW_TOKEN_JOINED) == 0.5F);
	assert_true(tw_query_weight(TW_TOKEN_BARE) == 0.25F);
	assert_true(tw_query_weight(TW_TOKEN_EXACT) == 0.1F);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stop_word_beside_others_is_left_out),
		cmocka_unit_test(test_stop_words_alone_are_ranked),
		cmocka_unit_test(
			test_stop_word_that_must_be_there_only_filters),
		cmocka_unit_test(test_phrase_of_stop_words_is_ranked),
		cmocka_unit_test(
			test_group_of_stop_words_is_left_out_as_a_whole),
		cmocka_unit_test(
			test_words_of_many_terms_are_stop_words_if_all_are),
		cmocka_unit_test(test_weight_of_a_kind),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
