/* test_prune.c: answers left unscored are none: against scoring each. */
/* SPDX-License-Identifier: MIT */
#include "match/search.h"

#include "parsing.h"
#include "small_index.h"

#define WORDS 40

/*
 * Word w is in about one article of 1 + w * w / 8, and comes in clusters: what
 * an article says once it may say again, and neighbours say the same. Some
 * neighbourhoods say it very often, so that blocks differ.
 */
static void
write_text(uint64_t *seed, uint32_t theme, struct tw_buf *out)
{
	tw_buf_reset(out);
	for (uint32_t w = 0; w < WORDS; w++) {
		uint32_t times = index_below(seed, 2 + w * w / 8) == 0;

		if (w == theme && index_below(seed, 3) > 0)
			times += index_below(seed, 6);
		if (times > 0 && theme % 6 == 0 && index_below(seed, 9) == 0)
			times += index_below(seed, 400);
		for (; times > 0; times--)
			tw_buf_addf(out, "w%uq ", (unsigned)w);
	}
	for (uint32_t n = 1 + index_below(seed, 30); n > 0; n--)
		tw_buf_addf(out, "other%u ", (unsigned)index_below(seed, 99));
}

/* Half of the articles are of c0, few of c3; neighbours are of the same. */
static void
write_categories(uint64_t *seed, uint32_t theme, struct tw_buf *out)
{
	static const uint32_t one_in[] = {2, 10, 60, 1000};

	tw_buf_reset(out);
	for (uint32_t c = 0; c < 4; c++)
		if (index_below(seed, one_in[c]) == 0 ||
			(theme % 8 == c && index_below(seed, c + 1) == 0))
			tw_buf_addf(out, "c%u\n", (unsigned)c);
}

static void
add_articles(uint64_t *seed, uint32_t first, uint32_t count)
{
	struct tw_buf text = {0};
	struct tw_buf categories = {0};
	char id[16];

	for (uint32_t i = first; i < first + count; i++) {
		write_text(seed, i / 200 % WORDS, &text);
		write_categories(seed, i / 150, &categories);
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		struct tw_doc doc = index_doc(id,
			index_below(seed, 4) == 0 ? "W3q w17q" : "", "");

		doc.field[TRAWL_TEXT] = tw_buf_str(&text);
		doc.field[TRAWL_CATEGORY] = tw_buf_str(&categories);
		doc.field[TRAWL_LANGUAGE] = index_below(seed, 30) == 0 ?
			TW_STR("de") : TW_STR("en");
		doc.field[TRAWL_DATE] = i % 3 == 0 ? TW_STR("2017-05") :
			TW_STR("");
		index_ok(tw_writer_add(writer, &doc, &err));
	}
	index_commit();
	tw_buf_done(&text);
	tw_buf_done(&categories);
}

/* ------------------------------------------------------------------ */

static void
assert_total(const struct tw_query *query, bool counting,
	const struct tw_hits *pruned, const struct tw_hits *each)
{
	bool exact = pruned->total == each->total;

	if (!exact && !counting && !pruned->is_exact)
		exact = pruned->total <= each->total &&
			pruned->total >= pruned->count;
	if (!exact || pruned->count != each->count ||
		(counting && !pruned->is_exact))
		fail_msg("%s: %u of %s%u answers, not %u of %u",
			query->read_as.p, pruned->count,
			pruned->is_exact ? "" : "at least ",
			(unsigned)pruned->total, each->count,
			(unsigned)each->total);
}

static void
assert_same(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting)
{
	struct tw_hits pruned;
	struct tw_hits each;

	index_ok(tw_search(reader, query, depth, counting, &pruned, &err));
	index_ok(tw_search_each(reader, query, depth, NULL, &each, &err));
	assert_total(query, counting, &pruned, &each);
	for (uint32_t i = 0; i < each.count; i++) {
		const struct tw_hit *a = &pruned.hits[i];
		const struct tw_hit *b = &each.hits[i];

		if (a->segment != b->segment || a->doc != b->doc ||
			memcmp(&a->score, &b->score, sizeof(a->score)) != 0)
			fail_msg("%s: answer %u of %u: %u/%u (%.9g), not "
				"%u/%u (%.9g)", query->read_as.p, i, depth,
				a->segment, a->doc, (double)a->score,
				b->segment, b->doc, (double)b->score);
	}
	tw_hits_done(&pruned);
	tw_hits_done(&each);
}

