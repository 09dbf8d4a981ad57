/* feedback.c: words that the best articles have in common. */
/* SPDX-License-Identifier: MIT */
#include "result/feedback.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "index/postings.h"
#include "index/stored.h"
#include "match/bm25.h"
#include "text/analyzer.h"

/* Of so many terms, the heaviest but for their idf, this is found out. */
#define LOOK_MOST 300

/* No more of a text is read: some 5,000 words. */
#define BYTES_MOST (32u << 10)

#define NO_SEGMENT UINT32_MAX

struct wanted {
	struct tw_term *entries;	/* in each segment */
	float weight;
};

struct list {
	bool is_open;
	struct tw_postings postings;
};

struct tw_feedback {
	struct tw_reader *reader;
	struct tw_arena arena;
	struct wanted terms[TW_FEEDBACK_TERMS];	/* the heaviest first */
	uint32_t count;
	float scale;
	uint32_t segment;	/* whose lists are open */
	uint32_t doc;		/* the last one asked about */
	struct list lists[TW_FEEDBACK_TERMS];	/* of the terms */
};

/* ------------------------------------------------------------------ */
/* The terms of the best.                                               */

struct gathered {
	struct tw_str term;
	float weight;
	uint32_t freq;		/* in the present article */
	uint32_t article;	/* that freq is of, from 1 */
};

struct gathering {
	struct tw_map map;	/* to a place in `terms` */
	struct tw_buf terms;	/* struct gathered */
	struct tw_buf found;	/* uint32_t: those of the present article */
	uint32_t article;
	uint32_t times;		/* that a word counts */
	trawl_error *err;
};

static struct gathered *
gathered_at(struct gathering *gathering, uint32_t i)
{
	return (struct gathered *)(void *)gathering->terms.p + i;
}

static bool
is_number(struct tw_str term)
{
	for (size_t i = 0; i < term.n; i++)
		if (term.p[i] < '0' || term.p[i] > '9')
			return false;
	return true;
}

static int
take_token(void *context, const struct tw_token *token)
{
	struct gathering *gathering = context;
	struct tw_str term = tw_str(token->term, token->term_length);
	uint32_t *place;
	bool is_new;

	if (token->kind != TW_TOKEN_MAIN || token->stop || term.n < 2 ||
		is_number(term))
		return TRAWL_OK;
	if (!tw_map_insert(&gathering->map, term, gathering->map.count,
		&place, &term, &is_new))
		return tw_no_memory(gathering->err);
	if (is_new) {
		struct gathered gathered = {.term = term};

		tw_buf_add(&gathering->terms, &gathered, sizeof(gathered));
		if (tw_buf_failed(&gathering->terms))
			return tw_no_memory(gathering->err);
	}
	struct gathered *gathered = gathered_at(gathering, *place);

	if (gathered->article != gathering->article) {
		gathered->article = gathering->article;
		gathered->freq = 0;
		tw_buf_add(&gathering->found, place, sizeof(*place));
	}
	gathered->freq += gathering->times;
	return TRAWL_OK;
}

/* The beginning of a long text, whole characters. */
static struct tw_str
cut(struct tw_str text)
{
	size_t n = BYTES_MOST;

	if (text.n <= n)
		return text;
	while (n > 0 && ((uint8_t)text.p[n] & 0xc0) == 0x80)
		n--;
	return tw_str(text.p, n);
}

static void
add_weights(struct gathering *gathering, float share, float norm)
{
	const uint32_t *found = (const void *)gathering->found.p;
	size_t count = gathering->found.n / sizeof(*found);

	for (size_t i = 0; i < count; i++) {
		struct gathered *gathered = gathered_at(gathering, found[i]);

		gathered->weight += tw_bm25_score(share, gathered->freq, norm);
	}
}

static int
gather_article(struct gathering *gathering, struct tw_reader *reader,
	struct tw_analyzer *analyzer, const struct tw_hit *hit, float share,
	float norm, trawl_error *err)
{
	struct tw_doc doc;
	int status = tw_stored_get(&reader->segments[hit->segment], hit->doc,
		&doc, err);

	gathering->article++;
	tw_buf_reset(&gathering->found);
	gathering->times = reader->root.ranking.title;
	if (status == TRAWL_OK)
		status = tw_analyze(analyzer, cut(doc.field[TRAWL_TITLE]),
			take_token, gathering, err);
	gathering->times = 1;
	if (status == TRAWL_OK)
		status = tw_analyze(analyzer, cut(doc.field[TRAWL_TEXT]),
			take_token, gathering, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&gathering->found, err);
	if (status == TRAWL_OK)
		add_weights(gathering, share, norm);
	return status;
}

static int
gather(struct gathering *gathering, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_judge *judge,
	const struct tw_hit *best, uint32_t count, trawl_error *err)
{
	float sum = 0;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < count; i++)
		sum += best[i].score;
	for (uint32_t i = 0; i < count && status == TRAWL_OK && sum > 0; i++) {
		float norm;

		status = tw_judge_norm(judge, best[i].segment, best[i].doc,
			&norm, err);
		if (status == TRAWL_OK)
			status = gather_article(gathering, reader, analyzer,
				&best[i], best[i].score / sum, norm, err);
	}
	return status;
}

/* ------------------------------------------------------------------ */
/* The heaviest of them.                                                */

static int
compare_weights(const void *left, const void *right)
{
	const struct gathered *a = left;
	const struct gathered *b = right;

	if (a->weight > b->weight || a->weight < b->weight)
		return a->weight > b->weight ? -1 : 1;
	return tw_str_compare(a->term, b->term);
}

