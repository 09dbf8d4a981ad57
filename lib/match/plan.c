/* plan.c: a query tree to cursors over one segment. */
/* SPDX-License-Identifier: MIT */
#include "match/plan.h"

#include "base/alloc.h"
#include "match/expand.h"
#include "match/group.h"
#include "match/near.h"
#include "match/parts.h"
#include "match/phrase.h"
#include "match/prefix.h"
#include "match/synonyms.h"
#include "match/term.h"

/*
 * A node with what its terms are worth. Recursion over these trees is as deep
 * as the parser lets a query be: TW_QUERY_DEPTH_MAX.
 */
struct tw_weighted {
	const struct tw_node *node;
	float *weight;			/* of each term: weight * idf, below 0
					   if the term does not count */
	struct tw_term *entries;	/* of each term that counts, in each
					   segment; df 0 if it is not there */
	float phrase_weight;
	float factor;			/* the boosts of the node and of the
					   groups it is in */
	struct tw_expansion *expansion;	/* of a PREFIX; NULL: all alike */
	struct tw_weighted *first;
	struct tw_weighted *next;
};

/* ------------------------------------------------------------------ */
/* Weights, once for all segments.                                      */

static bool
has_content_word(const struct tw_node *node)
{
	for (uint32_t i = 0; i < node->term_count; i++)
		if (node->terms[i].kind == TW_TOKEN_MAIN &&
			!node->terms[i].stop)
			return true;
	return false;
}

/* The entries of a term in all segments, and its live articles. */
static int
look_up(struct tw_reader *reader, enum tw_index_field field,
	struct tw_str term, struct tw_term *entries, uint64_t *ret_df,
	trawl_error *err)
{
	uint64_t df = 0;

	for (uint32_t i = 0; i < reader->root.count; i++) {
		int status = tw_segment_find(&reader->segments[i], field, term,
			&entries[i], err);

		if (status < 0)
			return status;
		if (status == TRAWL_OK)
			df += entries[i].df - entries[i].dead;
		else
			entries[i].df = 0;
	}
	*ret_df = df;
	return TRAWL_OK;
}

/* Stop words do not count beside other words of the node. */
static int
weigh_terms(struct tw_reader *reader, struct tw_plan *plan,
	struct tw_weighted *weighted, trawl_error *err)
{
	const struct tw_node *node = weighted->node;
	enum tw_index_field field = tw_field_of(node);
	bool stops_count = !has_content_word(node);

	weighted->weight = tw_arena_zeroed(&plan->arena, node->term_count,
		sizeof(float));
	weighted->entries = tw_arena_zeroed(&plan->arena,
		(size_t)node->term_count * reader->root.count + 1,
		sizeof(struct tw_term));
	if (!weighted->weight || !weighted->entries)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < node->term_count; i++) {
		const struct tw_query_term *term = &node->terms[i];
		uint64_t df;

		weighted->weight[i] = -1;
		if (term->stop && !stops_count)
			continue;
		int status = look_up(reader, field, term->term,
			weighted->entries + (size_t)i * reader->root.count,
			&df, err);
		if (status != TRAWL_OK)
			return status;
		float idf = tw_bm25_idf(reader->live[field].docs, df);
		weighted->weight[i] = weighted->factor *
			tw_query_weight(term->kind) * idf;
		weighted->phrase_weight += weighted->factor * idf;
	}
	return TRAWL_OK;
}

/* Where articles are but left out, or all score alike, all terms serve. */
static int
weigh_prefix(struct tw_reader *reader, struct tw_plan *plan,
	struct tw_weighted *weighted, trawl_error *err)
{
	struct tw_expansion *expansion = tw_arena_zeroed(&plan->arena, 1,
		sizeof(*expansion));

	if (!expansion)
		return tw_no_memory(err);
	int status = tw_expand(reader, weighted->node, &plan->arena,
		expansion, err);

	if (status != TRAWL_OK)
		return status;
	expansion->weight *= weighted->factor;
	weighted->expansion = expansion;
	if (expansion->is_cut && !plan->cut)
		plan->cut = weighted->node;
	return TRAWL_OK;
}

static int
weigh(struct tw_reader *reader, struct tw_plan *plan,
	const struct tw_node *node, bool alike, float factor,
	struct tw_weighted **ret, trawl_error *err)
{
	struct tw_weighted *weighted = tw_arena_zeroed(&plan->arena, 1,
		sizeof(*weighted));

