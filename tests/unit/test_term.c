/* test_term.c: the cursor of one term. */
/* SPDX-License-Identifier: MIT */
#include "match/term.h"

#include "fake_cursor.h"
#include "index/length.h"
#include "small_index.h"

#define DOCS 6000

static struct fake_set expected;
static struct tw_bm25 bm25;

/*
 * Articles that have "water" so many times among "paper" words, and what the
 * formula makes of that.
 */
static struct tw_reader *
make_index(uint32_t rarity)
{
	struct tw_buf text = {0};
	uint32_t seed = 1;
	uint64_t total = 0;
	uint32_t freq[DOCS];
	uint32_t length[DOCS];

	memset(&expected, 0, sizeof(expected));
	for (uint32_t doc = 0; doc < DOCS; doc++) {
		char id[16];

		freq[doc] = dice(&seed, rarity) == 0 ? 1 + dice(&seed, 9) : 0;
		length[doc] = freq[doc] + dice(&seed, 60);
		total += length[doc];
		tw_buf_reset(&text);
		for (uint32_t i = 0; i < length[doc]; i++)
			tw_buf_addf(&text, "%s ",
				i < freq[doc] ? "water" : "paper");
		tw_buf_add_byte(&text, 0);
		snprintf(id, sizeof(id), "%u", (unsigned)doc);
		index_add(id, length[doc] > 0 ? "" : "the", text.p);
	}
	index_merge();
	struct tw_reader *reader = open_reader();

	assert_int_equal(reader->root.count, 1);
	tw_bm25_init(&bm25, &tw_ranking_usual,
		reader->live[TW_FIELD_ALL].docs, total);
	for (uint32_t doc = 0; doc < DOCS; doc++) {
		expected.has[doc] = freq[doc] > 0;
		expected.score[doc] = tw_bm25_score(3, freq[doc],
			bm25.norm[tw_length_encode(length[doc])]);
	}
	tw_buf_done(&text);
	return reader;
}

static struct tw_cursor *
new_term(struct tw_arena *arena, struct tw_reader *reader)
{
	struct tw_cursor *cursor = NULL;
	struct tw_term entry;

	index_ok(tw_segment_find(&reader->segments[0], TW_FIELD_ALL,
		TW_STR("water"), &entry, &err));
	index_ok(tw_term_cursor(arena, &reader->segments[0], &entry, &bm25, 3,
		&cursor, &err));
	return cursor;
}

static void
assert_term(uint32_t rarity)
{
	struct tw_reader *reader = make_index(rarity);
	struct tw_arena arena = {0};
	uint32_t seed = 2;
	struct tw_cursor *cursor = new_term(&arena, reader);

	assert_walk(cursor, &expected);
	tw_cursor_done(cursor);
	cursor = new_term(&arena, reader);
	assert_leaps(cursor, &expected, &seed);
	tw_cursor_done(cursor);
	cursor = new_term(&arena, reader);
	assert_windows(cursor, &expected, &seed);
	tw_cursor_done(cursor);
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

static void
test_frequent_term_is_walked_and_scored(void **state)
{
	(void)state;
	assert_term(2);
}

static void
test_less_frequent_term_is_walked_and_scored(void **state)
{
	(void)state;
	assert_term(40);
}

static void
test_rare_term_is_walked_and_scored(void **state)
{
	(void)state;
	assert_term(2000);
}

static void
test_term_costs_as_it_has_articles(void **state)
{
	struct tw_reader *reader = make_index(100);
	struct tw_arena arena = {0};
	struct tw_cursor *cursor = new_term(&arena, reader);
	uint32_t count = 0;

	(void)state;
	for (uint32_t doc = 0; doc < DOCS; doc++)
		count += expected.has[doc];
	assert_int_equal(cursor->cost, count);
	tw_cursor_done(cursor);
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_frequent_term_is_walked_and_scored),
		test(test_less_frequent_term_is_walked_and_scored),
		test(test_rare_term_is_walked_and_scored),
		test(test_term_costs_as_it_has_articles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
