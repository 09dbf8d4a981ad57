/* test_feedback.c: words that the best articles have in common. */
/* SPDX-License-Identifier: MIT */
#include "result/feedback.h"

#include "parsed_index.h"
#include "result/rerank.h"

static struct tw_reader *reader;
static struct tw_query *query;
static struct tw_judge *judge;
static struct tw_feedback *feedback;

/* Of what the two best say of "mill", which are "a" and "b". */
static void
make_feedback(void)
{
	const struct tw_hit best[] = {{3, 0, 0}, {1, 0, 1}};

	reader = open_reader();
	query = parse(TW_STR("mill"), false);
	index_ok(tw_judge_new(reader, query, true, &judge, &err));
	index_ok(tw_feedback_new(reader, analyzer, judge, best, 2, &feedback,
		&err));
}

static void
drop_feedback(void)
{
	tw_feedback_free(feedback);
	tw_judge_free(judge);
	tw_query_free(query);
	tw_reader_free(reader);
}

static float
score(uint32_t doc)
{
	float norm;
	float ret;

	index_ok(tw_judge_norm(judge, 0, doc, &norm, &err));
	index_ok(tw_feedback_score(feedback, 0, doc, norm, &ret, &err));
	return ret;
}

/* Thirty, so that a tenth of them is three. */
static void
add_articles(void)
{
	index_add("a", "", "mill wheels, wheels and 1999 x of theirs");
	index_add("b", "", "mill stones are single");
	index_add("c", "", "A wheel of a car");
	index_add("d", "", "a stone and much else");
	index_add("e", "", "the and of 1999 x");
	for (uint32_t i = 5; i < 30; i++) {
		char id[8];

		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, "", "a mill of somewhere else");
	}
	index_commit();
}

static void
test_words_of_the_best_count_by_what_these_scored(void **state)
{
	(void)state;
	add_articles();
	make_feedback();
	assert_true(score(2) > 0);
	assert_true(score(3) > 0);
	assert_true(score(2) > score(3));	/* said by the better one */
	assert_true(score(0) > score(1));
	drop_feedback();
}

static void
test_words_of_many_or_of_one_do_not(void **state)
{
	(void)state;
	add_articles();
	make_feedback();
	assert_true(score(4) == 0);	/* stop words, a letter, a number */
	assert_true(score(5) == 0);	/* "mill" is in most articles */
	drop_feedback();
}

static void
test_articles_may_be_asked_about_in_any_order(void **state)
{
	(void)state;
	add_articles();
	make_feedback();
	float third = score(2);
	float fourth = score(3);

	assert_true(score(2) == third);
	assert_true(score(0) > 0);
	assert_true(score(3) == fourth);
	tw_feedback_scale(feedback, 2);
	assert_true(score(2) == 2 * third);
	drop_feedback();
}

static void
test_hits_are_scored_by_feedback_too(void **state)
{
	struct tw_recency none = {0, 0};
	struct tw_feedback *made = NULL;
	struct tw_hits hits;

	(void)state;
	add_articles();
	struct tw_reader *from = open_reader();
	struct tw_query *asked = parse(TW_STR("stones wheels"), false);

	index_ok(tw_search(from, asked, 10, false, &hits, &err));
	assert_int_equal(hits.count, 4);
	index_ok(tw_rerank_expanded(from, asked, &none, &hits, 200, &made,
		&err));
	assert_non_null(made);
	for (uint32_t i = 0; i < hits.count; i++) {
		struct tw_reranker reranker = {0};
		struct tw_second second;
		float sum = 0;

		index_ok(tw_reranker_init(&reranker, from, asked, &err));
		reranker.feedback = made;
		index_ok(tw_reranker_score(&reranker, hits.hits[i].segment,
			hits.hits[i].doc, &second, &err));
		for (int k = 0; k < TW_SECOND_PARTS; k++)
			sum += second.part[k];
		assert_true(second.part[TW_SECOND_FEEDBACK] > 0);
		assert_true(hits.hits[i].score == sum);
		assert_true(i == 0 || hits.hits[i - 1].score >=
			hits.hits[i].score);
		tw_reranker_done(&reranker);
	}
	tw_feedback_free(made);
	tw_hits_done(&hits);
	tw_query_free(asked);
	tw_reader_free(from);
}

static void
test_nothing_found_gives_nothing(void **state)
{
	struct tw_recency none = {0, 0};
	struct tw_feedback *made = NULL;
	struct tw_hits hits = {0};

	(void)state;
	add_articles();
	struct tw_reader *from = open_reader();
	struct tw_query *asked = parse(TW_STR("nowhere"), false);

	index_ok(tw_rerank_expanded(from, asked, &none, &hits, 200, &made,
		&err));
	tw_feedback_free(made);
	tw_query_free(asked);
	tw_reader_free(from);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_words_of_the_best_count_by_what_these_scored),
		TEST(test_words_of_many_or_of_one_do_not),
		TEST(test_articles_may_be_asked_about_in_any_order),
		TEST(test_hits_are_scored_by_feedback_too),
		TEST(test_nothing_found_gives_nothing),
	};

	return cmocka_run_group_tests_name("feedback", tests, NULL, NULL);
}
