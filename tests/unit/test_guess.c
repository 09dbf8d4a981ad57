/* test_guess.c: what the last of many articles may score. */
/* SPDX-License-Identifier: MIT */
#include "match/guess.h"

#include <math.h>

#include "match/single.h"

#include "parsing.h"
#include "small_index.h"

/* Articles that all have "water", in no order of their scores. */
static void
add_articles(uint32_t count)
{
	uint32_t seed = count;
	char text[500];
	char id[16];

	for (uint32_t i = 0; i < count; i++) {
		size_t n = 0;

		for (uint32_t times = dice(&seed, 9) + 1; times > 0; times--)
			n += (size_t)snprintf(text + n, sizeof(text) - n,
				"water ");
		for (uint32_t times = dice(&seed, 50); times > 0; times--)
			n += (size_t)snprintf(text + n, sizeof(text) - n,
				"paper ");
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, "", text);
	}
	index_merge();
}

/* The guess for a depth, and how many articles are not below it. */
static float
guess(uint32_t depth, uint32_t *ret_passing)
{
	struct tw_reader *reader = open_reader();
	struct tw_arena arena = {0};
	struct tw_impacts impacts;
	struct tw_bm25 bm25;
	struct tw_cursor *cursor;
	struct tw_term entry;
	float least;

	tw_bm25_init(&bm25, &tw_ranking_usual, reader->live[0].docs,
		reader->live[0].length);
	index_ok(tw_segment_find(&reader->segments[0], TW_FIELD_ALL,
		TW_STR("water"), &entry, &err));
	index_ok(tw_term_cursor(&arena, &reader->segments[0], &entry, &bm25,
		2, &cursor, &err));
	index_ok(tw_impacts_read(&arena, tw_term_of(cursor), &impacts, &err));
	index_ok(tw_guess_least(tw_term_of(cursor), &impacts, depth, &least,
		&err));
	tw_cursor_done(cursor);
	index_ok(tw_term_cursor(&arena, &reader->segments[0], &entry, &bm25,
		2, &cursor, &err));
	*ret_passing = 0;
	while (tw_cursor_next(cursor, NULL) == TRAWL_OK) {
		float score;

		index_ok(tw_cursor_score(cursor, &score, &err));
		*ret_passing += score >= least;
	}
	tw_cursor_done(cursor);
	tw_arena_done(&arena);
	tw_reader_free(reader);
	return least;
}

static void
test_guess_by_bounds_leaves_few_too_many(void **state)
{
	uint32_t passing;

	(void)state;
	add_articles(4000);
	assert_true(guess(10, &passing) > 0);
	assert_in_range(passing, 10, 200);
}

static void
test_guess_by_a_sample_leaves_few_too_many(void **state)
{
	uint32_t passing;

	(void)state;
	add_articles(9000);
	assert_true(guess(500, &passing) > 0);
	assert_in_range(passing, 500, 1500);
}

static void
test_nothing_is_guessed_where_most_are_wanted(void **state)
{
	uint32_t passing;

	(void)state;
	add_articles(2000);
	assert_true(guess(0, &passing) == -INFINITY);
	assert_true(guess(1000, &passing) == -INFINITY);
	assert_true(guess(1000000, &passing) == -INFINITY);
}

/* The best articles lie together, so that a sample says nothing of them. */
static void
test_answers_are_right_though_the_guess_is_too_high(void **state)
{
	uint32_t passing;

	(void)state;
	for (uint32_t i = 0; i < 5000; i++) {
		char id[16];

		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, "", i / 128 % 5 == 2 ? "water water" : "water");
	}
	index_commit();
	for (uint32_t depth = 250; depth < 1250; depth += 300) {
		struct tw_reader *reader = open_reader();
		struct tw_query *query = parse(TW_STR("water"), false);
		struct tw_hits pruned;
		struct tw_hits each;

		(void)guess(depth, &passing);
		index_ok(tw_search(reader, query, depth, true, &pruned, &err));
		index_ok(tw_search_each(reader, query, depth, NULL, &each,
			&err));
		assert_int_equal(pruned.count, each.count);
		for (uint32_t i = 0; i < each.count; i++)
			assert_int_equal(pruned.hits[i].doc, each.hits[i].doc);
		tw_hits_done(&pruned);
		tw_hits_done(&each);
		tw_query_free(query);
		tw_reader_free(reader);
	}
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_guess_by_bounds_leaves_few_too_many),
		test(test_guess_by_a_sample_leaves_few_too_many),
		test(test_nothing_is_guessed_where_most_are_wanted),
		test(test_answers_are_right_though_the_guess_is_too_high),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
