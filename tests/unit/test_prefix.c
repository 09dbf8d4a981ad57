/* test_prefix.c: a prefix finds what its words find. */
/* SPDX-License-Identifier: MIT */
#include "match/expand.h"
#include "match/search.h"

#include "parsing.h"
#include "small_index.h"

/*
 * Words with q and two letters, of which w is in one article of 1 + w / 4 or
 * so, so that the first are dense; all of them begin with q.
 */
#define WORDS 90

static void
name_word(uint32_t w, char room[8])
{
	snprintf(room, 8, "q%c%c", (char)('a' + w % 5), (char)('b' + w / 5));
}

static void
add_articles(uint64_t *seed, uint32_t first, uint32_t count)
{
	struct tw_buf text = {0};
	char id[16];
	char word[8];

	for (uint32_t i = first; i < first + count; i++) {
		tw_buf_reset(&text);
		for (uint32_t w = 0; w < WORDS; w++) {
			if (index_below(seed, 2 + w * w / 2) > 0)
				continue;
			name_word(w, word);
			for (uint32_t n = index_below(seed, 4); n < 4; n++)
				tw_buf_addf(&text, "%s ", word);
		}
		tw_buf_addf(&text, "other%u", (unsigned)(i % 7));
		tw_buf_add(&text, "", 1);
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, i % 5 ? "" : "Qab qcz", text.p);
	}
	index_commit();
	tw_buf_done(&text);
}

/* ------------------------------------------------------------------ */

struct word {
	char name[8];
	uint64_t df;
};

static int
compare_df(const void *left, const void *right)
{
	const struct word *a = left;
	const struct word *b = right;

	if (a->df != b->df)
		return a->df > b->df ? -1 : 1;
	return strcmp(a->name, b->name);
}

static int
compare_names(const void *left, const void *right)
{
	return strcmp(((const struct word *)left)->name,
		((const struct word *)right)->name);
}

/* The words with this beginning that most articles have, side by side. */
static void
list_words(struct tw_reader *reader, const char *beginning, uint32_t most,
	const char *before, struct tw_buf *out)
{
	struct word words[WORDS];
	uint32_t count = 0;

	for (uint32_t w = 0; w < WORDS; w++) {
		struct word *word = &words[count];

		name_word(w, word->name);
		index_ok(tw_reader_df(reader, TW_FIELD_ALL,
			tw_str_of(word->name), &word->df, &err));
		count += word->df > 0 && strncmp(word->name, beginning,
			strlen(beginning)) == 0;
	}
	qsort(words, count, sizeof(words[0]), compare_df);
	if (count > most)
		count = most;
	qsort(words, count, sizeof(words[0]), compare_names);
	for (uint32_t i = 0; i < count; i++)
		tw_buf_addf(out, "%s%s ", before, words[i].name);
}

static struct tw_query *
parse_text(const char *text, bool alike)
{
	struct tw_query *query = parse(tw_str_of(text), false);

	query->alike = alike;
	return query;
}

static void
assert_hits(const struct tw_hits *a, const struct tw_hits *b, bool alike,
	const char *text)
{
	if (a->count != b->count)
		fail_msg("%s: %u answers, not %u", text, a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		float score = alike ? 1 : b->hits[i].score;

		if (a->hits[i].segment != b->hits[i].segment ||
			a->hits[i].doc != b->hits[i].doc ||
			a->hits[i].score != score)
			fail_msg("%s: answer %u is %u/%u (%.9g), not %u/%u "
				"(%.9g)", text, i, a->hits[i].segment,
				a->hits[i].doc, (double)a->hits[i].score,
				b->hits[i].segment, b->hits[i].doc,
				(double)score);
	}
}

/* In order of arrival. */
static int
compare_hits(const void *left, const void *right)
{
	const struct tw_hit *a = left;
	const struct tw_hit *b = right;

	if (a->segment != b->segment)
		return a->segment < b->segment ? -1 : 1;
	return a->doc < b->doc ? -1 : a->doc > b->doc;
}

/* What `prefix` finds is what `words` find, though in another order. */
static void
assert_finds(struct tw_reader *reader, const struct tw_query *prefix,
	const char *words)
{
	struct tw_query *query = parse_text(words, false);
	struct tw_hits a;
	struct tw_hits b;

	index_ok(tw_search_each(reader, prefix, 100000, NULL, &a, &err));
	index_ok(tw_search_each(reader, query, 100000, NULL, &b, &err));
	assert_int_equal(a.total, b.total);
	assert_int_equal(a.count, b.count);
	if (a.count > 0) {
		qsort(a.hits, a.count, sizeof(a.hits[0]), compare_hits);
		qsort(b.hits, b.count, sizeof(b.hits[0]), compare_hits);
	}
	for (uint32_t i = 0; i < a.count; i++)
		assert_int_equal(compare_hits(&a.hits[i], &b.hits[i]), 0);
	tw_hits_done(&a);
	tw_hits_done(&b);
	tw_query_free(query);
}