	if (!weighted)
		return tw_no_memory(err);
	weighted->node = node;
	weighted->factor = factor * ((float)node->boost / TW_BOOST_ONE);
	*ret = weighted;
	alike |= node->occur == TW_NOT;
	if (node->kind == TW_NODE_PREFIX)
		return alike ? TRAWL_OK
			     : weigh_prefix(reader, plan, weighted, err);
	if (node->kind != TW_NODE_GROUP)
		return tw_query_filters(node) ? TRAWL_OK
			: weigh_terms(reader, plan, weighted, err);
	struct tw_weighted **link = &weighted->first;
	for (const struct tw_node *child = node->first; child;
		child = child->next) {
		int status = weigh(reader, plan, child, alike,
			weighted->factor, link, err);

		if (status != TRAWL_OK)
			return status;
		link = &(*link)->next;
	}
	return TRAWL_OK;
}

/* The same for all searches of a reader. */
static int
make_bm25(struct tw_reader *reader, trawl_error *err)
{
	struct tw_bm25 *bm25 = tw_alloc(TW_FIELD_RANKED * sizeof(*bm25));

	if (!bm25)
		return tw_no_memory(err);
	for (int i = 0; i < TW_FIELD_RANKED; i++)
		tw_bm25_init(&bm25[i], reader->live[i].docs,
			reader->live[i].length);
	reader->bm25 = bm25;
	return TRAWL_OK;
}

int
tw_plan_new(struct tw_reader *reader, const struct tw_query *query,
	struct tw_plan **ret, trawl_error *err)
{
	struct tw_arena arena = tw_reader_borrow(reader);
	struct tw_plan *plan = tw_arena_zeroed(&arena, 1, sizeof(*plan));
	int status = TRAWL_OK;

	if (!plan) {
		tw_reader_give_back(reader, arena);
		return tw_no_memory(err);
	}
	plan->reader = reader;
	plan->arena = arena;
	if (!reader->bm25)
		status = make_bm25(reader, err);
	plan->bm25 = reader->bm25;
	if (status == TRAWL_OK && query->root)
		status = weigh(reader, plan, query->root, query->alike, 1,
			&plan->root, err);
	if (status != TRAWL_OK) {
		tw_plan_free(plan);
		return status;
	}
	*ret = plan;
	return TRAWL_OK;
}

void
tw_plan_free(struct tw_plan *plan)
{
	if (!plan)
		return;
	tw_reader_give_back(plan->reader, plan->arena);
}

/* ------------------------------------------------------------------ */
/* Cursors, for each segment.                                           */

struct builder {
	const struct tw_plan *plan;
	struct tw_segment *segment;
	struct tw_arena *arena;
	trawl_error *err;
};

static int
none(struct builder *builder, struct tw_cursor **ret)
{
	*ret = tw_none_cursor(builder->arena);
	return *ret ? TRAWL_OK : tw_no_memory(builder->err);
}

/* A list of cursors with room for `most`. */
static int
new_list(struct builder *builder, size_t most, struct tw_cursors *ret)
{
	ret->count = 0;
	ret->cursor = tw_arena_zeroed(builder->arena, most + 1,
		sizeof(struct tw_cursor *));
	return ret->cursor ? TRAWL_OK : tw_no_memory(builder->err);
}

static void
add(struct tw_cursors *list, struct tw_cursor *cursor)
{
	list->cursor[list->count++] = cursor;
}

static void
done(struct tw_cursors *list)
{
	for (uint32_t i = 0; i < list->count; i++)
		tw_cursor_done(list->cursor[i]);
}

/* The entry of the i-th term of a node; TRAWL_END if there is none. */
static int
find_term(struct builder *builder, const struct tw_weighted *weighted,
	uint32_t i, struct tw_term *ret)
{
	const struct tw_reader *reader = builder->plan->reader;
	const struct tw_node *node = weighted->node;
	size_t number = (size_t)(builder->segment - reader->segments);

	if (weighted->weight[i] < 0)
		return tw_segment_find(builder->segment, tw_field_of(node),
			node->terms[i].term, ret, builder->err);
	*ret = weighted->entries[i * (size_t)reader->root.count + number];
	return ret->df > 0 ? TRAWL_OK : TRAWL_END;
}

