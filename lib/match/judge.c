/* judge.c: the score of single articles, part by part. */
/* SPDX-License-Identifier: MIT */
#include "match/judge.h"

#include "base/alloc.h"
#include "index/length.h"
#include "match/expand.h"
#include "match/plan.h"
#include "match/term.h"
#include "query/parse.h"

/* A scored part of the query. */
struct piece {
	const struct tw_node *node;
	const struct tw_query_term *term;	/* of a WORD */
	float factor;
	float idf;
	float weight;		/* of a term */
	struct tw_plan *plan;	/* of a clause that is a query of its own */
	struct piece *first;	/* of a GROUP that is added up by itself */
	struct piece *next;

	/* In the present segment. */
	struct tw_arena arena;
	struct tw_cursor *cursor;	/* NULL: none there */
};

struct tw_judge {
	struct tw_reader *reader;
	const struct tw_query *query;
	struct tw_arena arena;
	struct tw_bm25 bm25[TW_FIELD_RANKED];
	struct piece *first;
	struct tw_buf parts;		/* struct tw_part */
	uint32_t segment;		/* UINT32_MAX: none yet */
};

/* Where pieces are added, and what is around them. */
struct making {
	struct tw_judge *judge;
	struct piece **link;
	const struct tw_node *around[TW_QUERY_DEPTH_MAX + 1];
	uint32_t depth;
	trawl_error *err;
};

static struct piece *
add_piece(struct making *making, const struct tw_node *node, float factor)
{
	struct piece *piece = tw_arena_zeroed(&making->judge->arena, 1,
		sizeof(*piece));

	if (!piece)
		return NULL;
	piece->node = node;
	piece->factor = factor;
	*making->link = piece;
	making->link = &piece->next;
	return piece;
}

static bool
has_content(const struct tw_node *word)
{
	for (uint32_t i = 0; i < word->term_count; i++)
		if (word->terms[i].kind == TW_TOKEN_MAIN &&
			!word->terms[i].stop)
			return true;
	return false;
}

/* The terms of a word, weighed as match/plan.c does. */
static int
add_word(struct making *making, const struct tw_node *word, float factor)
{
	struct tw_reader *reader = making->judge->reader;
	enum tw_index_field field = tw_field_of(word);
	bool stops_count = !has_content(word);

	for (uint32_t i = 0; i < word->term_count; i++) {
		const struct tw_query_term *term = &word->terms[i];
		uint64_t df;

		if (term->stop && !stops_count)
			continue;
		struct piece *piece = add_piece(making, word, factor);

		if (!piece)
			return tw_no_memory(making->err);
		int status = tw_reader_df(reader, field, term->term, &df,
			making->err);
		if (status != TRAWL_OK)
			return status;
		piece->term = term;
		piece->idf = tw_bm25_idf(reader->live[field].docs, df);
		piece->weight = word->ranked ? factor *
			tw_query_weight(term->kind) * piece->idf : 0;
	}
	return TRAWL_OK;
}

/*
 * A clause as a query of its own, in groups with the boosts of those around
 * it: factors are multiplied as they are in the whole query.
 */
static int
isolate(struct making *making, struct piece *piece)
{
	struct tw_judge *judge = making->judge;
	uint32_t depth = making->depth;
	struct tw_node *chain = tw_arena_zeroed(&judge->arena,
		(size_t)depth + 1, sizeof(*chain));
	struct tw_query *alone = tw_arena_zeroed(&judge->arena, 1,
		sizeof(*alone));

	if (!alone || !chain)
		return tw_no_memory(making->err);
	for (uint32_t i = 0; i < depth; i++)
		chain[i] = (struct tw_node){
			.kind = TW_NODE_GROUP,
			.boost = making->around[i]->boost,
			.ranked = true,
			.height = making->around[i]->height,
			.first = &chain[i + 1],
		};
	chain[depth] = *piece->node;
	chain[depth].occur = TW_SHOULD;
	chain[depth].next = NULL;
	alone->root = chain;
	alone->alike = judge->query->alike;
	alone->analyzer = judge->query->analyzer;
	alone->term_count = judge->query->term_count;
	int status = tw_plan_new(judge->reader, alone, &piece->plan,
		making->err);

	if (status == TRAWL_OK)
		piece->plan->bm25 = judge->bm25;
	return status;
}

/* Whether a group is an or (match/parts.h). */
static bool
is_or(const struct tw_node *group)
{
	for (const struct tw_node *n = group->first; n; n = n->next)
		if (n->occur != TW_SHOULD)
			return false;
	return true;
}

