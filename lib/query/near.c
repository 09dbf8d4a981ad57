/* near.c: words with NEAR between them become one leaf. */
/* SPDX-License-Identifier: MIT */
#include "query/near.h"

#include <string.h>

static bool
can_join(const struct tw_node *last, const struct tw_clauses *next)
{
	const struct tw_node *word = next->first;

	return last && next->count == 1 && word->kind == TW_NODE_WORD &&
		word->occur == TW_SHOULD && word->field == last->field &&
		(last->kind == TW_NODE_WORD || last->kind == TW_NODE_NEAR);
}

/* The text of both, a space between them. */
static int
join_texts(struct tw_query *query, struct tw_node *last,
	const struct tw_node *word, trawl_error *err)
{
	size_t n = last->text.n + 1 + word->text.n;
	char *text = tw_arena_alloc(&query->arena, n);

	if (!text)
		return tw_no_memory(err);
	memcpy(text, last->text.p, last->text.n);
	text[last->text.n] = ' ';
	memcpy(text + last->text.n + 1, word->text.p, word->text.n);
	last->text = tw_str(text, n);
	return TRAWL_OK;
}

/* Appends the MAIN terms of a node, and counts the positions. */
static void
add_main_terms(const struct tw_node *node, struct tw_query_term *terms,
	uint32_t *count)
{
	for (uint32_t i = 0; i < node->term_count; i++) {
		if (node->terms[i].kind != TW_TOKEN_MAIN)
			continue;
		terms[*count] = node->terms[i];
		terms[*count].position = *count;
		(*count)++;
	}
}

int
tw_near_join(struct tw_query *query, struct tw_clauses *clauses,
	struct tw_clauses *next, uint32_t distance, bool *ret_joined,
	trawl_error *err)
{
	struct tw_node *last = clauses->last;
	uint32_t count = 0;

	*ret_joined = can_join(last, next);
	if (!*ret_joined)
		return TRAWL_OK;
	const struct tw_node *word = next->first;
	struct tw_query_term *terms = tw_arena_alloc(&query->arena,
		(last->term_count + word->term_count) * sizeof(*terms));

	if (!terms)
		return tw_no_memory(err);
	int status = join_texts(query, last, word, err);

	if (status != TRAWL_OK)
		return status;
	add_main_terms(last, terms, &count);
	add_main_terms(word, terms, &count);
	query->term_count -= last->term_count + word->term_count - count;
	if (distance > TW_NEAR_WORDS_MAX)
		distance = TW_NEAR_WORDS_MAX;
	if (last->distance < distance)
		last->distance = distance;
	last->kind = TW_NODE_NEAR;
	last->terms = terms;
	last->term_count = count;
	last->boost = tw_boost_times(last->boost, word->boost);
	*next = (struct tw_clauses){0};
	return TRAWL_OK;
}
