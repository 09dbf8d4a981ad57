/* test_sample.c: samples of articles, held against counts of all. */
/* SPDX-License-Identifier: MIT */
#include "read_index.h"

#include "base/dates.h"
#include "result/sample.h"

#define ARTICLES 6000

static struct tw_arena arena;
static const struct tw_recency ageless = {0};

/*
 * Every article has "common", each second one "even" behind it, each third one
 * "third" before it, each hundredth one "rare"; and some are removed.
 */
static void
add_article(uint32_t i)
{
	char id[16];
	char text[64];

	snprintf(id, sizeof(id), "%u", (unsigned)i);
	snprintf(text, sizeof(text), "%s common %s %s",
		i % 3 == 0 ? "third" : "", i % 2 == 0 ? "even" : "odd",
		i % 100 == 0 ? "rare" : "");

	struct tw_doc doc = index_doc(id, "", text);

	doc.field[TRAWL_DATE] = tw_str_of(i % 2 == 0 ? "2019-12-17"
						     : "1999-12-17");
	index_ok(tw_writer_add(writer, &doc, &err));
}

static int
set_up(void **state)
{
	if (set_up_index(state) != 0)
		return -1;
	for (uint32_t i = 0; i < ARTICLES; i++) {
		add_article(i);
		if (i == ARTICLES / 2)
			index_commit();
	}
	index_commit();
	if (tw_writer_remove(writer, TW_STR("100"), NULL) < 0)
		return -1;
	index_commit();
	return read_index();
}

static int
tear_down(void **state)
{
	tw_arena_done(&arena);
	return tear_down_read_index(state);
}

static struct tw_lists
lists_of(const char *word)
{
	struct tw_lists lists;

	index_ok(tw_lists_of(reader, analyzer, TW_FIELD_ALL, tw_str_of(word),
		&arena, &lists, &err));
	return lists;
}

static struct tw_sample
sample_of(const char *a, const char *b, uint32_t most,
	const struct tw_recency *recency)
{
	struct tw_lists words[] = {lists_of(a), lists_of(b ? b : a)};
	struct tw_sample sample;

	index_ok(tw_sample(reader, words, b ? 2 : 1, most, recency, &arena,
		&sample, &err));
	return sample;
}

static void
test_lists_count_living_articles(void **state)
{
	(void)state;
	assert_int_equal(lists_of("common").articles, ARTICLES - 1);
	assert_int_equal(lists_of("rare").articles, ARTICLES / 100 - 1);
	assert_int_equal(lists_of("nowhere").articles, 0);
	assert_true(lists_of("the").stop);
	assert_false(lists_of("common").stop);
}

static void
test_sample_of_few_is_all_of_them(void **state)
{
	struct tw_sample sample = sample_of("rare", "third", 1000, &ageless);

	(void)state;
	assert_int_equal(sample.count, ARTICLES / 300);
	assert_int_equal(tw_sample_all(&sample).articles, ARTICLES / 300);
	for (uint32_t i = 1; i < sample.count; i++)
		assert_true(sample.hits[i - 1].segment <
			sample.hits[i].segment || sample.hits[i - 1].doc <
			sample.hits[i].doc);
}

static void
test_sample_of_many_stands_for_all(void **state)
{
	struct tw_sample sample = sample_of("common", "even", 500, &ageless);
	uint64_t articles = tw_sample_all(&sample).articles;

	(void)state;
	assert_in_range(sample.count, 100, 1000);
	assert_in_range(articles, ARTICLES / 2 - 100, ARTICLES / 2 + 100);
}

static void
test_sample_tells_how_many_have_a_word_more(void **state)
{
	struct tw_sample sample = sample_of("common", NULL, 1500, &ageless);
	struct tw_lists third = lists_of("third");
	struct tw_sampled with;

	(void)state;
	index_ok(tw_sample_with(reader, &sample, &third, &arena, &with,
		&err));
	assert_in_range(with.articles, ARTICLES / 3 - 200,
		ARTICLES / 3 + 200);
	sample = sample_of("rare", NULL, 1500, &ageless);
	index_ok(tw_sample_with(reader, &sample, &third, &arena, &with,
		&err));
	assert_int_equal(with.articles, ARTICLES / 300);
}

static void
test_sample_tells_how_many_have_a_phrase(void **state)
{
	struct tw_sample sample = sample_of("third", "common", 9999,
		&ageless);
	struct tw_lists words[] = {lists_of("third"), lists_of("common")};
	struct tw_lists turned[] = {words[1], words[0]};
	struct tw_sampled with;

	(void)state;
	index_ok(tw_sample_phrase(reader, &sample, words, &arena, &with,
		&err));
	assert_int_equal(with.articles, ARTICLES / 3);
	index_ok(tw_sample_phrase(reader, &sample, turned, &arena, &with,
		&err));
	assert_int_equal(with.articles, 0);
}

static void
test_sample_weighs_articles_by_age(void **state)
{
	struct tw_recency recency = {365, tw_date_days(
		tw_date_pack(TW_STR("2019-12-17")))};
	struct tw_sample even = sample_of("even", NULL, 500, &recency);
	struct tw_sample odd = sample_of("odd", NULL, 500, &recency);

	(void)state;
	assert_true(tw_sample_all(&even).weight > 0.99F);
	assert_true(tw_sample_all(&odd).weight < 0.51F);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists_count_living_articles),
		cmocka_unit_test(test_sample_of_few_is_all_of_them),
		cmocka_unit_test(test_sample_of_many_stands_for_all),
		cmocka_unit_test(test_sample_tells_how_many_have_a_word_more),
		cmocka_unit_test(test_sample_tells_how_many_have_a_phrase),
		cmocka_unit_test(test_sample_weighs_articles_by_age),
	};

	return cmocka_run_group_tests_name("sample", tests, set_up,
		tear_down);
}
