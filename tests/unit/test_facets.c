/* test_facets.c: values counted, against looking at each article. */
/* SPDX-License-Identifier: MIT */
#include "result/facets.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/dates.h"
#include "match/search.h"
#include "parsing.h"
#include "small_index.h"

#define DEPTH 100000
#define EXPECTED_MAX 1000

static const char *const categories[] = {"", "News", "News\nLocal", "Local",
	"Sport"};
static const char *const urls[] = {"", "https://example.org/a",
	"http://b.example.org/"};

static uint32_t more_categories;	/* that articles may be of */

static void
add_articles(uint64_t *seed, uint32_t first, uint32_t count)
{
	char id[16];
	char date[16];
	char text[64];
	char category[16];

	for (uint32_t i = first; i < first + count; i++) {
		unsigned year = 2010 + index_below(seed, 5);
		unsigned month = 1 + index_below(seed, 12);
		uint32_t kind = index_below(seed, 4);

		snprintf(id, sizeof(id), "%u", (unsigned)i);
		snprintf(text, sizeof(text), "all w%u v%u",
			(unsigned)index_below(seed, 5),
			(unsigned)index_below(seed, 100));
		snprintf(date, sizeof(date), "%u-%02u-07", year, month);
		date[kind == 0 ? 0 : kind == 1 ? 4 : kind == 2 ? 7 : 10] = 0;
		struct tw_doc doc = index_doc(id, "", text);

		doc.field[TRAWL_DATE] = tw_str_of(date);
		doc.field[TRAWL_CATEGORY] =
			tw_str_of(categories[index_below(seed, 5)]);
		if (more_categories > 0) {
			snprintf(category, sizeof(category), "c%u",
				(unsigned)index_below(seed, more_categories));
			doc.field[TRAWL_CATEGORY] = tw_str_of(category);
		}
		doc.field[TRAWL_URL] = tw_str_of(urls[index_below(seed, 3)]);
		index_ok(tw_writer_add(writer, &doc, &err));
	}
	index_commit();
}

/* ------------------------------------------------------------------ */

struct expected {
	char text[16];
	uint64_t count;
};

static struct expected expected[EXPECTED_MAX];
static size_t expected_count;
static uint64_t expected_without;

static void
expect(const char *text)
{
	if (!*text) {
		expected_without++;
		return;
	}
	for (size_t i = 0; i < expected_count; i++)
		if (strcmp(expected[i].text, text) == 0) {
			expected[i].count++;
			return;
		}
	assert_true(expected_count < EXPECTED_MAX);
	snprintf(expected[expected_count].text, 16, "%s", text);
	expected[expected_count++].count = 1;
}

static int
compare(const void *left, const void *right)
{
	const struct expected *a = left;
	const struct expected *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return strcmp(a->text, b->text);
}

/* From the articles themselves: so much of each date. */
static void
expect_dates(struct tw_reader *reader, const struct tw_hits *each, size_t width)
{
	struct tw_arena arena = {0};

	expected_count = 0;
	expected_without = 0;
	for (uint32_t i = 0; i < each->count; i++) {
		const struct tw_hit *hit = &each->hits[i];
		struct tw_doc doc;
		char text[16] = "";

		index_ok(tw_segment_doc(&reader->segments[hit->segment],
			hit->doc, &arena, &doc, &err));
		if (doc.field[TRAWL_DATE].n >= width)
			memcpy(text, doc.field[TRAWL_DATE].p, width);
		expect(text);
		tw_arena_reset(&arena);
	}
	tw_arena_done(&arena);
	qsort(expected, expected_count, sizeof(expected[0]), compare);
}

/* Of each value, a line, of a field. */
static void
expect_values(struct tw_reader *reader, const struct tw_hits *each,
	enum trawl_field field)
{
	struct tw_arena arena = {0};

	expected_count = 0;
	expected_without = 0;
	for (uint32_t i = 0; i < each->count; i++) {
		const struct tw_hit *hit = &each->hits[i];
		struct tw_doc doc;
		char lines[64];

		index_ok(tw_segment_doc(&reader->segments[hit->segment],
			hit->doc, &arena, &doc, &err));
		snprintf(lines, sizeof(lines), "%.*s",
			(int)doc.field[field].n, doc.field[field].p);
		if (field == TRAWL_URL)
			snprintf(lines, sizeof(lines), "%s",
				!*lines ? "" : strstr(lines, "//b")
				? "b.example.org" : "example.org");
		char *rest = strchr(lines, '\n');
		if (rest) {
			*rest++ = '\0';
			expect(rest);
		}
		expect(lines);
		tw_arena_reset(&arena);
	}
	tw_arena_done(&arena);
	qsort(expected, expected_count, sizeof(expected[0]), compare);
}

static void
assert_facet(const struct tw_facet *facet, uint32_t most)
{
	size_t told = expected_count < most ? expected_count : most;

	assert_int_equal(facet->count, told);
	assert_int_equal(facet->distinct, expected_count);
	assert_int_equal(facet->without, expected_without);
	for (size_t i = 0; i < told; i++) {
		trawl_str value = facet->values[i].value;

		assert_int_equal(value.length, strlen(expected[i].text));
		assert_memory_equal(value.bytes, expected[i].text,
			value.length);
		assert_int_equal(facet->values[i].count, expected[i].count);
	}
}

