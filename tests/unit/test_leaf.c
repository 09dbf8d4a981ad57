/* test_leaf.c: words and phrases of a query. */
/* SPDX-License-Identifier: MIT */
#include "query/leaf.h"

#include "parsing.h"

struct fixture {
	struct tw_query query;
	struct tw_leaves leaves;
	struct tw_clauses clauses;
};

static int
open_leaves(void **state)
{
	static struct fixture fixture;

	fixture = (struct fixture){0};
	fixture.query.text = TW_STR("of joined-up \xC2\xA3 caf\xC3\xA9s");
	*state = &fixture;
	tw_leaves_init(&fixture.leaves, &fixture.query, analyzer);
	return 0;
}

static int
close_leaves(void **state)
{
	struct fixture *fixture = *state;

	tw_leaves_done(&fixture->leaves);
	tw_arena_done(&fixture->query.arena);
	return 0;
}

static void
read_words(struct fixture *fixture, size_t start, size_t n)
{
	assert_int_equal(tw_leaves_words(&fixture->leaves,
		tw_str(fixture->query.text.p + start, n), TW_QUERY_TITLE,
		&fixture->clauses, NULL), TRAWL_OK);
}

static void
assert_term(const struct tw_node *leaf, uint32_t i, const char *term,
	uint32_t position, enum tw_token_kind kind)
{
	assert_true(i < leaf->term_count);
	assert_str(leaf->terms[i].term, term, "term");
	assert_int_equal(leaf->terms[i].position, position);
	assert_int_equal(leaf->terms[i].kind, kind);
}

static void
test_each_word_is_a_leaf(void **state)
{
	struct fixture *fixture = *state;

	read_words(fixture, 0, fixture->query.text.n);
	assert_int_equal(fixture->clauses.count, 3);
	const struct tw_node *word = fixture->clauses.first;

	assert_int_equal(word->kind, TW_NODE_WORD);
	assert_int_equal(word->field, TW_QUERY_TITLE);
	assert_int_equal(word->occur, TW_SHOULD);
	assert_true(word->terms[0].stop);
	word = word->next;
	assert_str(word->text, "joined-up", "text");
	assert_int_equal(word->offset, 3);
	assert_int_equal(word->term_count, 3);
	assert_term(word, 0, "join", 0, TW_TOKEN_MAIN);
	assert_term(word, 1, "joinedup", 0, TW_TOKEN_JOINED);
	assert_term(word, 2, "up", 1, TW_TOKEN_MAIN);
	word = word->next;
	assert_str(word->text, "caf\xC3\xA9s", "text");
	assert_int_equal(word->offset, 16);
	assert_int_equal(fixture->query.term_count,
		4 + word->term_count);
}

static void
test_offset_counts_from_the_query(void **state)
{
	struct fixture *fixture = *state;

	read_words(fixture, 10, 2);
	assert_int_equal(fixture->clauses.first->offset, 10);
	assert_str(fixture->clauses.first->text, "up", "text");
}

static void
test_phrase_is_one_leaf_of_main_terms(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(tw_leaves_phrase(&fixture->leaves,
		fixture->query.text, TW_QUERY_ANY, &fixture->clauses, NULL),
		TRAWL_OK);
	assert_int_equal(fixture->clauses.count, 1);
	const struct tw_node *phrase = fixture->clauses.first;

	assert_int_equal(phrase->kind, TW_NODE_PHRASE);
	assert_str(phrase->text, "of joined-up caf\xC3\xA9s", "text");
	assert_int_equal(phrase->term_count, 4);
	assert_term(phrase, 0, "of", 0, TW_TOKEN_MAIN);
	assert_term(phrase, 1, "join", 1, TW_TOKEN_MAIN);
	assert_term(phrase, 2, "up", 2, TW_TOKEN_MAIN);
	assert_int_equal(phrase->terms[3].position, 3);
}

static void
test_text_without_words_is_no_leaf(void **state)
{
	struct fixture *fixture = *state;

	read_words(fixture, 12, 4);
	assert_int_equal(tw_leaves_phrase(&fixture->leaves, TW_STR(" - "),
		TW_QUERY_ANY, &fixture->clauses, NULL), TRAWL_OK);
	assert_int_equal(fixture->clauses.count, 0);
}

static void
test_leaves_beyond_the_limit_are_left_out(void **state)
{
	struct fixture *fixture = *state;

	fixture->query.term_count = TW_QUERY_TERMS_MAX - 3;
	read_words(fixture, 0, fixture->query.text.n);
	assert_true(fixture->leaves.is_full);
	assert_int_equal(fixture->leaves.full_at, 10);
	assert_int_equal(fixture->clauses.count, 2);
	assert_int_equal(fixture->clauses.last->term_count, 2);
	read_words(fixture, 0, 2);
	assert_int_equal(fixture->clauses.count, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_word_is_a_leaf,
			open_leaves, close_leaves),
		cmocka_unit_test_setup_teardown(
			test_offset_counts_from_the_query,
			open_leaves, close_leaves),
		cmocka_unit_test_setup_teardown(
			test_phrase_is_one_leaf_of_main_terms,
			open_leaves, close_leaves),
		cmocka_unit_test_setup_teardown(
			test_text_without_words_is_no_leaf,
			open_leaves, close_leaves),
		cmocka_unit_test_setup_teardown(
			test_leaves_beyond_the_limit_are_left_out,
			open_leaves, close_leaves),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