static void
assert_query(struct tw_reader *reader, const char *text)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	static const uint32_t depths[] = {0, 1, 10, 16, 17, 100, 1000};

	for (size_t i = 0; i < sizeof(depths) / sizeof(depths[0]); i++)
		for (int counting = 0; counting < 2; counting++)
			assert_same(reader, query, depths[i], counting);
	tw_query_free(query);
}

static void
assert_random_query(struct tw_reader *reader, uint64_t *seed,
	const char *before)
{
	struct tw_buf text = {0};

	for (uint32_t n = 1 + index_below(seed, 6); n > 0; n--)
		tw_buf_addf(&text, "%sw%uq ",
			index_below(seed, 4) > 0 ? before : "",
			(unsigned)index_below(seed, WORDS + 1));
	tw_buf_add(&text, "", 1);
	assert_query(reader, (const char *)text.p);
	tw_buf_done(&text);
}

/* A query within what some filters let through. */
static void
assert_random_filtered(struct tw_reader *reader, uint64_t *seed)
{
	static const char *const filters[] = {
		"category:c0", "category:c1", "category:c2", "category:c3",
		"-category:c0", "-category:c2", "category:c0 category:c1",
		"category:c1 -category:c2", "lang:de", "-lang:en",
		"category:c0 lang:de", "since:2017", "category:c3 since:2017",
		"(category:c1 OR category:c2)",
		"(category:c2 OR lang:de) -category:c0",
	};
	struct tw_buf text = {0};
	static const char *const signs[] = {"", "+", "-"};
	const char *sign = signs[index_below(seed, 3)];

	tw_buf_addf(&text, "%s ", filters[index_below(seed,
		sizeof(filters) / sizeof(filters[0]))]);
	for (uint32_t n = 1 + index_below(seed, 4); n > 0; n--)
		tw_buf_addf(&text, "%sw%uq ",
			index_below(seed, 4) > 0 ? sign : "",
			(unsigned)index_below(seed, WORDS + 1));
	if (index_below(seed, 5) == 0)
		tw_buf_add_str(&text, TW_STR("+\"w0q w1q\" "));
	tw_buf_add(&text, "", 1);
	assert_query(reader, (const char *)text.p);
	tw_buf_done(&text);
}

/* Words that may well follow each other, or be the same. */
static void
assert_random_phrase(struct tw_reader *reader, uint64_t *seed,
	const char *before, const char *behind)
{
	struct tw_buf text = {0};
	uint32_t word = index_below(seed, WORDS);

	tw_buf_addf(&text, "%s\"", before);
	for (uint32_t n = 2 + index_below(seed, 3); n > 0; n--) {
		tw_buf_addf(&text, "w%uq ", (unsigned)(word % WORDS));
		word += index_below(seed, 3);
	}
	tw_buf_addf(&text, "\"%s", behind);
	tw_buf_add(&text, "", 1);
	assert_query(reader, (const char *)text.p);
	tw_buf_done(&text);
}

static void
assert_all_kinds(uint64_t *seed, bool with_dead)
{
	struct tw_reader *reader = open_reader();
	int rounds = getenv("TRAWL_LONG") ? 500 : 15;
	uint64_t dead = 0;

	for (uint32_t i = 0; i < reader->root.count; i++)
		dead += reader->segments[i].info.dead;
	assert_int_equal(dead > 0, with_dead);
	for (int i = 0; i < rounds; i++) {
		assert_random_query(reader, seed, "");
		assert_random_query(reader, seed, "+");
		assert_random_query(reader, seed, "title:");
		assert_random_query(reader, seed, "-");
		assert_random_filtered(reader, seed);
		assert_random_phrase(reader, seed, "", "");
		assert_random_phrase(reader, seed, "", " w1q");
		assert_random_phrase(reader, seed, "title:", "");
		assert_random_phrase(reader, seed, "+w2q +", "");
	}
	for (uint32_t w = 0; w < WORDS; w++) {
		char text[16];

		snprintf(text, sizeof(text), "w%uq", (unsigned)w);
		assert_query(reader, text);
	}
	assert_query(reader, "w1*");
	assert_query(reader, "w2* w1q w3*");
	assert_query(reader, "+w3q w1*");
	assert_query(reader, "+w1* -w3q +w2*");
	assert_query(reader, "title:w1*");
	assert_query(reader, "\"w0q w1q\"");
	assert_query(reader, "\"w0q w0q w1q\"");
	assert_query(reader, "\"w3q w17q\"");
	assert_query(reader, "title:\"w3q w17q\"");
	assert_query(reader, "w1q w1q w20q");
	assert_query(reader, "(w1q w20q) (w3q w5q)");
	assert_query(reader, "+(w1q w20q) +w3q");
	assert_query(reader, "+w1q +w2q -w9q w30q");
	assert_query(reader, "\"w3q w17q\" w9q");
	assert_query(reader, "+\"w3q w17q\" +w9q");
	tw_reader_free(reader);
}

