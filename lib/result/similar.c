/* similar.c: the query for articles about what one is about. */
/* SPDX-License-Identifier: MIT */
#include "result/similar.h"

#include <stdlib.h>

#include "base/map.h"
#include "match/bm25.h"
#include "match/search.h"
#include "query/parse.h"
#include "query/print.h"
#include "result/folded.h"
#include "text/sketch.h"

/*
 * "Interesting terms", as Lucene's MoreLikeThis has them (Salton, "The SMART
 * Retrieval System", 1971), but weighed as the engine weighs them: what BM25
 * gives the article for a word says how much it is about it and how rare that
 * is.
 */
#define DEPTH 100
#define K1 1.2
#define B 0.75

struct word {
	struct tw_str term;
	struct tw_str surface;	/* where it stands first */
	uint32_t freq;
	float share;		/* of its score, by its frequency: below 1 */
	float score;
};

struct gathering {
	struct tw_str text;	/* that is being read */
	uint32_t weight;	/* of an occurrence in it */
	uint32_t length;	/* content words, as lengths count them */
	struct tw_map terms;	/* to places in words */
	struct tw_buf words;	/* struct word */
	bool failed;
};

/* Whether a query reads it as a word, and nothing else. */
static bool
is_plain(struct tw_str word)
{
	for (size_t i = 0; i < word.n; i++) {
		uint8_t byte = (uint8_t)word.p[i];
		uint8_t small = byte | 0x20;

		if (byte < 0x80 && !(small >= 'a' && small <= 'z') &&
			!(byte >= '0' && byte <= '9'))
			return false;
	}
	return word.n > 0;
}

/* A tw_token_fn. */
static int
take_token(void *context, const struct tw_token *token)
{
	struct gathering *gathering = context;
	struct word word = {
		.surface = tw_str(gathering->text.p + token->start,
			token->end - token->start),
	};
	uint32_t *place;
	bool is_new;

	if (token->kind != TW_TOKEN_MAIN || token->stop)
		return TRAWL_OK;
	gathering->length += gathering->weight;
	if (!is_plain(word.surface))
		return TRAWL_OK;
	if (!tw_map_insert(&gathering->terms, tw_str(token->term,
			token->term_length), gathering->terms.count, &place,
			&word.term, &is_new)) {
		gathering->failed = true;
		return TRAWL_OK;
	}
	if (is_new)
		tw_buf_add(&gathering->words, &word, sizeof(word));
	if (!tw_buf_failed(&gathering->words))
		((struct word *)(void *)gathering->words.p)[*place].freq +=
			gathering->weight;
	return TRAWL_OK;
}

static int
gather(struct gathering *gathering, struct tw_analyzer *analyzer,
	struct tw_str text, uint32_t weight, trawl_error *err)
{
	gathering->text = text;
	gathering->weight = weight;
	int status = tw_analyze(analyzer, text, take_token, gathering, err);

	if (status == TRAWL_OK && gathering->failed)
		status = tw_no_memory(err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&gathering->words, err);
	return status;
}

/* What each word scores; nothing if no article has it. */
static int
score_words(struct gathering *gathering, struct tw_reader *reader,
	trawl_error *err)
{
	const struct tw_field_stats *live = &reader->live[TW_FIELD_ALL];
	struct word *words = (struct word *)(void *)gathering->words.p;
	size_t count = gathering->words.n / sizeof(*words);
	double average = live->length > 0 ?
		(double)live->length / (double)live->docs : 1;
	float norm = (float)(K1 * (1 - B + B * gathering->length / average));

	for (size_t i = 0; i < count; i++) {
		uint64_t df = 0;
		int status = tw_reader_df(reader, TW_FIELD_ALL, words[i].term,
			&df, err);

		if (status != TRAWL_OK)
			return status;
		words[i].share = (float)words[i].freq /
			((float)words[i].freq + norm);
		words[i].score = df > 0 ? words[i].share *
			tw_bm25_idf(live->docs, df) : 0;
	}
	return TRAWL_OK;
}

/* The best first, equal ones by their bytes. */
static int
compare(const void *left, const void *right)
{
	const struct word *a = left;
	const struct word *b = right;

	if (a->score > b->score || a->score < b->score)
		return a->score > b->score ? -1 : 1;
	return tw_str_compare(a->term, b->term);
}

static void
print_words(struct gathering *gathering, const struct tw_analyzer *analyzer,
	uint32_t most, struct tw_buf *out)
{
	struct word *words = (struct word *)(void *)gathering->words.p;
	size_t count = gathering->words.n / sizeof(*words);

	if (count > 0)
		qsort(words, count, sizeof(*words), compare);
	for (size_t i = 0; i < count && i < most && words[i].score > 0; i++) {
		uint32_t boost = (uint32_t)(1000 * words[i].share);

		if (out->n > 0)
			tw_buf_add_byte(out, ' ');
		tw_analyzer_fold(analyzer, words[i].surface, out);
		tw_buf_addf(out, "^0.%03u", boost > 0 ? boost : 1);
	}
}

