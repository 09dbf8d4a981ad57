/* test_parse.c: any bytes are a query; its limits. */
/* SPDX-License-Identifier: MIT */
#include "query/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../fault/alloc_fault.h"
#include "base/alloc.h"
#include "parsing.h"
#include "querytext.h"

/* ------------------------------------------------------------------ */
/* Any bytes.                                                           */

#define RANDOM_QUERIES (getenv("TRAWL_LONG") ? 1000000 : 50000)

/* Pieces that mean something to the parser, or are hard to read. */
static const char *const pieces[] = {
	"a", "the", "king", "of", "co-operate", "C++", "don't", "20.04",
	"@nasa", ".NET", "x.org/about", "caf\xC3\xA9",
	"\xE6\x97\xA5\xE6\x9C\xAC", "\xF0\x9F\x98\x80", "AND",
	"OR", "NOT", "and", "+", "-", "--", "(", ")",
	"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99",
	"\xC2\xAB", "'", "title:", "Title:", "by:", ":", " ", " ", " ", " ",
	"NEAR", "NEAR/3", "~", "~5", "^2", "^0.25", "*", "?", "author:",
	"site:", "lang:", "ID:", "since:", "date:", "in:", "2019", "2019-05",
	"..", "last-week", "b.org", "abc", "\n", "\xC2\xA0",
	"\xFF", "\xE2\x80", "\\", "%", "1,2,3", "#a#b@c.d",
};

static void
test_random_pieces_read_as_themselves(void **state)
{
	struct tw_buf text = {0};
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < RANDOM_QUERIES; i++) {
		tw_buf_reset(&text);
		for (uint32_t n = dice(&seed, 24); n > 0; n--) {
			const char *piece = pieces[dice(&seed,
				sizeof(pieces) / sizeof(pieces[0]))];

			tw_buf_add(&text, piece, strlen(piece));
		}
		struct tw_query *query = parse(tw_buf_str(&text), i % 8 == 0);

		assert_reads_as_itself(query);
		tw_query_free(query);
	}
	tw_buf_done(&text);
}

static void
test_random_bytes_read_as_themselves(void **state)
{
	char bytes[64];
	uint32_t seed = 2;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t n = dice(&seed, sizeof(bytes));

		for (size_t k = 0; k < n; k++)
			bytes[k] = (char)dice(&seed,
				i % 2 ? 128 : 256);
		struct tw_query *query = parse(tw_str(bytes, n), false);

		assert_reads_as_itself(query);
		tw_query_free(query);
	}
}

/* ------------------------------------------------------------------ */
/* Limits.                                                              */

/* A query of `n` times the piece. */
static struct tw_query *
parse_many(const char *piece, size_t n, struct tw_buf *text)
{
	tw_buf_reset(text);
	while (n-- > 0)
		tw_buf_add(text, piece, strlen(piece));
	return parse(tw_buf_str(text), false);
}

static void
test_query_too_long_is_refused(void **state)
{
	struct tw_query *query = NULL;
	trawl_error err = {0};
	size_t n = TW_QUERY_BYTES_MAX;
	char *text = tw_alloc(n + 1);

	(void)state;
	memset(text, ' ', n + 1);
	assert_int_equal(tw_query_parse(tw_str(text, n + 1), analyzer, NULL,
		&query, &err), TRAWL_EFULL);
	assert_non_null(strstr(err.text, "65537"));
	assert_null(query);
	assert_int_equal(tw_query_parse(tw_str(text, n), analyzer, NULL,
		&query, &err), TRAWL_OK);
	assert_null(query->root);
	tw_query_free(query);
	tw_free(text);
}

static void
test_terms_beyond_the_limit_are_left_out(void **state)
{
	struct tw_buf text = {0};
	struct tw_query *query = parse_many("word ", 3000, &text);

	(void)state;
	assert_int_equal(query->term_count, TW_QUERY_TERMS_MAX);
	assert_int_equal(query->warning_count, 1);
	assert_int_equal(query->warnings[0].offset, 5 * TW_QUERY_TERMS_MAX);
	assert_reads_as_itself(query);
	tw_query_free(query);
	tw_buf_done(&text);
}

static void
test_phrase_beyond_the_limit_is_cut(void **state)
{
	struct tw_buf text = {0};

	(void)state;
	tw_buf_add_byte(&text, '"');
	for (int i = 0; i < 2000; i++)
		tw_buf_addf(&text, "w%d ", i);
	struct tw_query *query = parse(tw_buf_str(&text), false);

	assert_int_equal(query->root->first->kind, TW_NODE_PHRASE);
	assert_int_equal(query->root->first->term_count, TW_QUERY_TERMS_MAX);
	assert_int_equal(query->warning_count, 2);
	assert_reads_as_itself(query);
	tw_query_free(query);
	tw_buf_done(&text);
}

static void
test_sixteen_groups_may_be_inside_of_each_other(void **state)
{
	struct tw_buf text = {0};
	struct tw_query *query = parse_many("-(a ", 16, &text);

	(void)state;
	assert_int_equal(query->root->height, 16);
	assert_int_equal(query->warning_count, 1);
	assert_reads_as_itself(query);
	tw_query_free(query);
	query = parse_many("-(a ", 17, &text);
	assert_int_equal(query->root->height, 16);
	assert_int_equal(query->warning_count, 2);
	assert_reads_as_itself(query);
	tw_query_free(query);
	tw_buf_done(&text);
}

