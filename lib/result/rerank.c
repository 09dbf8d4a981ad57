/* rerank.c: the second stage of the ranking: the best, by their texts. */
/* SPDX-License-Identifier: MIT */
#include "result/rerank.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "index/length.h"

#define PAIRS 0.2F
#define SENTENCE 0.35F
#define TITLE 0.5F
#define FEEDBACK 0.1F

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

/* A hit, and what its score is made of. */
struct ranked {
	struct tw_hit hit;
	struct tw_second second;
};

static int
compare_places(const void *left, const void *right)
{
	const struct ranked *a = left;
	const struct ranked *b = right;

	if (a->hit.segment != b->hit.segment)
		return a->hit.segment < b->hit.segment ? -1 : 1;
	return (a->hit.doc > b->hit.doc) - (a->hit.doc < b->hit.doc);
}

static int
compare_scores(const void *left, const void *right)
{
	const struct ranked *a = left;
	const struct ranked *b = right;

	if (a->second.score > b->second.score ||
		a->second.score < b->second.score)
		return a->second.score > b->second.score ? -1 : 1;
	return compare_places(left, right);
}

/* Sorts by scores; the hits are those then. */
static void
put_in_order(struct ranked *ranked, uint32_t count, struct tw_hit *hits)
{
	qsort(ranked, count, sizeof(*ranked), compare_scores);
	for (uint32_t i = 0; i < count; i++) {
		hits[i] = ranked[i].hit;
		hits[i].score = ranked[i].second.score;
	}
}

/* Scores hits, and puts them in order; *ret is freed by the caller. */
static int
score_all(struct tw_reranker *reranker, struct tw_hit *hits, uint32_t count,
	struct ranked **ret, trawl_error *err)
{
	struct ranked *ranked = tw_alloc_zeroed(count + (size_t)1,
		sizeof(*ranked));
	int status = ranked ? TRAWL_OK : tw_no_memory(err);

	if (!ranked)
		return status;
	for (uint32_t i = 0; i < count; i++)
		ranked[i].hit = hits[i];
	qsort(ranked, count, sizeof(*ranked), compare_places);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++)
		status = tw_reranker_score(reranker, ranked[i].hit.segment,
			ranked[i].hit.doc, &ranked[i].second, err);
	if (status != TRAWL_OK) {
		tw_free(ranked);
		return status;
	}
	put_in_order(ranked, count, hits);
	*ret = ranked;
	return TRAWL_OK;
}

int
tw_rerank(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_recency *recency, struct tw_hits *hits, uint32_t most,
	trawl_error *err)
{
	struct tw_reranker reranker = {0};
	struct ranked *ranked = NULL;
	uint32_t count = hits->count < most ? hits->count : most;

	if (count == 0)
		return TRAWL_OK;
	int status = tw_reranker_init(&reranker, reader, query, err);

	reranker.recency = *recency;
	if (status == TRAWL_OK)
		status = score_all(&reranker, hits->hits, count, &ranked,
			err);
	tw_free(ranked);
	tw_reranker_done(&reranker);
	return status;
}

/*
 * Who says most of the feedback's terms gains as much as FEEDBACK of the best
 * score; the first of the hits has that.
 */
static int
add_feedback(struct tw_reranker *reranker, struct tw_feedback *feedback,
	struct ranked *ranked, uint32_t count, trawl_error *err)
{
	float best = ranked[0].second.score;
	float most = 0;
	int status = TRAWL_OK;

	qsort(ranked, count, sizeof(*ranked), compare_places);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		const struct tw_hit *hit = &ranked[i].hit;
		float *says = &ranked[i].second.part[TW_SECOND_FEEDBACK];
		float norm;

		status = tw_judge_norm(reranker->judge, hit->segment,
			hit->doc, &norm, err);
		if (status == TRAWL_OK)
			status = tw_feedback_score(feedback, hit->segment,
				hit->doc, norm, says, err);
		if (*says > most)
			most = *says;
	}
	float scale = most > 0 ? FEEDBACK * best / most : 0;

	tw_feedback_scale(feedback, scale);
	for (uint32_t i = 0; i < count; i++) {
		ranked[i].second.part[TW_SECOND_FEEDBACK] *= scale;
		ranked[i].second.score = tw_second_sum(&ranked[i].second);
	}
	return status;
}

int
tw_rerank_expanded(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_recency *recency, struct tw_hits *hits, uint32_t most,
	struct tw_feedback **ret, trawl_error *err)
{
	struct tw_reranker reranker = {0};
	struct tw_feedback *feedback = NULL;
	struct ranked *ranked = NULL;
	uint32_t count = hits->count < most ? hits->count : most;
	uint32_t best = count < TW_FEEDBACK_ARTICLES ? count :
		TW_FEEDBACK_ARTICLES;
	int status = tw_reranker_init(&reranker, reader, query, err);

	reranker.recency = *recency;
	if (status == TRAWL_OK)
		status = score_all(&reranker, hits->hits, count, &ranked,
			err);
	if (status == TRAWL_OK)
		status = tw_feedback_new(reader, query->analyzer,
			reranker.judge, hits->hits, best, &feedback, err);
	if (status == TRAWL_OK && count > 0)
		status = add_feedback(&reranker, feedback, ranked, count, err);
	if (status == TRAWL_OK && count > 0)
		put_in_order(ranked, count, hits->hits);
	tw_free(ranked);
	tw_reranker_done(&reranker);
	if (status == TRAWL_OK)
		*ret = feedback;
	else
		tw_feedback_free(feedback);
	return status;
}
