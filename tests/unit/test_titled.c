/* test_titled.c: hits by title, against sorting the titles of all. */
/* SPDX-License-Identifier: MIT */
#include "result/titled.h"

#include <stdlib.h>

#include "parsing.h"
#include "small_index.h"

#define ARTICLES_MAX 3000

static const char *const beginnings[] = {"", "Weekly news: ", "The ", "a",
	"Ärger", "\"Zebra", "2019 "};
static const char *const endings[] = {"", "1", "2", "10", "b", "B!", "mill",
	"mills", " and more", "’s own"};

static void
add_articles(uint64_t *seed, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++) {
		char id[16];
		char title[64];
		char text[32];

		snprintf(id, sizeof(id), "%u", (unsigned)i);
		snprintf(title, sizeof(title), "%s%s",
			beginnings[index_below(seed, 7)],
			endings[index_below(seed, 10)]);
		snprintf(text, sizeof(text), "all w%u",
			(unsigned)index_below(seed, 4));
		index_add(id, title, text);
	}
	index_commit();
}

/* In a segment that has no title keys. */
static void
add_untitled(uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++) {
		char id[16];

		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, "", "all w1");
	}
	index_commit();
}

/* ------------------------------------------------------------------ */

static struct tw_title_place expected[ARTICLES_MAX];
static struct tw_arena arena;

static int
compare(const void *left, const void *right)
{
	const struct tw_title_place *a = left;
	const struct tw_title_place *b = right;

	if ((a->title.n == 0) != (b->title.n == 0))
		return a->title.n == 0 ? 1 : -1;
	int order = tw_str_compare(a->title, b->title);

	if (order != 0)
		return order;
	return a->segment != b->segment ? (a->segment > b->segment) * 2 - 1 :
		(a->doc > b->doc) - (a->doc < b->doc);
}

/* All that match, in order; how many. */
static uint32_t
expect_all(struct tw_reader *reader, const struct tw_query *query)
{
	struct tw_hits hits;

	index_ok(tw_search_each(reader, query, ARTICLES_MAX, NULL, &hits,
		&err));
	for (uint32_t i = 0; i < hits.count; i++)
		index_ok(tw_title_place_of(reader, &hits.hits[i], &arena,
			&expected[i], &err));
	uint32_t count = hits.count;

	qsort(expected, count, sizeof(expected[0]), compare);
	tw_hits_done(&hits);
	return count;
}

static void
assert_same(const struct tw_hits *hits, uint32_t first, uint32_t count)
{
	assert_int_equal(hits->count, count);
	for (uint32_t i = 0; i < count; i++) {
		const struct tw_title_place *place = &expected[first + i];

		assert_int_equal(hits->hits[i].segment, place->segment);
		assert_int_equal(hits->hits[i].doc, place->doc);
		assert_true(hits->hits[i].score == 0);
	}
}

/* The first so many behind the first `skip`, -1 for from the beginning. */
static void
assert_sorted(struct tw_reader *reader, const char *text, int64_t last,
	uint32_t depth)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_hits hits;
	uint32_t all = expect_all(reader, query);

	if (last >= (int64_t)all)
		last = (int64_t)all - 1;
	uint32_t first = (uint32_t)(last + 1);
	uint32_t rest = all - first;

	index_ok(tw_search_titled(reader, query, depth, NULL,
		last >= 0 ? &expected[last] : NULL, 0, &hits, &err));
	assert_int_equal(hits.total, all);
	assert_true(hits.is_exact);
	assert_same(&hits, first, rest < depth ? rest : depth);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_arena_reset(&arena);
}

static void
test_hits_are_in_the_order_of_titles(void **state)
{
	static const char *const queries[] = {"all", "w1", "+all -w2", "w0 w3",
		"nothing"};
	static const uint32_t depths[] = {1, 2, 10, 100, 5000};
	uint64_t seed = index_seed(7);

	(void)state;
	add_articles(&seed, 0, 1500);
	add_articles(&seed, 1500, 400);
	add_untitled(1900, 30);
	add_articles(&seed, 1930, 1);
	index_remove_some(&seed, 1931, 10);
	struct tw_reader *reader = open_reader();

	for (uint32_t i = 0; i < 5; i++)
		for (uint32_t d = 0; d < 5; d++) {
			assert_sorted(reader, queries[i], -1, depths[d]);
			assert_sorted(reader, queries[i],
				index_below(&seed, 1500), depths[d]);
		}
	tw_reader_free(reader);
	index_merge();
	reader = open_reader();
	for (uint32_t d = 0; d < 5; d++)
		assert_sorted(reader, "all", index_below(&seed, 900),
			depths[d]);
	tw_reader_free(reader);
}

/* As a page goes on where the last hit was removed. */
static void
test_place_of_no_article_is_before_all_of_its_key(void **state)
{
	struct tw_title_place place = {0};
	struct tw_hits hits;

	(void)state;
	index_add("a", "Mill", "all");
	index_add("b", "Apple", "all");
	index_add("c", "Zoo", "all");
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("all"), false);

	expect_all(reader, query);
	place.key = expected[1].key;
	place.doc = TW_NO_DOC;
	index_ok(tw_search_titled(reader, query, 10, NULL, &place, 0, &hits,
		&err));
	assert_same(&hits, 1, 2);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_reader_free(reader);
	tw_arena_reset(&arena);
}

static void
test_budget_ends_the_search(void **state)
{
	uint64_t seed = index_seed(3);
	struct tw_hits hits;

	(void)state;
	add_articles(&seed, 0, 300);
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("all"), false);

	index_ok(tw_search_titled(reader, query, 10, NULL, NULL, 100, &hits,
		&err));
	assert_true(hits.partial);
	assert_int_equal(hits.total, 100);
	assert_int_equal(hits.most, 300);
	assert_int_equal(hits.count, 10);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_reader_free(reader);
}

static int
set_up_all(void **state)
{
	return set_up_index(state) == 0 ? set_up(state) : -1;
}

static int
tear_down_all(void **state)
{
	tw_arena_done(&arena);
	tear_down(state);
	return tear_down_index(state);
}

#define TITLED_TEST(name) \
	cmocka_unit_test_setup_teardown(name, set_up_all, tear_down_all)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TITLED_TEST(test_hits_are_in_the_order_of_titles),
		TITLED_TEST(test_place_of_no_article_is_before_all_of_its_key),
		TITLED_TEST(test_budget_ends_the_search),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