static int add_group(struct making *making, const struct tw_node *group,
	float factor);

/* Recursion is bounded: see query/tree.h. */
static int
add_clause(struct making *making, const struct tw_node *group,
	const struct tw_node *node, float around)
{
	float factor = around * ((float)node->boost / TW_BOOST_ONE);
	bool is_group = node->kind == TW_NODE_GROUP;

	if (node->occur == TW_NOT || tw_query_is_left_out(group, node) ||
		tw_query_filters(node))
		return TRAWL_OK;
	if (node->kind == TW_NODE_WORD)
		return node->occur == TW_MUST && !node->ranked ? TRAWL_OK :
			add_word(making, node, factor);
	struct piece *piece = add_piece(making, node, factor);

	if (!piece)
		return tw_no_memory(making->err);
	int status = is_group && is_or(node) ? TRAWL_OK :
		isolate(making, piece);

	if (status != TRAWL_OK || !is_group)
		return status;
	struct making inner = *making;

	inner.link = &piece->first;
	return add_group(&inner, node, around);
}

static int
add_group(struct making *making, const struct tw_node *group, float around)
{
	float factor = around * ((float)group->boost / TW_BOOST_ONE);
	int status = TRAWL_OK;

	making->around[making->depth++] = group;
	for (const struct tw_node *n = group->first;
		n && status == TRAWL_OK; n = n->next)
		status = add_clause(making, group, n, factor);
	making->depth--;
	return status;
}

/* Half the average length, as a norm (index/length.h). */
static float
norm_least(const struct tw_ranking *ranking)
{
	double b = tw_ranking_b(ranking);

	return (float)(tw_ranking_k1(ranking) * (1 - b + b / 2));
}

static void
make_bm25(struct tw_judge *judge, bool floored)
{
	const struct tw_ranking *ranking = &judge->reader->root.ranking;
	float least = norm_least(ranking);

	for (int field = 0; field < TW_FIELD_RANKED; field++) {
		struct tw_bm25 *bm25 = &judge->bm25[field];

		tw_bm25_init(bm25, ranking, judge->reader->live[field].docs,
			judge->reader->live[field].length);
		for (int i = 0; floored && i < 256; i++)
			if (bm25->norm[i] < least)
				bm25->norm[i] = least;
	}
}

int
tw_judge_new(struct tw_reader *reader, const struct tw_query *query,
	bool floored, struct tw_judge **ret, trawl_error *err)
{
	struct tw_judge *judge = tw_alloc_zeroed(1, sizeof(*judge));

	if (!judge)
		return tw_no_memory(err);
	judge->reader = reader;
	judge->query = query;
	judge->segment = UINT32_MAX;
	make_bm25(judge, floored);
	struct making making = {.judge = judge, .link = &judge->first,
		.err = err};
	int status = TRAWL_OK;

	if (query->root)
		status = add_group(&making, query->root, 1);
	if (status == TRAWL_OK)
		*ret = judge;
	else
		tw_judge_free(judge);
	return status;
}

static void
leave(struct piece *first)
{
	for (struct piece *p = first; p; p = p->next) {
		if (p->cursor)
			tw_cursor_done(p->cursor);
		p->cursor = NULL;
		tw_arena_reset(&p->arena);
		leave(p->first);
	}
}

static void
free_pieces(struct piece *first)
{
	for (struct piece *p = first; p; p = p->next) {
		tw_arena_done(&p->arena);
		tw_plan_free(p->plan);
		free_pieces(p->first);
	}
}

void
tw_judge_free(struct tw_judge *judge)
{
	if (!judge)
		return;
	leave(judge->first);
	free_pieces(judge->first);
	tw_buf_done(&judge->parts);
	tw_arena_done(&judge->arena);
	tw_free(judge);
}

/* ------------------------------------------------------------------ */

static int
open_term(struct tw_judge *judge, struct tw_segment *segment,
	struct piece *piece, trawl_error *err)
{
	enum tw_index_field field = tw_field_of(piece->node);
	struct tw_term entry;
	int status = tw_segment_find(segment, field, piece->term->term,
		&entry, err);

	if (status == TRAWL_END)
		return TRAWL_OK;
	if (status != TRAWL_OK)
		return status;
	return tw_term_cursor(&piece->arena, segment, &entry,
		&judge->bm25[field], piece->weight, &piece->cursor, err);
}

