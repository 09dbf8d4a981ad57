/* rerank.c: the second stage of the ranking: the best, by their texts. */
/* SPDX-License-Identifier: MIT */
#include "result/rerank.h"

#include <assert.h>
#include <stdlib.h>

#include "index/length.h"

#define PAIRS 0.2F
#define SENTENCE 0.35F
#define TITLE 0.5F
#define FEEDBACK 0.1F

const char *
tw_second_name(enum tw_second_part part)
{
	static const char *const names[] = {
		[TW_SECOND_BM25] = "bm25",
		[TW_SECOND_PAIRS] = "pairs",
		[TW_SECOND_SENTENCE] = "sentence",
		[TW_SECOND_OTHER_SENTENCE] = "other sentence",
		[TW_SECOND_TITLE] = "title",
		[TW_SECOND_FEEDBACK] = "feedback",
	};

	static_assert(sizeof(names) / sizeof(*names) == TW_SECOND_PARTS,
		"each part has a name");
	return names[part];
}

float
tw_second_sum(const struct tw_second *second)
{
	float sum = second->part[0];

	for (int i = 1; i < TW_SECOND_PARTS; i++)
		sum += second->part[i];
	return sum * second->factor;
}

int
tw_reranker_init(struct tw_reranker *reranker, struct tw_reader *reader,
	const struct tw_query *query, trawl_error *err)
{
	*reranker = (struct tw_reranker){
		.reader = reader,
		.scale = 1 / (float)(tw_ranking_k1(&reader->root.ranking) + 1),
	};
	int status = tw_judge_new(reader, query, true, &reranker->judge, err);

	if (status == TRAWL_OK)
		status = tw_says_new(reader, query, &reranker->says, err);
	return status;
}

void
tw_reranker_done(struct tw_reranker *reranker)
{
	tw_judge_free(reranker->judge);
	tw_says_free(reranker->says);
}

static int
find_factor(struct tw_reranker *reranker, uint32_t segment, uint32_t doc,
	float *ret, trawl_error *err)
{
	uint32_t date;

	*ret = 1;
	if (!tw_recency_counts(&reranker->recency))
		return TRAWL_OK;
	int status = tw_segment_date(&reranker->reader->segments[segment],
		doc, &date, err);

	if (status == TRAWL_OK)
		*ret = tw_recency_factor(&reranker->recency, date);
	return status;
}

int
tw_reranker_score(struct tw_reranker *reranker, uint32_t segment,
	uint32_t doc, struct tw_second *ret, trawl_error *err)
{
	struct tw_second second = {.factor = 1};
	struct tw_said said;
	float norm;
	int status = tw_judge_score(reranker->judge, segment, doc,
		&second.part[TW_SECOND_BM25], err);

	if (status == TRAWL_OK)
		status = tw_judge_norm(reranker->judge, segment, doc, &norm,
			err);
	if (status == TRAWL_OK)
		status = tw_says_read(reranker->says, segment, doc, norm,
			&said, err);
	if (status == TRAWL_OK && reranker->feedback)
		status = tw_feedback_score(reranker->feedback, segment, doc,
			norm, &second.part[TW_SECOND_FEEDBACK], err);
	if (status == TRAWL_OK)
		status = find_factor(reranker, segment, doc, &second.factor,
			err);
	if (status != TRAWL_OK)
		return status;
	float sentence = SENTENCE * reranker->scale;

	second.part[TW_SECOND_PAIRS] = PAIRS * said.pairs;
	second.part[TW_SECOND_SENTENCE] = sentence * said.sentence[0];
	second.part[TW_SECOND_OTHER_SENTENCE] = sentence * said.sentence[1];
	second.part[TW_SECOND_TITLE] = TITLE * reranker->scale * said.title;
	second.in_title = said.in_title;
	second.score = tw_second_sum(&second);
	*ret = second;
	return TRAWL_OK;
}

static int
compare_places(const void *left, const void *right)
{
	const struct tw_hit *a = left;
	const struct tw_hit *b = right;

	if (a->segment != b->segment)
		return a->segment < b->segment ? -1 : 1;
	return (a->doc > b->doc) - (a->doc < b->doc);
}

static int
compare_scores(const void *left, const void *right)
{
	const struct tw_hit *a = left;
	const struct tw_hit *b = right;

	if (a->score > b->score || a->score < b->score)
		return a->score > b->score ? -1 : 1;
	return compare_places(left, right);
}

/* Scores hits, which stand by their places, and sorts them. */
static int
score_all(struct tw_reranker *reranker, struct tw_hit *hits, uint32_t count,
	trawl_error *err)
{
	int status = TRAWL_OK;

	qsort(hits, count, sizeof(*hits), compare_places);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		struct tw_second second;

		status = tw_reranker_score(reranker, hits[i].segment,
			hits[i].doc, &second, err);
		if (status == TRAWL_OK)
			hits[i].score = second.score;
	}
	if (status == TRAWL_OK)
		qsort(hits, count, sizeof(*hits), compare_scores);
	return status;
}

int
tw_rerank(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_recency *recency, struct tw_hits *hits, uint32_t most,
	trawl_error *err)
{
	struct tw_reranker reranker = {0};
	uint32_t count = hits->count < most ? hits->count : most;

	if (count == 0)
		return TRAWL_OK;
	int status = tw_reranker_init(&reranker, reader, query, err);

	reranker.recency = *recency;
	if (status == TRAWL_OK)
		status = score_all(&reranker, hits->hits, count, err);
	tw_reranker_done(&reranker);
	return status;
}

/*
 * Who says most of the feedback's terms gains as much as FEEDBACK of the best
 * score; `hits` are the best first, and stand by their places then.
 */
static int
fit(struct tw_reranker *reranker, struct tw_feedback *feedback,
	struct tw_hit *hits, uint32_t count, trawl_error *err)
{
	float best = hits[0].score;
	float most = 0;
	int status = TRAWL_OK;

	qsort(hits, count, sizeof(*hits), compare_places);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		float norm;
		float says = 0;

		status = tw_judge_norm(reranker->judge, hits[i].segment,
			hits[i].doc, &norm, err);
		if (status == TRAWL_OK)
			status = tw_feedback_score(feedback, hits[i].segment,
				hits[i].doc, norm, &says, err);
		if (says > most)
			most = says;
	}
	tw_feedback_scale(feedback, most > 0 ? FEEDBACK * best / most : 0);
	return status;
}

int
tw_rerank_expanded(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_recency *recency, struct tw_hits *hits, uint32_t most,
	struct tw_feedback **ret, trawl_error *err)
{
	struct tw_reranker reranker = {0};
	struct tw_feedback *feedback = NULL;
	uint32_t count = hits->count < most ? hits->count : most;
	uint32_t best = count < TW_FEEDBACK_ARTICLES ? count :
		TW_FEEDBACK_ARTICLES;
	int status = tw_rerank(reader, query, recency, hits, most, err);

	if (status == TRAWL_OK)
		status = tw_reranker_init(&reranker, reader, query, err);
	if (status == TRAWL_OK)
		status = tw_feedback_new(reader, query->analyzer,
			reranker.judge, hits->hits, best, &feedback, err);
	if (status == TRAWL_OK && count > 0)
		status = fit(&reranker, feedback, hits->hits, count, err);
	reranker.recency = *recency;
	reranker.feedback = feedback;
	if (status == TRAWL_OK && count > 0)
		status = score_all(&reranker, hits->hits, count, err);
	tw_reranker_done(&reranker);
	if (status == TRAWL_OK)
		*ret = feedback;
	else
		tw_feedback_free(feedback);
	return status;
}
