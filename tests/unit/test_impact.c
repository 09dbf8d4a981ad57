/* test_impact.c: what the blocks of a list can score at most. */
/* SPDX-License-Identifier: MIT */
#include "match/impact.h"

#include "dice.h"
#include "small_index.h"

/* Articles that have "water", some of them very often. */
static struct tw_reader *
make_index(uint32_t count)
{
	struct tw_buf text = {0};
	uint32_t seed = count;

	for (uint32_t doc = 0; doc < count; doc++) {
		uint32_t freq = 1 + dice(&seed, 9);
		char id[16];

		if (dice(&seed, 300) == 0)
			freq = 70000;
		tw_buf_reset(&text);
		for (uint32_t i = 0; i < freq; i++)
			tw_buf_addf(&text, "water ");
		for (uint32_t i = dice(&seed, 200); i > 0; i--)
			tw_buf_addf(&text, "paper ");
		tw_buf_add_byte(&text, 0);
		snprintf(id, sizeof(id), "%u", (unsigned)doc);
		index_add(id, "", text.p);
	}
	tw_buf_done(&text);
	index_merge();
	return open_reader();
}

static void
assert_bounds(uint32_t count)
{
	struct tw_reader *reader = make_index(count);
	struct tw_segment *segment = &reader->segments[0];
	struct tw_arena arena = {0};
	struct tw_impacts impacts;
	struct tw_cursor *cursor;
	struct tw_term entry;
	struct tw_bm25 bm25;

	tw_bm25_init(&bm25, &tw_ranking_usual, reader->live[TW_FIELD_ALL].docs,
		reader->live[TW_FIELD_ALL].length);
	index_ok(tw_segment_find(segment, TW_FIELD_ALL, TW_STR("water"),
		&entry, &err));
	index_ok(tw_term_cursor(&arena, segment, &entry, &bm25, 3, &cursor,
		&err));
	struct tw_term_cursor *term = tw_term_of(cursor);
	assert_non_null(term);
	index_ok(tw_impacts_read(&arena, term, &impacts, &err));
	assert_int_equal(impacts.count, (count - 1) / TW_BLOCK + 1);
	for (uint32_t doc = 0; doc < count; doc++) {
		float score;

		index_ok(tw_cursor_next(cursor, &err));
		index_ok(tw_cursor_score(cursor, &score, &err));
		uint32_t block = term->postings.number;
		assert_true(doc <= impacts.last[block]);
		assert_true(score <= tw_bound(impacts.bound[block], 1));
	}
	tw_cursor_done(cursor);
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

static void
test_no_posting_scores_more_than_its_block(void **state)
{
	(void)state;
	assert_bounds(1000);
}

static void
test_short_lists_have_bounds(void **state)
{
	(void)state;
	assert_bounds(100);
}

static void
test_shortest_lists_have_bounds(void **state)
{
	(void)state;
	assert_bounds(2);
}

/* Sums in any order stay below the bound of one of them. */
static void
test_bound_covers_rounding(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		uint32_t count = 1 + dice(&seed, 50);
		float upwards = 0;
		float downwards = 0;
		float terms[50];

		for (uint32_t i = 0; i < count; i++)
			terms[i] = (float)dice(&seed, 1u << 31) * 0x1p-28f;
		for (uint32_t i = 0; i < count; i++)
			upwards += terms[i];
		for (uint32_t i = count; i-- > 0;)
			downwards += terms[i];
		assert_true(upwards <= tw_bound(downwards, count));
		assert_true(downwards <= tw_bound(upwards, count));
	}
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_no_posting_scores_more_than_its_block),
		test(test_short_lists_have_bounds),
		test(test_shortest_lists_have_bounds),
		cmocka_unit_test(test_bound_covers_rounding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
