/* spelt.c: words of a query that stand for words spelt otherwise. */
/* SPDX-License-Identifier: MIT */
#include "query/spelt.h"

#include "text/utf8.h"

#define FUZZY_LETTERS 3

/* Its one term: the text, folded. */
static int
set_term(struct tw_leaves *leaves, struct tw_node *node, struct tw_str folded,
	trawl_error *err)
{
	struct tw_arena *arena = &leaves->query->arena;
	struct tw_query_term *term = tw_arena_zeroed(arena, 1, sizeof(*term));
	const char *copy = tw_arena_copy(arena, folded.p, folded.n);

	if (!term || !copy)
		return tw_no_memory(err);
	term->term = tw_str(copy, folded.n);
	term->kind = TW_TOKEN_MAIN;
	node->terms = term;
	node->term_count = 1;
	return TRAWL_OK;
}

static size_t
count_letters(struct tw_str text)
{
	const char *end = text.p + text.n;
	size_t count = 0;

	for (const char *p = text.p; p < end;) {
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		count += c != '*' && c != '?';
	}
	return count;
}

/* One leaf of this kind, unless it has too few letters or nothing fits. */
static int
add(struct tw_leaves *leaves, enum tw_node_kind kind, struct tw_str text,
	enum tw_query_field field, size_t least, struct tw_clauses *clauses,
	bool *ret_short, trawl_error *err)
{
	struct tw_buf folded = {0};
	struct tw_node *node = NULL;

	tw_analyzer_fold(leaves->analyzer, text, &folded);
	int status = tw_buf_status(&folded, err);

	*ret_short = status == TRAWL_OK &&
		count_letters(tw_buf_str(&folded)) < least;
	if (status == TRAWL_OK && !*ret_short)
		status = tw_leaves_add(leaves, kind, text, field, clauses,
			&node, err);
	if (status == TRAWL_OK && node)
		status = set_term(leaves, node, tw_buf_str(&folded), err);
	tw_buf_done(&folded);
	return status;
}

int
tw_spelt_fuzzy(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, uint32_t edits, struct tw_clauses *clauses,
	bool *ret_short, trawl_error *err)
{
	struct tw_clauses last = {0};
	size_t before;

	if (!tw_leaves_last_word(text, &before))
		return tw_leaves_words(leaves, text, field, clauses, err);
	int status = add(leaves, TW_NODE_FUZZY,
		tw_str(text.p + before, text.n - before), field,
		FUZZY_LETTERS, &last, ret_short, err);

	if (status != TRAWL_OK)
		return status;
	if (*ret_short)
		before = text.n;
	status = tw_leaves_words(leaves, tw_str(text.p, before), field,
		clauses, err);
	if (last.first)
		last.first->distance = edits;
	tw_clauses_move(clauses, &last);
	return status;
}

int
tw_spelt_pattern(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	bool *ret_short, trawl_error *err)
{
	return add(leaves, TW_NODE_PATTERN, text, field,
		leaves->query->reach.letters, clauses, ret_short, err);
}
