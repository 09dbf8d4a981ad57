/* plan.c: a query tree to cursors over one segment. */
/* SPDX-License-Identifier: MIT */
#include "match/plan.h"

#include "base/alloc.h"
#include "match/filter.h"
#include "match/found.h"
#include "match/group.h"
#include "match/near.h"
#include "match/parts.h"
#include "match/phrase.h"
#include "match/prefix.h"
#include "match/synonyms.h"
#include "match/term.h"
#include "match/weigh.h"

/* The same for all searches of a reader. */
static int
make_bm25(struct tw_reader *reader, trawl_error *err)
{
	struct tw_bm25 *bm25 = tw_alloc(TW_FIELD_RANKED * sizeof(*bm25));

	if (!bm25)
		return tw_no_memory(err);
	for (int i = 0; i < TW_FIELD_RANKED; i++)
		tw_bm25_init(&bm25[i], &reader->root.ranking,
			reader->live[i].docs, reader->live[i].length);
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
	plan->analyzer = query->analyzer;
	plan->arena = arena;
	if (!reader->bm25)
		status = make_bm25(reader, err);
	plan->bm25 = reader->bm25;
	if (status == TRAWL_OK && query->root)
		status = tw_weigh(reader, plan, query->root, query->alike, 1,
			&plan->root, err);
	if (status != TRAWL_OK) {
		tw_plan_free(plan);
		return status;
	}
	*ret = plan;
	return TRAWL_OK;
}

void
tw_plan_ask_dates(struct tw_plan *plan, struct tw_dated *dated)
{
	struct tw_weighted *first = plan->root ? plan->root->first : NULL;

	for (struct tw_weighted *w = first; w; w = w->next)
		w->is_asked = w->node->kind == TW_NODE_DATES &&
			w->node->occur == TW_MUST &&
			tw_filter_dates(w->node, dated);
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
	int status = tw_phrase_cursor(builder->arena, builder->segment, terms,
		count, &builder->plan->bm25[field], weighted->phrase_weight,
		ret, builder->err);

	if (status == TRAWL_OK)
		(*ret)->end = builder->plan->end;
	return status;
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
	int status = tw_near_cursor(builder->arena, builder->segment, terms,
		node->term_count, node->distance,
		&builder->plan->bm25[tw_field_of(node)],
		weighted->phrase_weight, ret, builder->err);

	if (status == TRAWL_OK)
		(*ret)->end = builder->plan->end;
	return status;
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

/* The terms of a prefix that the segment has, read as one word; or of words
   found at this distance. */
static int
build_expansion(struct builder *builder, const struct tw_weighted *weighted,
	uint32_t distance, struct tw_cursor **ret)
{
	static const float worth[] = {1, 0.7F, 0.5F};
	const struct tw_reader *reader = builder->plan->reader;
	const struct tw_expansion *expansion = weighted->expansion;
	size_t number = (size_t)(builder->segment - reader->segments);
	struct tw_term *terms = tw_arena_alloc(builder->arena,
		(expansion->count + (size_t)1) * sizeof(*terms));
	struct tw_synonyms synonyms = {
		.segment = builder->segment,
		.terms = terms,
		.bm25 = &builder->plan->bm25[tw_field_of(weighted->node)],
		.weight = worth[distance] * expansion->weight,
	};

	if (!terms)
		return tw_no_memory(builder->err);
	for (uint32_t i = 0; i < expansion->count; i++) {
		if (expansion->distances && expansion->distances[i] != distance)
			continue;
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
		return build_expansion(builder, weighted, 0, ret);
	return tw_prefix_cursor(builder->arena, builder->segment,
		weighted->node, weighted->factor, ret, builder->err);
}

/* Words found score by the terms of each distance, or all alike. */
static int
build_found(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	const struct tw_reader *reader = builder->plan->reader;
	const struct tw_node *node = weighted->node;
	uint32_t most = node->kind == TW_NODE_FUZZY ? TW_FOUND_EDITS : 0;
	struct tw_cursors list;

	if (weighted->alike)
		return tw_any_cursor(builder->arena, builder->segment,
			weighted->expansion, (uint32_t)(builder->segment -
			reader->segments), reader->root.count,
			weighted->factor, ret, builder->err);
	int status = new_list(builder, (size_t)most + 1, &list);

	for (uint32_t i = 0; i <= most && status == TRAWL_OK; i++) {
		struct tw_cursor *cursor;

		status = build_expansion(builder, weighted, i, &cursor);
		if (status == TRAWL_OK)
			add(&list, cursor);
	}
	if (status == TRAWL_OK && list.count > 1)
		status = tw_or_cursor(builder->arena, list, ret, builder->err);
	else if (status == TRAWL_OK)
		*ret = list.cursor[0];
	if (status != TRAWL_OK)
		done(&list);
	return status;
}

/* The same of authors and categories, which filter. */
static int
build_found_filter(struct builder *builder, const struct tw_weighted *weighted,
	struct tw_cursor **ret)
{
	struct tw_cursor *found;
	int status = tw_any_cursor(builder->arena, builder->segment,
		weighted->expansion, (uint32_t)(builder->segment -
		builder->plan->reader->segments),
		builder->plan->reader->root.count, 0, &found, builder->err);

	if (status == TRAWL_OK && weighted->node->occur == TW_SHOULD)
		return tw_plain_cursor(builder->arena, found, ret,
			builder->err);
	if (status == TRAWL_OK)
		*ret = found;
	return status;
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
	if (tw_query_filters(node) && weighted->expansion)
		return build_found_filter(builder, weighted, ret);
	if (tw_query_filters(node))
		return tw_filter_cursor(builder->arena, builder->segment,
			node, &builder->plan->bm25[TW_FIELD_TITLE],
			node->occur == TW_SHOULD, ret, builder->err);
	switch (node->kind) {
	case TW_NODE_WORD:
		return build_word_filter(builder, weighted, ret);
	case TW_NODE_PHRASE:
		return build_phrase(builder, weighted, ret);
	case TW_NODE_NEAR:
		return build_near(builder, weighted, ret);
	case TW_NODE_PREFIX:
		return build_prefix(builder, weighted, ret);
	case TW_NODE_PATTERN:
	case TW_NODE_FUZZY:
		return build_found(builder, weighted, ret);
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
		if (!w->is_asked &&
			!tw_query_is_left_out(weighted->node, w->node))
			status = add_clause(builder, w, &parts);
	if (status == TRAWL_OK)
		status = tw_parts_cursor(builder->arena, builder->segment,
			&parts, needs_any(weighted), ret, builder->err);
	if (status == TRAWL_OK)
		(*ret)->end = builder->plan->end;
	else
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
