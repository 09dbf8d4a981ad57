/* parsing.h: parses queries, for tests. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PARSING_H
#define TESTS_PARSING_H

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "query/parse.h"
#include "querytext.h"
#include "dice.h"

#define TODAY 18231	/* 2019-12-01, a Sunday */

static struct tw_analyzer *analyzer;

static inline int
set_up(void **state)
{
	(void)state;
	return tw_analyzer_new("en", &analyzer, NULL);
}

static inline int
tear_down(void **state)
{
	(void)state;
	tw_analyzer_free(analyzer);
	return 0;
}

static inline struct tw_query *
parse(struct tw_str text, bool plain)
{
	struct tw_reading how = {.plain = plain, .today = TODAY};
	struct tw_query *query = NULL;

	assert_int_equal(tw_query_parse(text, analyzer, &how, &query, NULL),
		TRAWL_OK);
	return query;
}

static inline void
assert_str(struct tw_str got, const char *expected, const char *where)
{
	if (tw_str_equal(got, tw_str_of(expected)))
		return;
	print_error("%s: got      %.*s\nexpected %s\n", where, (int)got.n,
		got.p ? got.p : "", expected);
	fail();
}

/* What the query reads as must read as the same tree, and as itself. */
static inline void
assert_reads_as_itself(const struct tw_query *query)
{
	struct tw_query *again = parse(query->read_as, false);
	struct tw_buf tree = {0};
	struct tw_buf tree_again = {0};

	tree_text(query, &tree);
	tw_buf_add_byte(&tree, 0);
	tree_text(again, &tree_again);
	assert_str(tw_buf_str(&tree_again), tree.p, "read again");
	assert_true(tw_str_equal(query->read_as, again->read_as));
	if (query->term_count < TW_QUERY_TERMS_MAX)
		assert_int_equal(again->warning_count, 0);
	tw_buf_done(&tree);
	tw_buf_done(&tree_again);
	tw_query_free(again);
}

#endif