static void
test_what_follows_a_group_too_deep_is_read(void **state)
{
	struct tw_buf text = {0};
	struct tw_buf tree = {0};

	(void)state;
	for (int i = 0; i < 16; i++)
		tw_buf_add_byte(&text, '(');
	tw_buf_add_str(&text, TW_STR("king "
		"-(deep (er) down) title:(x) NOT (y)"));
	for (int i = 0; i < 16; i++)
		tw_buf_add_byte(&text, ')');
	tw_buf_add_str(&text, TW_STR(" flat"));
	struct tw_query *query = parse(tw_buf_str(&text), false);

	assert_str(tree_text(query, &tree), "king flat", "tree");
	assert_int_equal(query->warning_count, 1);
	tw_query_free(query);
	tw_buf_done(&text);
	tw_buf_done(&tree);
}

static void
test_parentheses_too_deep_are_passed_over(void **state)
{
	struct tw_buf text = {0};
	struct tw_buf tree = {0};

	(void)state;
	for (int i = 0; i < 40; i++)
		tw_buf_add_byte(&text, '(');
	tw_buf_add_str(&text, TW_STR("deep) (er () AND (cellar"));
	for (int i = 0; i < 41; i++)
		tw_buf_add_byte(&text, ')');
	tw_buf_add_str(&text, TW_STR(" flat"));
	struct tw_query *query = parse(tw_buf_str(&text), false);

	assert_str(tree_text(query, &tree), "deep (+er +cellar) flat", "tree");
	assert_int_equal(query->warning_count, 1);
	assert_reads_as_itself(query);
	tw_query_free(query);
	tw_buf_done(&text);
	tw_buf_done(&tree);
}

/* Operators that make groups without parentheses count too. */
static void
test_groups_made_by_operators_are_bounded(void **state)
{
	struct tw_buf text = {0};
	struct tw_query *query = parse_many("a OR NOT b AND (c ", 16, &text);

	(void)state;
	assert_true(query->root->height <= TW_QUERY_DEPTH_MAX);
	assert_reads_as_itself(query);
	tw_query_free(query);
	tw_buf_done(&text);
}

static void
test_hostile_repetition_is_read(void **state)
{
	static const char *const hostile[] = {
		"(", ")", "\"", "-", "+", "\xE2\x80\x98", "\xE2\x80\x98 ",
		"NOT ", "AND ", "OR ", "a OR ", "-a OR ", "a AND ", "NOT a ",
		"(a ", "a) ", "f(", "-(", "title:", "title:(", ":", "\xFF",
		"\xCC\x81", "\xE6\x97\xA5", "a-", "'", ".", "@", "\"a",
	};
	struct tw_buf text = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		size_t n = TW_QUERY_BYTES_MAX / strlen(hostile[i]);
		struct tw_query *query = parse_many(hostile[i], n, &text);

		assert_reads_as_itself(query);
		tw_query_free(query);
	}
	tw_buf_done(&text);
}

/* ------------------------------------------------------------------ */

static void
test_plain_has_no_operators(void **state)
{
	struct tw_buf tree = {0};
	struct tw_query *query = parse(
		TW_STR("+nuclear -power \"of\" (title:AND NOT"), true);

	(void)state;
	assert_str(tree_text(query, &tree),
		"nuclear power [of] titl [and] [not]", "tree");
	assert_int_equal(query->warning_count, 0);
	assert_reads_as_itself(query);
	tw_query_free(query);
	tw_buf_done(&tree);
}

static void
test_text_and_offsets_are_kept(void **state)
{
	char typed[] = "skills  +\"to be\"";
	struct tw_query *query = parse(tw_str_of(typed), false);

	(void)state;
	memset(typed, 'x', sizeof(typed) - 1);
	assert_str(query->text, "skills  +\"to be\"", "text");
	const struct tw_node *word = query->root->first;

	assert_int_equal(word->offset, 0);
	assert_str(word->text, "skills", "word");
	assert_int_equal(word->next->offset, 10);
	assert_str(word->next->text, "to be", "phrase");
	assert_int_equal(word->next->terms[1].position, 1);
	tw_query_free(query);
}

static void
test_no_memory_is_told_at_any_allocation(void **state)
{
	bool failed = true;

	(void)state;
	for (uint64_t nth = 1; failed; nth++) {
		struct tw_query *query = NULL;
		trawl_error err = {0};

		alloc_fault_at(nth);
		int status = tw_query_parse(
			TW_STR("(caf\xC3\xA9 AND \"king of\") -(a/b) \"x"),
			analyzer, NULL, &query, &err);

		failed = alloc_fault_off();
		assert_int_equal(status, query ? TRAWL_OK : TRAWL_ENOMEM);
		assert_int_equal(err.status, status);
		assert_true(failed || query);
		tw_query_free(query);
	}
}

static void
test_free_of_nothing_is_fine(void **state)
{
	(void)state;
	tw_query_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_pieces_read_as_themselves),
		cmocka_unit_test(test_random_bytes_read_as_themselves),
		cmocka_unit_test(test_query_too_long_is_refused),
		cmocka_unit_test(test_terms_beyond_the_limit_are_left_out),
		cmocka_unit_test(test_phrase_beyond_the_limit_is_cut),
		cmocka_unit_test(
			test_sixteen_groups_may_be_inside_of_each_other),
		cmocka_unit_test(test_what_follows_a_group_too_deep_is_read),
		cmocka_unit_test(test_parentheses_too_deep_are_passed_over),
		cmocka_unit_test(test_groups_made_by_operators_are_bounded),
		cmocka_unit_test(test_hostile_repetition_is_read),
		cmocka_unit_test(test_plain_has_no_operators),
		cmocka_unit_test(test_text_and_offsets_are_kept),
		cmocka_unit_test(test_no_memory_is_told_at_any_allocation),
		cmocka_unit_test(test_free_of_nothing_is_fine),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
