/* tree.c: which clauses of a query count, and what their terms are worth. */
/* SPDX-License-Identifier: MIT */
#include "query/tree.h"

#include "base/buf.h"
#include "query/fields.h"
#include "text/fold.h"

#define BOOST_MAX (1000 * TW_BOOST_ONE)

/*
 * Parts written as one are counted beside the parts: with the whole weight
 * "semi-finals" would be three words, and outweigh those around it. Half of
 * one is for texts that write it in the other way.
 */
float
tw_query_weight(enum tw_token_kind kind)
{
	switch (kind) {
	case TW_TOKEN_JOINED:
		return 0.5F;
	case TW_TOKEN_BARE:
		return 0.25F;
	case TW_TOKEN_EXACT:
		return 0.1F;
	default:
		return 1.0F;
	}
}

uint32_t
tw_boost_times(uint32_t boost, uint64_t other)
{
	uint64_t product = (boost * other + TW_BOOST_ONE / 2) / TW_BOOST_ONE;

	if (product < 1)
		return 1;
	return product < BOOST_MAX ? (uint32_t)product : BOOST_MAX;
}

bool
tw_query_filters(const struct tw_node *clause)
{
	if (clause->kind != TW_NODE_GROUP)
		return tw_field_filters(clause->field);
	for (const struct tw_node *n = clause->first; n; n = n->next)
		if (!tw_query_filters(n))
			return false;
	return true;
}

int
tw_query_kind(struct tw_str term, enum tw_token_kind *ret, trawl_error *err)
{
	struct tw_buf bare = {0};
	enum tw_token_kind kind = TW_TOKEN_MAIN;

	if (!tw_fold_is_ascii(term))
		tw_fold_accents(term, &bare);
	int status = tw_buf_status(&bare, err);

	if (status == TRAWL_OK && !tw_fold_is_ascii(term) &&
		!tw_str_equal(tw_buf_str(&bare), term))
		kind = TW_TOKEN_EXACT;
	tw_buf_done(&bare);
	if (status == TRAWL_OK)
		*ret = kind;
	return status;
}

/* True if its MAIN terms are all stop words. */
static bool
is_stop(const struct tw_node *leaf)
{
	for (uint32_t i = 0; i < leaf->term_count; i++)
		if (leaf->terms[i].kind == TW_TOKEN_MAIN &&
			!leaf->terms[i].stop)
			return false;
	return true;
}

/* True if a word in it, outside of NOT clauses, is no stop word. */
static bool
has_content(const struct tw_node *node)
{
	if (node->occur == TW_NOT)
		return false;
	if (node->kind != TW_NODE_GROUP)
		return !tw_query_filters(node) && !is_stop(node);
	for (const struct tw_node *n = node->first; n; n = n->next)
		if (has_content(n))
			return true;
	return false;
}

static void
rank(struct tw_node *node, bool rank_stops)
{
	bool has_positive = false;
	bool has_other = false;

	if (node->kind != TW_NODE_GROUP) {
		node->ranked = node->kind != TW_NODE_WORD || rank_stops ||
			tw_query_filters(node) || !is_stop(node);
		return;
	}
	for (struct tw_node *n = node->first; n; n = n->next) {
		rank(n, rank_stops && n->occur != TW_NOT);
		has_positive |= n->occur != TW_NOT;
		has_other |= n->occur == TW_MUST ||
			(n->occur == TW_SHOULD && n->ranked);
	}
	node->ranked = !has_positive || has_other;
}

void
tw_query_rank(struct tw_node *root)
{
	rank(root, !has_content(root));
}

bool
tw_query_is_left_out(const struct tw_node *group, const struct tw_node *clause)
{
	return clause->occur == TW_SHOULD && !clause->ranked && group->ranked;
}