static void
assert_query(struct tw_reader *reader, const char *text,
	const struct tw_dated *dated, uint32_t most)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_arena arena = {0};
	struct tw_facets facets;
	struct tw_hits each;

	index_ok(tw_search_each(reader, query, DEPTH, dated, &each,
		&err));
	index_ok(tw_facets_count(reader, query, dated,
		1u << TW_FACET_YEAR | 1u << TW_FACET_MONTH |
		1u << TW_FACET_CATEGORY | 1u << TW_FACET_SITE, most, &arena,
		&facets, &err));
	assert_int_equal(facets.total, each.count);
	expect_dates(reader, &each, 4);
	assert_facet(&facets.facet[TW_FACET_YEAR], most);
	expect_dates(reader, &each, 7);
	assert_facet(&facets.facet[TW_FACET_MONTH], most);
	expect_values(reader, &each, TRAWL_CATEGORY);
	assert_facet(&facets.facet[TW_FACET_CATEGORY], most);
	expect_values(reader, &each, TRAWL_URL);
	assert_facet(&facets.facet[TW_FACET_SITE], most);
	tw_arena_done(&arena);
	tw_hits_done(&each);
	tw_query_free(query);
}

static void
assert_all(void)
{
	static const char *const texts[] = {"all", "w1", "+w1 +all", "w1 w2",
		"v7 v8", "\"all w1\"", "w*", "nowhere", "-w1", "all -v7"};
	static const struct tw_dated dated = {
		.filters = true,
		.after = 2011 << 16,
	};
	struct tw_reader *reader = open_reader();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_query(reader, texts[i], NULL, 100);
		assert_query(reader, texts[i], NULL, 3);
		assert_query(reader, texts[i], &dated, 100);
	}
	tw_reader_free(reader);
}

static void
test_one_segment(void **state)
{
	uint64_t seed = 1;

	(void)state;
	add_articles(&seed, 0, 5000);
	assert_all();
}

static void
test_segments_with_dead_articles(void **state)
{
	uint64_t seed = 2;

	(void)state;
	add_articles(&seed, 0, 300);
	add_articles(&seed, 300, 1500);
	add_articles(&seed, 1800, 1);
	index_remove_some(&seed, 1801, 5);
	add_articles(&seed, 1801, 30);
	assert_all();
}

static void
test_more_values_than_a_byte_tells_apart(void **state)
{
	uint64_t seed = 3;

	(void)state;
	more_categories = 300;
	add_articles(&seed, 0, 2000);
	more_categories = 0;
	assert_all();
}

static void
test_articles_of_one_language(void **state)
{
	struct tw_arena arena = {0};
	struct tw_facets facets;
	uint64_t seed = 4;

	(void)state;
	add_articles(&seed, 0, 70);
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("all"), false);

	index_ok(tw_facets_count(reader, query, NULL, 1u << TW_FACET_LANGUAGE,
		10, &arena, &facets, &err));
	const struct tw_facet *facet = &facets.facet[TW_FACET_LANGUAGE];
	assert_int_equal(facet->count, 1);
	assert_int_equal(facet->values[0].count, 70);
	assert_int_equal(facet->without, 0);
	tw_query_free(query);
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

/* The first article's set is then none of the segment. */
static void
spoil_sets(void)
{
	struct tw_record_key key = {1, TW_STREAM_CATEGORIES, 0};
	const uint8_t *payload;
	uint8_t copy[128];
	size_t length;

	index_ok(tw_store_lock(store, true, &err));
	struct tw_txn *txn = help_write(store);
	index_ok(tw_record_get(txn, key, &payload, &length, &err));
	assert_in_range(length, 1, sizeof(copy));
	memcpy(copy, payload, length);
	copy[0] = 200;
	index_ok(tw_record_put(txn, key, copy, length, &err));
	index_ok(tw_txn_commit(txn, &err));
	tw_store_unlock(store);
}

static void
test_a_set_that_there_is_not(void **state)
{
	struct tw_arena arena = {0};
	struct tw_facets facets;
	uint64_t seed = 5;

	(void)state;
	add_articles(&seed, 0, 70);
	tw_writer_free(writer);
	writer = NULL;
	spoil_sets();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("all"), false);

	assert_int_equal(tw_facets_count(reader, query, NULL,
		1u << TW_FACET_CATEGORY, 10, &arena, &facets, NULL),
		TRAWL_ECORRUPT);
	tw_query_free(query);
	tw_arena_done(&arena);
	tw_reader_free(reader);
}

static void
test_an_empty_index(void **state)
{
	(void)state;
	assert_all();
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_one_segment),
		test(test_segments_with_dead_articles),
		test(test_more_values_than_a_byte_tells_apart),
		test(test_articles_of_one_language),
		test(test_a_set_that_there_is_not),
		test(test_an_empty_index),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
