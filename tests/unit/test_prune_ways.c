/* test_prune_ways.c: each way to answer an or keeps the same articles. */
/* SPDX-License-Identifier: MIT */
#include "match/bm25.h"
#include "match/sieve.h"
#include "match/tally.h"
#include "match/term.h"
#include "match/union.h"
#include "small_index.h"

#define WORDS 24
#define TERMS 7

/* So that many articles are one segment, of many windows. */
static int
set_up_large(void **state)
{
	static const struct tw_writer_options options = {
		.memory = 16 * TW_WRITER_MEMORY_MIN,
	};

	if (set_up_index(state) != 0)
		return -1;
	tw_writer_free(writer);
	index_ok(tw_writer_open(store, &options, &writer, &err));
	return 0;
}

/* Word w is in about one article of 1 + w * w / 4, here and there often. */
static void
add_articles(uint64_t *seed, uint32_t first, uint32_t count)
{
	struct tw_buf text = {0};
	char id[16];

	for (uint32_t i = first; i < first + count; i++) {
		tw_buf_reset(&text);
		for (uint32_t w = 0; w < WORDS; w++) {
			uint32_t times = index_below(seed, 1 + w * w / 4) == 0;

			if (times > 0 && index_below(seed, 20) == 0)
				times += index_below(seed, i / 900 * 10 + 2);
			for (; times > 0; times--)
				tw_buf_addf(&text, "w%uq ", (unsigned)w);
		}
		for (uint32_t n = index_below(seed, 40); n > 0; n--)
			tw_buf_addf(&text, "other%u ", (unsigned)n);
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		tw_buf_add(&text, "", 1);
		index_add(id, index_below(seed, 4) == 0 ? "W3q w17q" : "",
			(const char *)text.p);
	}
	index_commit();
	tw_buf_done(&text);
}

/* ------------------------------------------------------------------ */

/* Terms as a query has them: some of the title alone. */
struct asked {
	uint32_t count;
	uint32_t words[TERMS];
	enum tw_index_field fields[TERMS];
	float weights[TERMS];
	struct tw_bm25 bm25[TW_FIELD_RANKED];
};

static void
ask(struct tw_reader *reader, uint64_t *seed, struct asked *ret)
{
	ret->count = 2 + index_below(seed, TERMS - 1);
	for (uint32_t i = 0; i < ret->count; i++) {
		ret->words[i] = index_below(seed, WORDS);
		ret->fields[i] = index_below(seed, 6) == 0 ? TW_FIELD_TITLE
							   : TW_FIELD_ALL;
		ret->weights[i] = 0.1f + (float)index_below(seed, 90) / 10;
	}
	for (int i = 0; i < TW_FIELD_RANKED; i++)
		tw_bm25_init(&ret->bm25[i], &tw_ranking_usual,
			reader->live[i].docs,
			reader->live[i].length);
}

static struct tw_cursors
cursors_of(const struct asked *asked, struct tw_segment *segment,
	struct tw_arena *arena)
{
	struct tw_cursors ret = {
		tw_arena_alloc(arena, TERMS * sizeof(*ret.cursor)), 0,
	};
	char text[16];

	for (uint32_t i = 0; i < asked->count; i++) {
		enum tw_index_field field = asked->fields[i];
		struct tw_term term;

		snprintf(text, sizeof(text), "w%uq",
			(unsigned)asked->words[i]);
		int found = tw_segment_find(segment, field, tw_str_of(text),
			&term, NULL);
		if (found == TRAWL_END)
			continue;
		assert_int_equal(found, TRAWL_OK);
		index_ok(tw_term_cursor(arena, segment, &term,
			&asked->bm25[field], asked->weights[i],
			&ret.cursor[ret.count++], &err));
	}
	return ret;
}

static int
collect_plainly(struct tw_cursors terms, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *ret_err)
{
	struct tw_cursor *or;
	int status = tw_or_cursor(arena, terms, &or, ret_err);

	if (status == TRAWL_OK)
		status = tw_collect_each(collector, or, ret_err);
	return status;
}

static int
collect_union(struct tw_cursors terms, struct tw_collector *collector,
	struct tw_arena *arena, trawl_error *ret_err)
{
	(void)arena;
	return tw_union_collect(terms, collector, ret_err);
}

typedef int way(struct tw_cursors, struct tw_collector *, struct tw_arena *,
	trawl_error *);

/* Over all segments, in the order of their numbers or the other way round. */
static struct tw_topk
answer(struct tw_reader *reader, const struct asked *asked, way *collect,
	struct tw_collector collector, uint32_t depth, bool backwards)
{
	struct tw_topk topk;