/* The same, and the best of it are the best of all, each scored. */
static void
assert_as(struct tw_reader *reader, const char *prefix, const char *words)
{
	static const uint32_t depths[] = {0, 1, 10, 17, 100, 1000, 10000};
	struct tw_query *query = parse_text(prefix, false);

	for (size_t i = 0; i < 2 * sizeof(depths) / sizeof(depths[0]); i++) {
		struct tw_hits hits;
		struct tw_hits each;

		index_ok(tw_search(reader, query, depths[i / 2], i % 2, &hits,
			&err));
		index_ok(tw_search_each(reader, query, depths[i / 2], NULL,
			&each, &err));
		assert_hits(&hits, &each, false, prefix);
		if (i % 2 || hits.is_exact)
			assert_int_equal(hits.total, each.total);
		tw_hits_done(&hits);
		tw_hits_done(&each);
	}
	assert_finds(reader, query, words);
	tw_query_free(query);
}

/* The first articles that the words find, all with score 1. */
static void
assert_alike(struct tw_reader *reader, const char *prefix, const char *words)
{
	static const uint32_t depths[] = {0, 1, 10, 100, 1000, 10000};
	struct tw_query *a = parse_text(prefix, true);
	struct tw_query *b = parse_text(words, false);
	struct tw_hits hits;
	struct tw_hits each;

	index_ok(tw_search_each(reader, b, 100000, NULL, &each, &err));
	if (each.count > 0)
		qsort(each.hits, each.count, sizeof(each.hits[0]),
			compare_hits);
	uint32_t all = each.count;

	for (size_t i = 0; i < 2 * sizeof(depths) / sizeof(depths[0]); i++) {
		uint32_t depth = depths[i / 2];

		each.count = depth < all ? depth : all;
		index_ok(tw_search(reader, a, depth, i % 2, &hits, &err));
		assert_hits(&hits, &each, true, prefix);
		if (i % 2 || hits.is_exact)
			assert_int_equal(hits.total, all);
		assert_true(hits.total >= hits.count && hits.total <= all);
		assert_null(hits.cut);
		tw_hits_done(&hits);
	}
	index_ok(tw_search_each(reader, a, 100000, NULL, &hits, &err));
	each.count = all;
	assert_hits(&hits, &each, true, prefix);
	tw_hits_done(&hits);
	tw_hits_done(&each);
	tw_query_free(a);
	tw_query_free(b);
}

static void
assert_prefix(struct tw_reader *reader, const char *beginning)
{
	struct tw_buf words = {0};
	char prefix[16];

	snprintf(prefix, sizeof(prefix), "%s*", beginning);
	list_words(reader, beginning, TW_EXPANSIONS, "", &words);
	tw_buf_add(&words, "", 1);
	assert_as(reader, prefix, words.p);
	tw_buf_reset(&words);
	list_words(reader, beginning, WORDS, "", &words);
	tw_buf_add(&words, "", 1);
	assert_alike(reader, prefix, words.p);
	tw_buf_done(&words);
}

/* The same with something before and behind; `sign` is before each word. */
static void
assert_within(struct tw_reader *reader, const char *before,
	const char *beginning, const char *sign, const char *behind)
{
	struct tw_buf prefix = {0};
	struct tw_buf words = {0};

	tw_buf_addf(&prefix, "%s%s%s*%s", before, sign, beginning, behind);
	tw_buf_addf(&words, "%s", before);
	list_words(reader, beginning, WORDS, sign, &words);
	tw_buf_addf(&words, "%s", behind);
	tw_buf_add(&prefix, "", 1);
	tw_buf_add(&words, "", 1);
	assert_as(reader, prefix.p, words.p);
	tw_buf_done(&prefix);
	tw_buf_done(&words);
}

static void
assert_all_kinds(void)
{
	struct tw_reader *reader = open_reader();

	assert_prefix(reader, "qa");
	assert_prefix(reader, "qb");
	assert_prefix(reader, "qez");
	assert_prefix(reader, "zz");
	assert_within(reader, "other3 ", "qb", "", " other5");
	assert_within(reader, "+other3 +(", "qb", "", ")");
	assert_within(reader, "+qcb ", "qd", "", "");
	assert_within(reader, "other1 ", "qa", "-", "");
	tw_reader_free(reader);
}

