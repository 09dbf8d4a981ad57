/* weigh.c: what the nodes of a query are worth in an index. */
/* SPDX-License-Identifier: MIT */
#include "match/weigh.h"

#include "match/bm25.h"
#include "match/found.h"

static bool
has_content_word(const struct tw_node *node)
{
	for (uint32_t i = 0; i < node->term_count; i++)
		if (node->terms[i].kind == TW_TOKEN_MAIN &&
			!node->terms[i].stop)
			return true;
	return false;
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
		int status = tw_reader_find_term(reader, field, term->term,
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

/* The same of words that are found in the lexicon. */
static int
weigh_found(struct tw_reader *reader, struct tw_plan *plan,
	struct tw_weighted *weighted, bool alike, trawl_error *err)
{
	struct tw_expansion *expansion = tw_arena_zeroed(&plan->arena, 1,
		sizeof(*expansion));

	if (!expansion)
		return tw_no_memory(err);
	int status = tw_expand_found(reader, plan->analyzer, weighted->node,
		alike ? TW_FOUND_WORDS_MAX : weighted->node->expansions,
		&plan->arena, expansion, err);

	if (status != TRAWL_OK)
		return status;
	expansion->weight *= weighted->factor;
	weighted->expansion = expansion;
	weighted->alike = alike;
	if (expansion->is_cut && !plan->cut)
		plan->cut = weighted->node;
	return TRAWL_OK;
}

static bool
is_found(const struct tw_node *node)
{
	return node->kind == TW_NODE_PATTERN || node->kind == TW_NODE_FUZZY;
}

int
tw_weigh(struct tw_reader *reader, struct tw_plan *plan,
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
	alike |= node->occur == TW_NOT || tw_query_filters(node);
	if (node->kind == TW_NODE_PREFIX)
		return alike ? TRAWL_OK
			     : weigh_prefix(reader, plan, weighted, err);
	if (is_found(node))
		return weigh_found(reader, plan, weighted, alike, err);
	if (node->kind != TW_NODE_GROUP)
		return tw_query_filters(node) ? TRAWL_OK
			: weigh_terms(reader, plan, weighted, err);
	struct tw_weighted **link = &weighted->first;
	for (const struct tw_node *child = node->first; child;
		child = child->next) {
		int status = tw_weigh(reader, plan, child, alike,
			weighted->factor, link, err);

		if (status != TRAWL_OK)
			return status;
		link = &(*link)->next;
	}
	return TRAWL_OK;
}
