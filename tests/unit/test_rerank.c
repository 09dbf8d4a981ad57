/* test_rerank.c: the second stage of the ranking. */
/* SPDX-License-Identifier: MIT */
#include "result/rerank.h"

#include "parsed_index.h"

/* What the second stage finds in the article "a" for a query. */
static struct tw_second
second_of(const char *text)
{
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_reranker reranker = {0};
	struct tw_second second;

	index_ok(tw_reranker_init(&reranker, reader, query, &err));
	index_ok(tw_reranker_score(&reranker, 0, 0, &second, &err));
	tw_reranker_done(&reranker);
	tw_query_free(query);
	tw_reader_free(reader);
	return second;
}

static void
add_others(void)
{
	index_add("y", "", "a river of another country");
	index_add("z", "", "mills and towns");
	index_commit();
}

static void
test_words_next_to_each_other_count(void **state)
{
	(void)state;
	index_add("a", "",
		"The water of the mill. A mill wheel and its water.");
	add_others();
	assert_true(second_of("the wheel").part[TW_SECOND_PAIRS] == 0);
	assert_true(second_of("mill wheel").part[TW_SECOND_PAIRS] > 0);
	assert_true(second_of("water mill").part[TW_SECOND_PAIRS] == 0);
	/* Past stop words, if the query has as many. */
	assert_true(second_of("water of a mill").part[TW_SECOND_PAIRS] > 0);
	assert_true(second_of("water, a mill").part[TW_SECOND_PAIRS] == 0);
	assert_true(second_of("river mill").part[TW_SECOND_PAIRS] == 0);
	assert_true(second_of("water -mill").part[TW_SECOND_PAIRS] == 0);
}

static void
test_sentences_count_less_the_later_they_are(void **state)
{
	(void)state;
	index_add("a", "", "Water. One two three four five six. A mill.");
	add_others();
	struct tw_second water = second_of("water");
	struct tw_second both = second_of("water town");

	assert_true(water.part[TW_SECOND_SENTENCE] > 0);
	assert_true(water.part[TW_SECOND_OTHER_SENTENCE] == 0);
	assert_true(both.part[TW_SECOND_SENTENCE] ==
		water.part[TW_SECOND_SENTENCE]);
	assert_true(second_of("mill^4").part[TW_SECOND_SENTENCE] * 1.08F >
		4 * second_of("mill").part[TW_SECOND_SENTENCE]);
}

static void
test_title_counts_by_how_much_of_it_is_asked_for(void **state)
{
	(void)state;
	index_add("a", "The water mill", "of a town");
	add_others();
	struct tw_second half = second_of("water");
	struct tw_second whole = second_of("water mill");

	assert_true(half.in_title);
	assert_true(half.part[TW_SECOND_TITLE] > 0);
	assert_true(whole.part[TW_SECOND_TITLE] >
		2 * half.part[TW_SECOND_TITLE]);
	assert_false(second_of("town").in_title);
	assert_true(second_of("town").part[TW_SECOND_TITLE] == 0);
}

static void
test_other_spellings_of_a_word_count_once(void **state)
{
	(void)state;
	index_add("a", "", "co-operate");
	index_add("b", "", "cooperate");
	add_others();
	assert_true(second_of("cooperate").part[TW_SECOND_SENTENCE] > 0);
	assert_true(second_of("co-operate").part[TW_SECOND_SENTENCE] < 1.01F *
		second_of("co operate").part[TW_SECOND_SENTENCE]);
}

static void
test_score_is_the_sum_of_its_parts(void **state)
{
	(void)state;
	index_add("a", "Water mill", "The water mill. It had a mill wheel.");
	add_others();
	struct tw_second second = second_of("water mill");
	float sum = second.part[0];

	for (int i = 1; i < TW_SECOND_PARTS; i++)
		sum += second.part[i];
	assert_true(second.factor == 1);
	assert_true(second.score == sum);
}

static void
test_hits_behind_the_first_stay_as_they_are(void **state)
{
	struct tw_hits hits;

	(void)state;
	index_add("a", "", "mill. Of a town with some water");
	index_add("b", "Water mill", "of a town and a country and a river");
	index_add("c", "", "mill");
	add_others();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("water mill"), false);

	index_ok(tw_search(reader, query, 10, false, &hits, &err));
	assert_int_equal(hits.count, 4);
	struct tw_hit third = hits.hits[2];
	struct tw_hit fourth = hits.hits[3];

	index_ok(tw_rerank(reader, query, &(struct tw_recency){0, 0}, &hits,
		2, &err));
	assert_true(hits.hits[0].score >= hits.hits[1].score);
	assert_int_equal(hits.hits[2].doc, third.doc);
	assert_true(hits.hits[2].score == third.score);
	assert_int_equal(hits.hits[3].doc, fourth.doc);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_reader_free(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_words_next_to_each_other_count),
		TEST(test_sentences_count_less_the_later_they_are),
		TEST(test_title_counts_by_how_much_of_it_is_asked_for),
		TEST(test_other_spellings_of_a_word_count_once),
		TEST(test_score_is_the_sum_of_its_parts),
		TEST(test_hits_behind_the_first_stay_as_they_are),
	};

	return cmocka_run_group_tests_name("rerank", tests, NULL, NULL);
}