/* ------------------------------------------------------------------ */

static void
test_one_segment(void **state)
{
	uint64_t seed = index_seed(1);

	(void)state;
	add_articles(&seed, 0, 9000);
	assert_all_kinds();
}

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
	assert_all_kinds();
}

/* All words of the test begin with q; a longer word makes it two letters. */
static void
test_the_most_frequent_are_looked_for(void **state)
{
	struct tw_buf text = {0};
	char id[16];

	(void)state;
	for (uint32_t i = 0; i < 70; i++) {
		tw_buf_reset(&text);
		for (uint32_t w = 0; w <= i; w++)
			tw_buf_addf(&text, "zz%02uq ", (unsigned)w);
		tw_buf_add(&text, "", 1);
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, "", text.p);
		if (i == 30)
			index_commit();
	}
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse_text("a zz*", false);
	struct tw_hits hits;

	index_ok(tw_search(reader, query, 100, true, &hits, &err));
	assert_non_null(hits.cut);
	assert_int_equal(hits.cut->offset, 2);
	assert_int_equal(hits.total, 70);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_buf_reset(&text);
	for (uint32_t w = 0; w < TW_EXPANSIONS; w++)
		tw_buf_addf(&text, "zz%02uq ", (unsigned)w);
	tw_buf_add(&text, "", 1);
	assert_as(reader, "zz*", text.p);
	/* Of 60 to 69 all are looked for. */
	query = parse_text("zz6*", false);
	index_ok(tw_search(reader, query, 100, true, &hits, &err));
	assert_null(hits.cut);
	assert_int_equal(hits.total, 10);
	tw_hits_done(&hits);
	tw_query_free(query);
	/* So are those that are left out. */
	query = parse_text("-zz*", false);
	index_ok(tw_search(reader, query, 100, true, &hits, &err));
	assert_null(hits.cut);
	assert_int_equal(hits.total, 0);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_buf_done(&text);
	tw_reader_free(reader);
}

static uint64_t
count_with(struct tw_reader *reader, const char *text, struct tw_reach reach,
	bool *ret_cut)
{
	struct tw_reading how = {.reach = reach};
	struct tw_query *query;
	struct tw_hits hits;

	index_ok(tw_query_parse(tw_str_of(text), analyzer, &how, &query,
		&err));
	index_ok(tw_search(reader, query, 100, true, &hits, &err));
	uint64_t total = hits.total;

	*ret_cut = hits.cut != NULL;
	tw_hits_done(&hits);
	tw_query_free(query);
	return total;
}

static void
test_a_beginning_stands_for_as_many_terms_as_asked(void **state)
{
	char word[16];
	bool cut;

	(void)state;
	for (unsigned w = 0; w < 70; w++) {
		snprintf(word, sizeof(word), "zz%02uq", w);
		index_add(word, "", word);
	}
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_int_equal(count_with(reader, "zz*", (struct tw_reach){3, 0},
		&cut), 3);
	assert_true(cut);
	assert_int_equal(count_with(reader, "zz*", (struct tw_reach){70, 0},
		&cut), 70);
	assert_false(cut);
	assert_int_equal(count_with(reader, "zz?*q", (struct tw_reach){3, 0},
		&cut), 3);
	assert_true(cut);
	assert_int_equal(count_with(reader, "zz?*q", (struct tw_reach){
		UINT32_MAX, 0}, &cut), 70);
	assert_false(cut);
	tw_reader_free(reader);
}

static void
test_a_beginning_needs_the_letters_asked(void **state)
{
	bool cut;

	(void)state;
	index_add("0", "", "zzaa");
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_int_equal(count_with(reader, "zza*", (struct tw_reach){0, 3},
		&cut), 1);
	assert_int_equal(count_with(reader, "zza*", (struct tw_reach){0, 4},
		&cut), 0);
	assert_int_equal(count_with(reader, "*zz?*", (struct tw_reach){0, 2},
		&cut), 1);
	assert_int_equal(count_with(reader, "*zz?*", (struct tw_reach){0, 3},
		&cut), 0);
	tw_reader_free(reader);
}

/* The score that the best ten have an article with; 0 if it is not there. */
static float
score_of(struct tw_reader *reader, const char *text, uint32_t doc)
{
	struct tw_query *query = parse_text(text, false);
	struct tw_hits hits;
	float score = 0;

	index_ok(tw_search(reader, query, 10, false, &hits, &err));
	for (uint32_t i = 0; i < hits.count; i++)
		if (hits.hits[i].doc == doc)
			score = hits.hits[i].score;
	tw_hits_done(&hits);
	tw_query_free(query);
	return score;
}