static int
enter(struct tw_judge *judge, struct tw_segment *segment, struct piece *first,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (struct piece *p = first; p && status == TRAWL_OK; p = p->next) {
		if (p->term)
			status = open_term(judge, segment, p, err);
		else if (p->plan)
			status = tw_plan_cursor(p->plan, segment, &p->arena,
				&p->cursor, err);
		if (status == TRAWL_OK)
			status = enter(judge, segment, p->first, err);
	}
	return status;
}

/* Whether the piece has the article; an or may have it. */
static int
find(struct piece *piece, uint32_t doc, bool *ret, trawl_error *err)
{
	*ret = !piece->cursor && piece->first;
	if (!piece->cursor || piece->cursor->doc == TW_NO_DOC)
		return TRAWL_OK;
	int status = tw_cursor_seek(piece->cursor, doc, err);

	*ret = piece->cursor->doc == doc;
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int judge_all(struct tw_judge *judge, struct piece *first, uint32_t doc,
	float *ret, trawl_error *err);

static int
judge_group(struct tw_judge *judge, struct piece *piece, uint32_t doc,
	float *ret, trawl_error *err)
{
	struct tw_part part = {.node = piece->node, .boost = piece->factor};
	size_t at = judge->parts.n;

	tw_buf_add(&judge->parts, &part, sizeof(part));
	int status = judge_all(judge, piece->first, doc, ret, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&judge->parts, err);
	if (status != TRAWL_OK)
		return status;
	if (judge->parts.n == at + sizeof(part)) {	/* nothing in it */
		judge->parts.n = at;
		return TRAWL_OK;
	}
	struct tw_part *group = (void *)(judge->parts.p + at);

	group->score = *ret;
	group->inside = (uint32_t)((judge->parts.n - at) / sizeof(part) - 1);
	return TRAWL_OK;
}

static int
judge_piece(struct tw_judge *judge, struct piece *piece, uint32_t doc,
	float *ret, trawl_error *err)
{
	struct tw_part part = {
		.node = piece->node,
		.term = piece->term,
		.boost = piece->factor,
		.idf = piece->idf,
	};
	int status = tw_cursor_score(piece->cursor, ret, err);

	if (status != TRAWL_OK)
		return status;
	part.score = *ret;
	if (piece->term) {
		struct tw_term_cursor *term = tw_term_of(piece->cursor);
		uint8_t length;

		status = tw_segment_length_byte(term->segment, term->field,
			doc, &length, err);
		if (status != TRAWL_OK)
			return status;
		part.freq = tw_postings_freq(&term->postings);
		part.norm = term->bm25->norm[length];
	}
	tw_buf_add(&judge->parts, &part, sizeof(part));
	return TRAWL_OK;
}

static int
judge_all(struct tw_judge *judge, struct piece *first, uint32_t doc,
	float *ret, trawl_error *err)
{
	float sum = 0;

	for (struct piece *p = first; p; p = p->next) {
		float score = 0;
		bool has;
		int status = find(p, doc, &has, err);

		if (status == TRAWL_OK && has)
			status = p->first ?
				judge_group(judge, p, doc, &score, err) :
				judge_piece(judge, p, doc, &score, err);
		if (status != TRAWL_OK)
			return status;
		sum += score;
	}
	*ret = sum;
	return TRAWL_OK;
}

int
tw_judge_score(struct tw_judge *judge, uint32_t segment, uint32_t doc,
	float *ret, trawl_error *err)
{
	int status = TRAWL_OK;

	if (judge->segment != segment) {
		leave(judge->first);
		judge->segment = segment;
		status = enter(judge, &judge->reader->segments[segment],
			judge->first, err);
	}
	tw_buf_reset(&judge->parts);
	if (status == TRAWL_OK)
		status = judge_all(judge, judge->first, doc, ret, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&judge->parts, err);
	return status;
}

int
tw_judge_norm(struct tw_judge *judge, uint32_t segment, uint32_t doc,
	float *ret, trawl_error *err)
{
	uint8_t length;
	int status = tw_segment_length_byte(&judge->reader->segments[segment],
		TW_FIELD_ALL, doc, &length, err);

	if (status == TRAWL_OK)
		*ret = judge->bm25[TW_FIELD_ALL].norm[length];
	return status;
}

const struct tw_part *
tw_judge_parts(const struct tw_judge *judge, uint32_t *ret_count)
{
	*ret_count = (uint32_t)(judge->parts.n / sizeof(struct tw_part));
	return (const struct tw_part *)(const void *)judge->parts.p;
}
