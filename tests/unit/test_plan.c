/* test_plan.c: a query tree to cursors over one segment. */
/* SPDX-License-Identifier: MIT */
#include "match/plan.h"

#include "parsing.h"
#include "small_index.h"

/* Two segments. */
static struct tw_reader *
make_index(void)
{
	index_add("a", "", "water mill");
	index_add("b", "Mill", "of water");
	index_add("c", "", "the river");
	index_commit();
	index_add("d", "", "the old mill of the town");
	index_add("e", "", "river water and water");
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_int_equal(reader->root.count, 2);
	return reader;
}

/*
 * The articles of a segment that a query's cursor has, as digits; those that
 * it scores above 0 with a + behind.
 */
static void
assert_articles(struct tw_reader *reader, uint32_t segment, const char *text,
	const char *expected)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_plan *plan = NULL;
	struct tw_cursor *cursor = NULL;
	struct tw_arena arena = {0};
	struct tw_buf found = {0};

	index_ok(tw_plan_new(reader, query, &plan, &err));
	index_ok(tw_plan_cursor(plan, &reader->segments[segment], &arena,
		&cursor, &err));
	while (tw_cursor_next(cursor, NULL) == TRAWL_OK) {
		float score;

		index_ok(tw_cursor_score(cursor, &score, &err));
		tw_buf_addf(&found, "%u%s", (unsigned)cursor->doc,
			score > 0 ? "+" : "");
	}
	assert_str(tw_buf_str(&found), expected, text);
	tw_buf_done(&found);
	tw_cursor_done(cursor);
	tw_arena_done(&arena);
	tw_plan_free(plan);
	tw_query_free(query);
}

static void
test_plan_serves_each_segment(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_articles(reader, 0, "water", "0+1+");
	assert_articles(reader, 1, "water", "1+");
	assert_articles(reader, 1, "-water", "0");
	tw_reader_free(reader);
}

static void
test_term_not_in_a_segment_is_none(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_articles(reader, 0, "town", "");
	assert_articles(reader, 0, "+town water", "");
	assert_articles(reader, 0, "town water", "0+1+");
	assert_articles(reader, 0, "-town water", "0+1+");
	assert_articles(reader, 0, "\"town water\"", "");
	assert_articles(reader, 0, "absent", "");
	tw_reader_free(reader);
}

static void
test_empty_query_has_no_article(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_articles(reader, 0, "", "");
	tw_reader_free(reader);
}

static void
test_nots_alone_have_all_others_at_no_score(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_articles(reader, 0, "-mill", "2");
	assert_articles(reader, 0, "-absent", "012");
	assert_articles(reader, 0, "river (-mill)", "2+");
	assert_articles(reader, 0, "water (-mill)", "0+1+2");
	tw_reader_free(reader);
}

static void
test_unranked_words_filter_at_no_score(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_articles(reader, 0, "+the river", "2+");
	assert_articles(reader, 0, "+the mill", "2");
	assert_articles(reader, 0, "+(the of) mill", "1+2");
	assert_articles(reader, 0, "the mill", "0+1+");
	assert_articles(reader, 0, "the", "2+");
	tw_reader_free(reader);
}

static void
test_groups_are_clauses(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_articles(reader, 0, "+(water river) mill", "0+1+2+");
	assert_articles(reader, 0, "(+water +mill) river", "0+1+2+");
	assert_articles(reader, 0, "-(water river)", "");
	assert_articles(reader, 0, "water -(+mill +of)", "0+");
	assert_articles(reader, 0, "title:mill", "1+");
	tw_reader_free(reader);
}

/* Score of the first article of segment 0 for a query. */
static float
first_score(struct tw_reader *reader, const char *text)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_plan *plan = NULL;
	struct tw_cursor *cursor = NULL;
	struct tw_arena arena = {0};
	float score = 0;

	index_ok(tw_plan_new(reader, query, &plan, &err));
	index_ok(tw_plan_cursor(plan, &reader->segments[0], &arena, &cursor,
		&err));
	index_ok(tw_cursor_next(cursor, &err));
	index_ok(tw_cursor_score(cursor, &score, &err));
	tw_cursor_done(cursor);
	tw_arena_done(&arena);
	tw_plan_free(plan);
	tw_query_free(query);
	return score;
}

static void
test_weights_are_of_the_articles_of_all_segments(void **state)
{
	struct tw_reader *reader = make_index();
	struct tw_bm25 bm25;

	(void)state;
	/* Five articles of 2, 4, 1, 3 and 3 content words; "water" is in
	   three of them, once in the first, which has two words. */
	tw_bm25_init(&bm25, &tw_ranking_usual, 5, 13);
	float expected = tw_bm25_score(tw_bm25_idf(5, 3), 1, bm25.norm[2]);

	assert_true(first_score(reader, "water") == expected);
	tw_reader_free(reader);
}

static void
test_word_asked_for_twice_counts_twice(void **state)
{
	struct tw_reader *reader = make_index();

	(void)state;
	assert_true(first_score(reader, "water water") ==
		2 * first_score(reader, "water"));
	assert_true(first_score(reader, "+water water") ==
		2 * first_score(reader, "water"));
	tw_reader_free(reader);
}

static void
test_free_of_nothing_is_fine(void **state)
{
	(void)state;
	tw_plan_free(NULL);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_plan_serves_each_segment),
		test(test_term_not_in_a_segment_is_none),
		test(test_empty_query_has_no_article),
		test(test_nots_alone_have_all_others_at_no_score),
		test(test_unranked_words_filter_at_no_score),
		test(test_groups_are_clauses),
		test(test_weights_are_of_the_articles_of_all_segments),
		test(test_word_asked_for_twice_counts_twice),
		test(test_free_of_nothing_is_fine),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