static void
test_words_are_counted_together(void **state)
{
	(void)state;
	index_add("0", "", "zza zzb zzb");
	index_add("1", "", "zza zza zza");
	index_add("2", "", "zza zza thing");
	index_add("3", "", "zzrare thing thing");
	index_add("4", "", "same same same");
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_true(score_of(reader, "zz*", 0) == score_of(reader, "zz*", 1));
	assert_true(score_of(reader, "zz*", 1) > score_of(reader, "zz*", 2));
	assert_true(score_of(reader, "zz*", 2) > score_of(reader, "zz*", 3));
	assert_true(score_of(reader, "zz*", 3) > 0);
	assert_true(score_of(reader, "zz*", 4) == 0);
	tw_reader_free(reader);
}

static void
test_accents_are_not_counted_twice(void **state)
{
	(void)state;
	index_add("0", "", "caf\u00e9 thing");
	index_add("1", "", "cafe thing");
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_true(score_of(reader, "ca*", 0) > 0);
	assert_true(score_of(reader, "ca*", 0) == score_of(reader, "ca*", 1));
	tw_reader_free(reader);
}

/* An article may have them more often than a byte can say. */
static void
test_any_frequency_is_counted(void **state)
{
	struct tw_buf text = {0};

	(void)state;
	for (uint32_t i = 0; i < 6; i++) {
		char id[] = {(char)('0' + i), '\0'};

		tw_buf_reset(&text);
		for (uint32_t n = 0; n < 120 * i + 5; n++)
			tw_buf_addf(&text, "zz%c ", (char)('a' + n % 3));
		for (uint32_t n = 120 * i + 5; n < 700; n++)
			tw_buf_addf(&text, "thing ");
		tw_buf_add(&text, "", 1);
		index_add(id, "", (const char *)text.p);
	}
	index_commit();
	tw_buf_done(&text);
	struct tw_reader *reader = open_reader();

	assert_as(reader, "zz*", "zza zzb zzc");
	for (uint32_t i = 1; i < 6; i++)
		assert_true(score_of(reader, "zz*", i) >
			score_of(reader, "zz*", i - 1));
	tw_reader_free(reader);
}

static uint64_t
count(struct tw_reader *reader, const char *text, bool alike)
{
	struct tw_query *query = parse_text(text, alike);
	struct tw_hits hits;

	index_ok(tw_search(reader, query, 10, true, &hits, &err));
	uint64_t total = hits.total;

	tw_hits_done(&hits);
	tw_query_free(query);
	return total;
}

static void
test_stems_and_accents_do_not_stand_in_the_way(void **state)
{
	(void)state;
	index_add("1", "", "An experiment.");
	index_add("2", "", "Experimental and happily co-operating.");
	index_add("3", "Happiness in the caf\u00e9", "There.");
	index_commit();
	index_add("4", "", "Nationality: cooperate.");
	index_commit();
	struct tw_reader *reader = open_reader();

	for (int alike = 0; alike < 2; alike++) {
		assert_int_equal(count(reader, "experim*", alike), 2);
		assert_int_equal(count(reader, "experimen*", alike), 2);
		assert_int_equal(count(reader, "experiment*", alike), 2);
		assert_int_equal(count(reader, "happi*", alike), 2);
		assert_int_equal(count(reader, "caf*", alike), 1);
		assert_int_equal(count(reader, "caf\u00e9*", alike), 1);
		assert_int_equal(count(reader, "coop*", alike), 2);
		assert_int_equal(count(reader, "co-op*", alike), 2);
		assert_int_equal(count(reader, "nationalit*", alike), 1);
		assert_int_equal(count(reader, "title:happ*", alike), 1);
		assert_int_equal(count(reader, "title:exper*", alike), 0);
		assert_int_equal(count(reader, "-title:happ*", alike), 3);
	}
	tw_reader_free(reader);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_one_segment),
		test(test_segments_of_all_sizes_with_dead_articles),
		test(test_the_most_frequent_are_looked_for),
		test(test_a_beginning_stands_for_as_many_terms_as_asked),
		test(test_a_beginning_needs_the_letters_asked),
		test(test_words_are_counted_together),
		test(test_accents_are_not_counted_twice),
		test(test_any_frequency_is_counted),
		test(test_stems_and_accents_do_not_stand_in_the_way),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