	tw_topk_init(&topk, depth);
	collector.topk = &topk;
	for (uint32_t i = 0; i < reader->root.count; i++) {
		struct tw_arena arena = {0};

		collector.number = backwards ? reader->root.count - 1 - i : i;
		collector.segment = &reader->segments[collector.number];
		struct tw_cursors terms = cursors_of(asked, collector.segment,
			&arena);
		if (terms.count > 0)
			index_ok(collect(terms, &collector, &arena, &err));
		for (uint32_t n = 0; n < terms.count; n++)
			tw_cursor_done(terms.cursor[n]);
		tw_arena_done(&arena);
	}
	tw_topk_sort(&topk);
	return topk;
}

static void
assert_same(const struct tw_topk *found, const struct tw_topk *expected,
	const char *name)
{
	if (found->count != expected->count)
		fail_msg("%s: %u of %u", name, found->count, expected->count);
	for (uint32_t i = 0; i < found->count; i++) {
		const struct tw_hit *a = &found->hits[i];
		const struct tw_hit *b = &expected->hits[i];

		if (a->segment != b->segment || a->doc != b->doc ||
			memcmp(&a->score, &b->score, sizeof(a->score)) != 0)
			fail_msg("%s: hit %u of %u: %u/%u (%.9g), not %u/%u "
				"(%.9g)", name, i, expected->depth,
				a->segment, a->doc, (double)a->score,
				b->segment, b->doc, (double)b->score);
	}
}

static void
assert_ways(struct tw_reader *reader, const struct asked *asked,
	uint32_t depth, bool backwards)
{
	static const struct {
		const char *name;
		way *collect;
	} ways[] = {
		{"sieve", tw_sieve_collect},
		{"tally", tw_tally_collect},
		{"union", collect_union},
	};
	struct tw_collector collector = {.counting = true};
	struct tw_topk expected = answer(reader, asked, collect_plainly,
		collector, depth, backwards);

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct tw_topk found = answer(reader, asked, ways[i].collect,
			collector, depth, backwards);

		assert_same(&found, &expected, ways[i].name);
		tw_topk_done(&found);
	}
	tw_topk_done(&expected);
}

static void
assert_all(uint64_t seed)
{
	static const uint32_t depths[] = {1, 2, 10, 100, 255, 256, 1000,
		100000};
	struct tw_reader *reader;
	int rounds = getenv("TRAWL_LONG") ? 500 : 12;

	index_ok(tw_reader_open(store, &reader, &err));
	for (int i = 0; i < rounds; i++) {
		struct asked asked;

		ask(reader, &seed, &asked);
		for (size_t n = 0; n < sizeof(depths) / sizeof(depths[0]); n++)
			assert_ways(reader, &asked, depths[n], i % 2 > 0);
	}
	tw_reader_free(reader);
}

/* ------------------------------------------------------------------ */

static void
test_all_ways_agree_over_one_segment(void **state)
{
	uint64_t seed = index_seed(1);

	(void)state;
	add_articles(&seed, 0, 9000);
	assert_all(index_seed(2));
}

static void
test_all_ways_agree_over_many_windows(void **state)
{
	uint64_t seed = index_seed(3);

	(void)state;
	add_articles(&seed, 0, 50000);
	assert_all(index_seed(4));
}

static void
test_all_ways_agree_over_segments_with_dead_articles(void **state)
{
	uint64_t seed = index_seed(5);

	(void)state;
	add_articles(&seed, 0, 500);
	add_articles(&seed, 500, 7000);
	add_articles(&seed, 7500, 3);
	index_remove_some(&seed, 7503, 7);
	assert_all(index_seed(6));
}

/* A guess from some windows is far too high for the others. */
static void
test_a_guess_may_be_wrong(void **state)
{
	struct asked asked = {
		.count = 2,
		.words = {1, 2},
		.fields = {TW_FIELD_ALL, TW_FIELD_ALL},
		.weights = {1, 1},
	};
	struct tw_reader *reader;
	char id[16];

	(void)state;
	for (uint32_t i = 0; i < 20000; i++) {
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, "", i % 9 > 0 ? "other"
			: i / 4096 == 2 ? "w1q w2q w2q" : "w1q");
	}
	index_commit();
	index_ok(tw_reader_open(store, &reader, &err));
	tw_bm25_init(&asked.bm25[TW_FIELD_ALL], &tw_ranking_usual,
		reader->docs, reader->docs);
	for (uint32_t depth = 400; depth < 3000; depth += 100)
		assert_ways(reader, &asked, depth, false);
	tw_reader_free(reader);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_large, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_all_ways_agree_over_one_segment),
		test(test_all_ways_agree_over_many_windows),
		test(test_all_ways_agree_over_segments_with_dead_articles),
		test(test_a_guess_may_be_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