/* The cursor of the i-th term of a node; of weight 0 if it is not ranked. */
static int
build_term(struct builder *builder, const struct tw_weighted *weighted,
	uint32_t i, struct tw_cursor **ret)
{
	float weight = weighted->node->ranked ? weighted->weight[i] : 0;
	enum tw_index_field field = tw_field_of(weighted->node);
	struct tw_term entry;
	int status = find_term(builder, weighted, i, &entry);

	if (status == TRAWL_END)
		return none(builder, ret);
	if (status != TRAWL_OK)
		return status;
	return tw_term_cursor(builder->arena, builder->segment, &entry,
		&builder->plan->bm25[field], weight, ret, builder->err);
}

/* The MAIN terms of a node, exactly as they follow each other. */
static int
build_phrase(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	const struct tw_node *node = weighted->node;
	enum tw_index_field field = tw_field_of(node);
	struct tw_phrase_term *terms = tw_arena_zeroed(builder->arena,
		node->term_count, sizeof(*terms));
	uint32_t count = 0;

	if (!terms)
		return tw_no_memory(builder->err);
	for (uint32_t i = 0; i < node->term_count; i++) {
		if (node->terms[i].kind != TW_TOKEN_MAIN)
			continue;
		int status = find_term(builder, weighted, i,
			&terms[count].entry);
		if (status == TRAWL_END)
			return none(builder, ret);
		if (status != TRAWL_OK)
			return status;
		terms[count++].position = node->terms[i].position;
	}
	if (count == 0)
		return none(builder, ret);
	if (count == 1)
		return tw_term_cursor(builder->arena, builder->segment,
			&terms[0].entry, &builder->plan->bm25[field],
			weighted->phrase_weight, ret, builder->err);
	return tw_phrase_cursor(builder->arena, builder->segment, terms, count,
		&builder->plan->bm25[field], weighted->phrase_weight, ret,
		builder->err);
}

static int
build_near(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	const struct tw_node *node = weighted->node;
	struct tw_term *terms = tw_arena_alloc(builder->arena,
		node->term_count * sizeof(*terms));

	if (!terms)
		return tw_no_memory(builder->err);
	for (uint32_t i = 0; i < node->term_count; i++) {
		int status = find_term(builder, weighted, i, &terms[i]);

		if (status == TRAWL_END)
			return none(builder, ret);
		if (status != TRAWL_OK)
			return status;
	}
	return tw_near_cursor(builder->arena, builder->segment, terms,
		node->term_count, node->distance,
		&builder->plan->bm25[tw_field_of(node)],
		weighted->phrase_weight, ret, builder->err);
}

/*
 * What an article must, or must not, have for a word: its MAIN terms as they
 * follow each other, or one of its other spellings.
 */
static int
build_word_filter(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	const struct tw_node *node = weighted->node;
	struct tw_cursors ways;
	struct tw_cursor *way;
	int status = new_list(builder, (size_t)node->term_count + 1, &ways);

	if (status == TRAWL_OK)
		status = build_phrase(builder, weighted, &way);
	if (status != TRAWL_OK)
		return status;
	add(&ways, way);
	for (uint32_t i = 0; i < node->term_count && status == TRAWL_OK; i++) {
		if (node->terms[i].kind == TW_TOKEN_MAIN)
			continue;
		status = build_term(builder, weighted, i, &way);
		if (status == TRAWL_OK)
			add(&ways, way);
	}
	if (status == TRAWL_OK && ways.count > 1)
		status = tw_or_cursor(builder->arena, ways, ret, builder->err);
	else if (status == TRAWL_OK)
		*ret = ways.cursor[0];
	if (status != TRAWL_OK)
		done(&ways);
	return status;
}

/* The terms of a prefix that the segment has, read as one word. */
static int
build_expansion(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	const struct tw_reader *reader = builder->plan->reader;
	const struct tw_expansion *expansion = weighted->expansion;
	size_t number = (size_t)(builder->segment - reader->segments);
	struct tw_term *terms = tw_arena_alloc(builder->arena,
		(expansion->count + (size_t)1) * sizeof(*terms));
	struct tw_synonyms synonyms = {
		.segment = builder->segment,
		.terms = terms,
		.bm25 = &builder->plan->bm25[tw_field_of(weighted->node)],
		.weight = expansion->weight,
	};

	if (!terms)
		return tw_no_memory(builder->err);
	for (uint32_t i = 0; i < expansion->count; i++) {
		terms[synonyms.count] = expansion->entries[
			i * (size_t)reader->root.count + number];
		synonyms.count += terms[synonyms.count].df > 0;
	}
	if (synonyms.count == 0)
		return none(builder, ret);
	if (synonyms.count == 1)
		return tw_term_cursor(builder->arena, builder->segment, terms,
			synonyms.bm25, synonyms.weight, ret, builder->err);
	return tw_synonyms_cursor(builder->arena, synonyms, ret,
		builder->err);
}