/* ------------------------------------------------------------------ */

static void
test_one_segment(void **state)
{
	uint64_t seed = index_seed(1);

	(void)state;
	add_articles(&seed, 0, 9000);
	assert_all_kinds(&seed, false);
}

/* Removed twice: a merge may leave out those that were removed first. */
static void
test_segments_of_all_sizes_with_dead_articles(void **state)
{
	uint64_t seed = index_seed(2);

	(void)state;
	add_articles(&seed, 0, 700);
	add_articles(&seed, 700, 6000);
	add_articles(&seed, 6700, 20);
	add_articles(&seed, 6720, 1);
	index_remove_some(&seed, 6721, 10);
	add_articles(&seed, 6721, 300);
	index_remove_some(&seed, 6721, 10);
	assert_all_kinds(&seed, true);
}

/* The best articles of a segment are not those they were when it was made. */
static void
test_average_length_that_has_changed(void **state)
{
	struct tw_buf text = {0};
	uint64_t seed = index_seed(4);

	(void)state;
	add_articles(&seed, 0, 3000);
	for (uint32_t n = 0; n < 20000; n++)
		tw_buf_addf(&text, "other%u ", (unsigned)(n % 500));
	tw_buf_add(&text, "", 1);
	index_add("long", "", (const char *)text.p);
	index_commit();
	assert_all_kinds(&seed, false);
	tw_buf_reset(&text);
	tw_buf_add(&text, "short", 6);
	for (uint32_t i = 0; i < 9000; i++) {
		char id[16];

		snprintf(id, sizeof(id), "s%u", (unsigned)i);
		index_add(id, "", (const char *)text.p);
	}
	index_ok(tw_writer_remove(writer, TW_STR("long"), &err));
	index_commit();
	assert_all_kinds(&seed, false);
	tw_buf_done(&text);
}

/* Some articles dead, and a stretch of them altogether: more are merged. */
static void
test_many_dead_articles(void **state)
{
	uint64_t seed = index_seed(3);

	(void)state;
	add_articles(&seed, 0, 5000);
	index_remove_some(&seed, 5000, 10);
	index_remove_some(&seed, 600, 1);
	assert_all_kinds(&seed, true);
}

/* Scores are equal in droves: the order of arrival decides. */
static void
test_equal_scores(void **state)
{
	static const char *const texts[] = {
		"w1q", "w1q w2q", "w2q w3q", "w1q w2q w3q", "other",
	};
	char id[16];

	(void)state;
	for (uint32_t i = 0; i < 9000; i++) {
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, "", texts[i * 7 % 5]);
		if (i == 100 || i == 8000)
			index_commit();
	}
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_query(reader, "w1q");
	assert_query(reader, "w1q w2q");
	assert_query(reader, "w3q w2q w1q");
	assert_query(reader, "+w2q +w3q");
	assert_query(reader, "so* w1*");
	tw_reader_free(reader);
}

static int
set_up_steep(void **state)
{
	index_ranking = (struct tw_ranking){.k1 = 100, .b = 1000, .title = 1};
	return set_up_index(state);
}

static int
set_up_flat(void **state)
{
	index_ranking = (struct tw_ranking){.k1 = 8000, .b = 100,
		.title = 100};
	return set_up_index(state);
}

static int
tear_down_ranked(void **state)
{
	index_ranking = tw_ranking_usual;
	return tear_down_index(state);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_one_segment),
		test(test_segments_of_all_sizes_with_dead_articles),
		test(test_average_length_that_has_changed),
		test(test_many_dead_articles),
		test(test_equal_scores),
		cmocka_unit_test_setup_teardown(
			test_segments_of_all_sizes_with_dead_articles,
			set_up_steep, tear_down_ranked),
		cmocka_unit_test_setup_teardown(
			test_average_length_that_has_changed,
			set_up_flat, tear_down_ranked),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
