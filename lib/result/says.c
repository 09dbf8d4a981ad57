/* says.c: the words of a query, as articles are read for them. */
/* SPDX-License-Identifier: MIT */
#include "result/says.h"

#include <math.h>

#include "base/alloc.h"
#include "match/bm25.h"
#include "match/expand.h"
#include "result/saying.h"

/* A list of the term; its entries are filled by the caller. */
static struct tw_says_list *
add_list(struct tw_says *says, struct tw_says_term *term)
{
	struct tw_says_list *list = tw_arena_zeroed(&says->arena, 1,
		sizeof(*list));

	if (!list)
		return NULL;
	list->next = term->lists;
	term->lists = list;
	return list;
}

/* Words of a title have their places in the list of all, too. */
static int
find_list(struct tw_says *says, struct tw_says_list *list, struct tw_str text,
	trawl_error *err)
{
	uint64_t df;

	list->entries = tw_arena_zeroed(&says->arena,
		(size_t)says->reader->root.count + 1, sizeof(*list->entries));
	if (!list->entries)
		return tw_no_memory(err);
	return tw_reader_find_term(says->reader, TW_FIELD_ALL, text,
		list->entries, &df, err);
}

static int
add_term(struct tw_says *says, struct tw_str text, uint32_t *ret,
	trawl_error *err)
{
	uint32_t *value;
	bool is_new = false;

	if (!tw_map_insert(&says->map, text, says->term_count, &value, NULL,
		&is_new))
		return tw_no_memory(err);
	*ret = *value;
	if (!is_new)
		return TRAWL_OK;
	struct tw_says_list *list = add_list(says,
		&says->terms[says->term_count++]);

	return list ? find_list(says, list, text, err) : tw_no_memory(err);
}

/* Whether the second term follows the first in an article is seen by the
   distance that they have in the query, or none. */
#define DISTANCE_MOST 4

static int
add_pair(struct tw_says *says, uint32_t second, float boost, trawl_error *err)
{
	uint32_t first = says->last;
	float least = boost < says->last_boost ? boost : says->last_boost;
	uint32_t distance = 1 + says->since_last;

	says->last = second;
	says->last_boost = boost;
	says->since_last = 0;
	if (first == TW_SAYS_NONE)
		return TRAWL_OK;
	struct tw_says_pair **link = &says->terms[first].pairs;

	while (*link && (*link)->second != second)
		link = &(*link)->next;
	if (!*link) {
		*link = tw_arena_zeroed(&says->arena, 1, sizeof(**link));
		if (!*link)
			return tw_no_memory(err);
		(*link)->second = second;
		(*link)->boost = least;
		(*link)->distance = distance <= DISTANCE_MOST ? distance : 1;
	}
	(*link)->times++;
	return TRAWL_OK;
}

/* What a term of a leaf is worth. */
static int
weigh(const struct tw_says *says, const struct tw_node *leaf,
	const struct tw_query_term *term, float *ret, trawl_error *err)
{
	enum tw_index_field field = leaf->field == TW_QUERY_TITLE ?
		TW_FIELD_TITLE : TW_FIELD_ALL;
	uint64_t df;
	int status = tw_reader_df(says->reader, field, term->term, &df, err);

	if (status == TRAWL_OK)
		*ret = leaf->ranked ? tw_query_weight(term->kind) *
			tw_bm25_idf(says->reader->live[field].docs, df) : 0;
	return status;
}

static int
add_leaf(struct tw_says *says, const struct tw_node *leaf, float boost,
	trawl_error *err)
{
	for (uint32_t i = 0; i < leaf->term_count; i++) {
		const struct tw_query_term *term = &leaf->terms[i];
		uint32_t number = 0;
		float value = 0;

		if (term->stop) {
			says->since_last += term->kind == TW_TOKEN_MAIN;
			continue;
		}
		int status = weigh(says, leaf, term, &value, err);

		if (status == TRAWL_OK)
			status = add_term(says, term->term, &number, err);
		if (status != TRAWL_OK)
			return status;
		says->terms[number].value += boost * value;
		if (leaf->field != TW_QUERY_TITLE)
			says->terms[number].in_text += boost * value;
		says->terms[number].is_main |= term->kind == TW_TOKEN_MAIN;
		if (term->kind == TW_TOKEN_MAIN && leaf->ranked)
			status = add_pair(says, number, boost, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* The terms that words with the beginning have, read as one. */
static int
add_beginning(struct tw_says *says, const struct tw_node *leaf, float boost,
	trawl_error *err)
{
	struct tw_expansion expansion;
	struct tw_says_term *term = &says->terms[says->term_count++];
	int status = tw_expand(says->reader, leaf, &says->arena, &expansion,
		err);

	if (status != TRAWL_OK)
		return status;
	term->value = boost * expansion.weight;
	term->in_text = leaf->field != TW_QUERY_TITLE ? term->value : 0;
	term->is_main = true;
	for (uint32_t i = 0; i < expansion.count; i++) {
		struct tw_says_list *list = add_list(says, term);

		if (!list)
			return tw_no_memory(err);
		list->entries = expansion.entries +
			(size_t)i * says->reader->root.count;
	}
	says->last = TW_SAYS_NONE;
	return TRAWL_OK;
}

/* Recursion is bounded: see query/tree.h. */
static int
add_group(struct tw_says *says, const struct tw_node *group, float around,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (const struct tw_node *n = group->first; n && status == TRAWL_OK;
		n = n->next) {
		float boost = around * ((float)n->boost / TW_BOOST_ONE);

		if (n->occur == TW_NOT || tw_query_filters(n))
			continue;
		if (tw_query_is_left_out(group, n)) {
			says->since_last += n->term_count;
			continue;
		}
		if (n->kind == TW_NODE_GROUP)
			status = add_group(says, n, boost, err);
		else if (n->kind == TW_NODE_PREFIX)
			status = add_beginning(says, n, boost, err);
		else
			status = add_leaf(says, n, boost, err);
	}
	return status;
}

int
tw_says_new(struct tw_reader *reader, const struct tw_query *query,
	struct tw_says **ret, trawl_error *err)
{
	struct tw_says *says = tw_alloc_zeroed(1, sizeof(*says));
	size_t most = (size_t)query->term_count + 1;

	if (!says)
		return tw_no_memory(err);
	says->reader = reader;
	says->segment = TW_SAYS_NONE;
	says->last = TW_SAYS_NONE;
	says->pair_idf = logf(1 +
		(float)reader->live[TW_FIELD_ALL].docs / 10);
	says->terms = tw_arena_zeroed(&says->arena, most,
		sizeof(*says->terms));
	int status = says->terms ? find_list(says, &says->sentences,
		TW_STR(TW_SENTENCE_TERM), err) : tw_no_memory(err);

	if (status == TRAWL_OK && query->root)
		status = add_group(says, query->root,
			(float)query->root->boost / TW_BOOST_ONE, err);
	for (uint32_t i = 0; i < says->term_count; i++)
		says->has_others |= !says->terms[i].is_main;
	if (status == TRAWL_OK)
		*ret = says;
	else
		tw_says_free(says);
	return status;
}

void
tw_says_free(struct tw_says *says)
{
	if (!says)
		return;
	tw_says_leave(says);
	tw_map_done(&says->map);
	tw_arena_done(&says->arena);
	tw_free(says);
}