static int
build_prefix(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	if (weighted->expansion)
		return build_expansion(builder, weighted, ret);
	return tw_prefix_cursor(builder->arena, builder->segment,
		weighted->node, weighted->factor, ret, builder->err);
}

static int build_group(struct builder *builder,
	const struct tw_weighted *weighted, struct tw_cursor **ret);

/* A clause as one cursor. */
static int
build_filter(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	const struct tw_node *node = weighted->node;

	if (node->kind == TW_NODE_GROUP)
		return build_group(builder, weighted, ret);
	if (tw_query_filters(node))
		return none(builder, ret);
	switch (node->kind) {
	case TW_NODE_WORD:
		return build_word_filter(builder, weighted, ret);
	case TW_NODE_PHRASE:
		return build_phrase(builder, weighted, ret);
	case TW_NODE_NEAR:
		return build_near(builder, weighted, ret);
	case TW_NODE_PREFIX:
		return build_prefix(builder, weighted, ret);
	default:
		return none(builder, ret);
	}
}

/* Adds the cursors of the terms of a word that count. */
static int
add_terms(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursors *scored)
{
	for (uint32_t i = 0; i < weighted->node->term_count; i++) {
		struct tw_cursor *cursor;

		if (weighted->weight[i] < 0)
			continue;
		int status = build_term(builder, weighted, i, &cursor);
		if (status != TRAWL_OK)
			return status;
		add(scored, cursor);
	}
	return TRAWL_OK;
}

/* A clause of a group: as a filter, as a part of the score, or as both. */
static int
add_clause(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_and_parts *parts)
{
	const struct tw_node *node = weighted->node;
	bool filters = tw_query_filters(node);
	bool is_word = node->kind == TW_NODE_WORD && !filters;
	struct tw_cursor *filter = NULL;

	if (is_word && node->occur == TW_SHOULD)
		return add_terms(builder, weighted, &parts->scored);
	int status = build_filter(builder, weighted, &filter);
	if (status != TRAWL_OK)
		return status;
	if (node->occur == TW_NOT)
		add(&parts->excluded, filter);
	if (node->occur == TW_MUST)
		add(&parts->required, filter);
	if (node->occur == TW_NOT || (is_word && !node->ranked) ||
		(filters && node->occur == TW_MUST))
		return TRAWL_OK;
	if (is_word && node->term_count > 1)
		return add_terms(builder, weighted, &parts->scored);
	add(&parts->scored, filter);
	return TRAWL_OK;
}

static size_t
count_terms(const struct tw_weighted *group)
{
	size_t count = 0;

	for (const struct tw_weighted *w = group->first; w; w = w->next)
		count += (size_t)w->node->term_count + 1;
	return count;
}

/* True if one of the SHOULD clauses has to be there, as all that must be
   there but filters. */
static bool
needs_any(const struct tw_weighted *group)
{
	bool has_should = false;

	for (const struct tw_weighted *w = group->first; w; w = w->next) {
		if (w->node->occur == TW_MUST && !tw_query_filters(w->node))
			return false;
		has_should |= w->node->occur == TW_SHOULD &&
			!tw_query_is_left_out(group->node, w->node);
	}
	return has_should;
}

static int
build_group(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	size_t most = count_terms(weighted);
	struct tw_and_parts parts = {0};
	int status = new_list(builder, most, &parts.required);

	if (status == TRAWL_OK)
		status = new_list(builder, most, &parts.excluded);
	if (status == TRAWL_OK)
		status = new_list(builder, most, &parts.scored);
	for (const struct tw_weighted *w = weighted->first;
		w && status == TRAWL_OK; w = w->next)
		if (!tw_query_is_left_out(weighted->node, w->node))
			status = add_clause(builder, w, &parts);
	if (status == TRAWL_OK)
		status = tw_parts_cursor(builder->arena, builder->segment,
			&parts, needs_any(weighted), ret, builder->err);
	if (status != TRAWL_OK)
		tw_parts_done(&parts);
	return status;
}

int
tw_plan_cursor(const struct tw_plan *plan, struct tw_segment *segment,
	struct tw_arena *arena, struct tw_cursor **ret, trawl_error *err)
{
	struct builder builder = {plan, segment, arena, err};

	return plan->root ? build_group(&builder, plan->root, ret) :
		none(&builder, ret);
}