int
tw_similar_words(struct tw_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_doc *doc, uint32_t most, struct tw_buf *out,
	trawl_error *err)
{
	struct gathering gathering = {0};
	int status = gather(&gathering, analyzer, doc->field[TRAWL_TITLE],
		reader->root.ranking.title, err);

	if (status == TRAWL_OK)
		status = gather(&gathering, analyzer, doc->field[TRAWL_TEXT],
			1, err);
	if (status == TRAWL_OK)
		status = score_words(&gathering, reader, err);
	if (status == TRAWL_OK) {
		print_words(&gathering, analyzer, most, out);
		status = tw_buf_status(out, err);
	}
	tw_map_done(&gathering.terms);
	tw_buf_done(&gathering.words);
	return status;
}

/* ------------------------------------------------------------------ */

/* -id:... */
static void
leave_out(struct tw_str id, struct tw_buf *out)
{
	struct tw_node leaf = {
		.kind = TW_NODE_VALUE,
		.occur = TW_NOT,
		.field = TW_QUERY_ID,
		.boost = TW_BOOST_ONE,
		.text = id,
	};
	struct tw_node group = {
		.kind = TW_NODE_GROUP,
		.boost = TW_BOOST_ONE,
		.first = &leaf,
	};

	if (id.n == 0)
		return;
	tw_buf_add_byte(out, ' ');
	tw_query_print(&group, out);
}

/* A tw_token_fn. */
static int
count_word(void *context, const struct tw_token *token)
{
	*(uint32_t *)context += token->kind == TW_TOKEN_MAIN && !token->stop;
	return TRAWL_OK;
}

static int
read_source(struct tw_analyzer *analyzer, const struct tw_doc *doc,
	struct tw_arena *arena, struct tw_story *ret, trawl_error *err)
{
	struct tw_buf hashes = {0};
	struct tw_story story = {0};
	int status = tw_text_hashes(analyzer, doc->field[TRAWL_TEXT], &hashes,
		err);

	if (status == TRAWL_OK) {
		story.sketch = tw_sketch_hashes(
			(const uint32_t *)(const void *)hashes.p,
			hashes.n / sizeof(uint32_t));
		status = tw_analyze(analyzer, doc->field[TRAWL_TEXT],
			count_word, &story.words, err);
		story.is_measured = true;
	}
	tw_buf_done(&hashes);
	if (status == TRAWL_OK)
		status = tw_read_story(&story, doc->field[TRAWL_TITLE],
			doc->field[TRAWL_TEXT], arena, err);
	if (status == TRAWL_OK)
		*ret = story;
	return status;
}

/* Leaves a hit out if it reads like the source. */
static int
compare_hit(struct tw_reader *reader, const struct tw_hit *hit,
	const struct tw_story *source, struct tw_arena *arena,
	struct tw_buf *out, uint32_t *count, trawl_error *err)
{
	struct tw_segment *segment = &reader->segments[hit->segment];
	struct tw_story story;
	struct tw_str id;
	int status = tw_story_open(segment, hit->doc, &story, err);

	if (status != TRAWL_OK || !tw_are_near(source, &story))
		return status;
	status = tw_story_measure(&story, segment, hit->doc, err);
	if (status != TRAWL_OK || !tw_may_be_alike(source, &story))
		return status;
	status = tw_story_read(&story, segment, hit->doc, arena, err);
	if (status != TRAWL_OK || !tw_are_alike(source, &story))
		return status;
	status = tw_segment_id(segment, hit->doc, &id, err);
	if (status == TRAWL_OK) {
		leave_out(id, out);
		++*count;
	}
	return status;
}

static int
search(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, struct tw_hits *ret, trawl_error *err)
{
	struct tw_query *query;
	int status = tw_query_parse(text, analyzer, NULL, &query, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_search(reader, query, DEPTH, false, ret, err);
	ret->cut = NULL;
	tw_query_free(query);
	return status;
}

int
tw_similar_others(struct tw_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_doc *doc, struct tw_buf *out, trawl_error *err)
{
	struct tw_arena arena = {0};
	struct tw_story source;
	struct tw_hits hits = {0};
	uint32_t count = 0;

	leave_out(doc->field[TRAWL_ID], out);
	int status = tw_buf_status(out, err);

	if (status == TRAWL_OK)
		status = read_source(analyzer, doc, &arena, &source, err);
	if (status == TRAWL_OK)
		status = search(reader, analyzer, tw_buf_str(out), &hits, err);
	for (uint32_t i = 0; i < hits.count && status == TRAWL_OK &&
		count < TW_SIMILAR_ALIKE; i++)
		status = compare_hit(reader, &hits.hits[i], &source, &arena,
			out, &count, err);
	tw_hits_done(&hits);
	tw_arena_done(&arena);
	return status == TRAWL_OK ? tw_buf_status(out, err) : status;
}