/* Puts it among the heaviest so far, if it is one. */
static void
insert(struct tw_feedback *feedback, struct wanted wanted)
{
	uint32_t i = feedback->count;

	if (i == TW_FEEDBACK_TERMS) {
		if (feedback->terms[--i].weight >= wanted.weight)
			return;
	} else {
		feedback->count++;
	}
	for (; i > 0 && feedback->terms[i - 1].weight < wanted.weight; i--)
		feedback->terms[i] = feedback->terms[i - 1];
	feedback->terms[i] = wanted;
}

static int
weigh(struct tw_feedback *feedback, const struct gathered *gathered,
	trawl_error *err)
{
	struct tw_reader *reader = feedback->reader;
	uint64_t docs = reader->live[TW_FIELD_ALL].docs;
	struct wanted wanted = {
		.entries = tw_arena_zeroed(&feedback->arena,
			(size_t)reader->root.count + 1,
			sizeof(*wanted.entries)),
	};
	uint64_t df;

	if (!wanted.entries)
		return tw_no_memory(err);
	int status = tw_reader_find_term(reader, TW_FIELD_ALL, gathered->term,
		wanted.entries, &df, err);

	if (status != TRAWL_OK || df < 2 || df > docs / 10)
		return status;
	wanted.weight = gathered->weight * tw_bm25_idf(docs, df);
	insert(feedback, wanted);
	return TRAWL_OK;
}

static int
choose(struct tw_feedback *feedback, struct gathering *gathering,
	trawl_error *err)
{
	size_t count = gathering->terms.n / sizeof(struct gathered);
	int status = TRAWL_OK;

	if (count > 0)
		qsort(gathering->terms.p, count, sizeof(struct gathered),
			compare_weights);
	for (uint32_t i = 0; i < count && i < LOOK_MOST &&
		status == TRAWL_OK; i++)
		status = weigh(feedback, gathered_at(gathering, i), err);
	return status;
}

int
tw_feedback_new(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_judge *judge, const struct tw_hit *best, uint32_t count,
	struct tw_feedback **ret, trawl_error *err)
{
	struct tw_feedback *feedback = tw_alloc_zeroed(1, sizeof(*feedback));
	struct gathering gathering = {.err = err};

	if (!feedback)
		return tw_no_memory(err);
	feedback->reader = reader;
	feedback->scale = 1;
	feedback->segment = NO_SEGMENT;
	int status = gather(&gathering, reader, analyzer, judge, best, count,
		err);

	if (status == TRAWL_OK)
		status = choose(feedback, &gathering, err);
	tw_map_done(&gathering.map);
	tw_buf_done(&gathering.terms);
	tw_buf_done(&gathering.found);
	if (status == TRAWL_OK)
		*ret = feedback;
	else
		tw_feedback_free(feedback);
	return status;
}

/* ------------------------------------------------------------------ */

static void
leave(struct tw_feedback *feedback)
{
	for (uint32_t i = 0; i < feedback->count; i++) {
		tw_postings_close(&feedback->lists[i].postings);
		feedback->lists[i].is_open = false;
	}
	feedback->segment = NO_SEGMENT;
}

void
tw_feedback_free(struct tw_feedback *feedback)
{
	if (!feedback)
		return;
	leave(feedback);
	tw_arena_done(&feedback->arena);
	tw_free(feedback);
}

static int
enter(struct tw_feedback *feedback, uint32_t number, trawl_error *err)
{
	struct tw_segment *segment = &feedback->reader->segments[number];
	int status = TRAWL_OK;

	leave(feedback);
	for (uint32_t i = 0; i < feedback->count && status == TRAWL_OK; i++) {
		const struct tw_term *entry =
			&feedback->terms[i].entries[number];
		struct list *list = &feedback->lists[i];

		if (entry->df == 0)
			continue;
		status = tw_postings_open(&list->postings, segment, entry,
			err);
		list->is_open = status == TRAWL_OK;
	}
	if (status == TRAWL_OK)
		feedback->segment = number;
	return status;
}

static int
add_term(struct list *list, float weight, uint32_t doc, float norm,
	float *sum, trawl_error *err)
{
	struct tw_postings *postings = &list->postings;

	if (!list->is_open)
		return TRAWL_OK;
	int status = tw_postings_seek(postings, doc, err);

	if (status == TRAWL_END) {
		tw_postings_close(postings);
		list->is_open = false;
		return TRAWL_OK;
	}
	if (status == TRAWL_OK && postings->doc == doc)
		*sum += tw_bm25_score(weight, tw_postings_freq(postings),
			norm);
	return status;
}

void
tw_feedback_scale(struct tw_feedback *feedback, float scale)
{
	feedback->scale = scale;
}

int
tw_feedback_score(struct tw_feedback *feedback, uint32_t segment,
	uint32_t doc, float norm, float *ret, trawl_error *err)
{
	float sum = 0;
	int status = TRAWL_OK;

	if (feedback->segment != segment || doc < feedback->doc)
		status = enter(feedback, segment, err);
	feedback->doc = doc;
	for (uint32_t i = 0; i < feedback->count && status == TRAWL_OK; i++)
		status = add_term(&feedback->lists[i],
			feedback->terms[i].weight, doc, norm, &sum, err);
	if (status == TRAWL_OK)
		*ret = feedback->scale * sum;
	return status;
}
