/* test_single.c: the best articles of one term, and what they tell. */
/* SPDX-License-Identifier: MIT */
#include "match/single.h"

#include <math.h>

#include "index/best.h"

#include "small_index.h"

struct fixture {
	struct tw_reader *reader;
	struct tw_arena arena;
	struct tw_bm25 bm25;
	struct tw_term_cursor *term;
};

/* Articles that all have "water", up to nine times. */
static void
add_articles(uint32_t first, uint32_t count)
{
	char text[100];
	char id[16];

	for (uint32_t i = first; i < first + count; i++) {
		size_t n = 0;

		for (uint32_t times = i * 31 % 9 + 1; times > 0; times--)
			n += (size_t)snprintf(text + n, sizeof(text) - n,
				"water ");
		for (uint32_t times = i * 17 % 5; times > 0; times--)
			n += (size_t)snprintf(text + n, sizeof(text) - n,
				"paper ");
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, "", text);
	}
	index_commit();
}

static void
remove_article(uint32_t number)
{
	char id[16];

	snprintf(id, sizeof(id), "%u", (unsigned)number);
	index_ok(tw_writer_remove(writer, tw_str_of(id), &err));
}

static void
open_term(struct fixture *fixture, const char *name)
{
	struct tw_term entry;
	struct tw_cursor *cursor;

	*fixture = (struct fixture){.reader = open_reader()};
	struct tw_segment *segment = &fixture->reader->segments[0];

	tw_bm25_init(&fixture->bm25, &tw_ranking_usual,
		fixture->reader->live[0].docs,
		fixture->reader->live[0].length);
	index_ok(tw_segment_find(segment, TW_FIELD_ALL, tw_str_of(name),
		&entry, &err));
	index_ok(tw_term_cursor(&fixture->arena, segment, &entry,
		&fixture->bm25, 2, &cursor, &err));
	fixture->term = tw_term_of(cursor);
}

static void
close_term(struct fixture *fixture)
{
	tw_cursor_done(&fixture->term->cursor);
	tw_arena_done(&fixture->arena);
	tw_reader_free(fixture->reader);
}

static void
collect(struct fixture *fixture, struct tw_topk *topk)
{
	struct tw_collector collector = {
		.segment = &fixture->reader->segments[0],
		.topk = topk,
		.counting = true,
	};

	index_ok(tw_single_collect(fixture->term, &collector, &err));
}

/* The floor of a depth is the score of the last that is kept. */
static void
assert_floors(uint32_t floors)
{
	for (uint32_t depth = 1; depth <= floors + 2; depth++) {
		struct fixture fixture;
		struct tw_topk topk;
		float floor;

		open_term(&fixture, "water");
		tw_topk_init(&topk, depth);
		index_ok(tw_single_floor(fixture.term, depth, &floor, &err));
		collect(&fixture, &topk);
		assert_int_equal(topk.count, depth);
		if (depth <= floors)
			assert_true(floor == topk.worst.score);
		else
			assert_true(floor == -INFINITY);
		tw_topk_done(&topk);
		close_term(&fixture);
	}
}

static void
test_floor_is_the_score_of_the_last(void **state)
{
	(void)state;
	add_articles(0, 400);
	assert_floors(TW_BEST);
}

/* Article 0, 45, ... have the word nine times and nothing else but it. */
static void
test_floor_is_of_live_articles(void **state)
{
	struct fixture fixture;
	struct tw_topk topk;
	uint32_t best;

	(void)state;
	add_articles(0, 400);
	open_term(&fixture, "water");
	tw_topk_init(&topk, 1);
	collect(&fixture, &topk);
	best = topk.hits[0].doc;
	tw_topk_done(&topk);
	close_term(&fixture);
	remove_article(best);
	index_commit();
	assert_floors(TW_BEST - 1);
}

static void
test_short_lists_have_no_floor(void **state)
{
	struct fixture fixture;
	float floor;

	(void)state;
	add_articles(0, 100);
	open_term(&fixture, "water");
	index_ok(tw_single_floor(fixture.term, 1, &floor, &err));
	assert_true(floor == -INFINITY);
	close_term(&fixture);
}

/* The answer stands with the list. */
static void
test_no_block_is_touched_for_ten(void **state)
{
	struct fixture fixture;
	struct tw_topk topk;

	(void)state;
	add_articles(0, 4000);
	open_term(&fixture, "water");
	tw_topk_init(&topk, 10);
	collect(&fixture, &topk);
	assert_int_equal(topk.count, 10);
	assert_int_equal(fixture.term->postings.block.count, 0);
	tw_topk_done(&topk);
	close_term(&fixture);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_floor_is_the_score_of_the_last),
		test(test_floor_is_of_live_articles),
		test(test_short_lists_have_no_floor),
		test(test_no_block_is_touched_for_ten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
