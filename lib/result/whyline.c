/* whyline.c: in a line, why an article was found. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/dates.h"
#include "result/explain.h"

#define NAMES_MAX 3		/* words that are named, at most */

/* Words of the query that are of one kind. */
struct names {
	uint32_t count;
	const struct tw_node *node[NAMES_MAX];
};

struct line {
	const struct tw_part *parts;
	uint32_t count;
	struct tw_arena arena;
	struct tw_buf title;		/* struct tw_query_term of its words */
	bool no_memory;
	struct names titled;
	struct names elsewhere;
	struct names absent;
};

/* ------------------------------------------------------------------ */
/* The title.                                                           */

static int
take_token(void *context, const struct tw_token *token)
{
	struct line *line = context;
	struct tw_query_term term = {
		.position = token->position,
		.term = tw_str(tw_arena_copy(&line->arena, token->term,
			token->term_length), token->term_length),
	};

	line->no_memory |= !term.term.p;
	tw_buf_add(&line->title, &term, sizeof(term));
	return TRAWL_OK;
}

static bool
begins(const struct tw_query_term *word, struct tw_str beginning)
{
	return word->term.n >= beginning.n &&
		memcmp(word->term.p, beginning.p, beginning.n) == 0;
}

/* Whether the title has the term; of a phrase, this far behind `first`. */
static bool
title_has(const struct line *line, const struct tw_node *leaf, uint32_t i,
	uint32_t first)
{
	const struct tw_query_term *words = (const void *)line->title.p;
	const struct tw_query_term *term = &leaf->terms[i];

	for (size_t k = 0; k < line->title.n / sizeof(*words); k++) {
		if (leaf->kind == TW_NODE_PHRASE &&
			words[k].position != first + term->position)
			continue;
		if (leaf->kind == TW_NODE_PREFIX ? begins(&words[k], term->term)
			: tw_str_equal(words[k].term, term->term))
			return true;
	}
	return false;
}

/* All MAIN terms of the leaf; of a phrase, from this place on. */
static bool
title_has_all(const struct line *line, const struct tw_node *leaf,
	uint32_t first)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < leaf->term_count; i++) {
		if (leaf->terms[i].kind != TW_TOKEN_MAIN)
			continue;
		if (!title_has(line, leaf, i, first))
			return false;
		count++;
	}
	return count > 0;
}

static bool
is_in_title(const struct line *line, const struct tw_node *leaf)
{
	const struct tw_query_term *words = (const void *)line->title.p;
	size_t places = line->title.n / sizeof(*words);

	if (leaf->kind != TW_NODE_PHRASE)
		return title_has_all(line, leaf, 0);
	for (size_t k = 0; k < places; k++)
		if (title_has_all(line, leaf, words[k].position))
			return true;
	return false;
}

/* ------------------------------------------------------------------ */
/* The query.                                                           */

static bool
scored(const struct line *line, const struct tw_node *leaf)
{
	for (uint32_t i = 0; i < line->count; i++)
		if (line->parts[i].node == leaf)
			return true;
	return false;
}

static void
add_name(struct names *names, const struct tw_node *leaf)
{
	if (names->count < NAMES_MAX)
		names->node[names->count] = leaf;
	names->count++;
}

/* Recursion is bounded: see query/tree.h. */
static void
sort_leaves(struct line *line, const struct tw_node *group)
{
	for (const struct tw_node *n = group->first; n; n = n->next) {
		if (n->occur == TW_NOT || !n->ranked || tw_query_filters(n) ||
			tw_query_is_left_out(group, n))
			continue;
		if (n->kind == TW_NODE_GROUP)
			sort_leaves(line, n);
		else if (!scored(line, n))
			add_name(&line->absent, n);
		else if (is_in_title(line, n))
			add_name(&line->titled, n);
		else
			add_name(&line->elsewhere, n);
	}
}

/* ------------------------------------------------------------------ */
/* The line.                                                            */

static void
separate(struct tw_buf *out, size_t start)
{
	if (out->n > start)
		tw_buf_addf(out, "; ");
}

static void
say_names(const struct names *names, struct tw_buf *out)
{
	for (uint32_t i = 0; i < names->count && i < NAMES_MAX; i++) {
		if (i > 0)
			tw_buf_addf(out, ", ");
		tw_explain_name(names->node[i], out);
	}
	if (names->count > NAMES_MAX)
		tw_buf_addf(out, " and %u more",
			(unsigned)(names->count - NAMES_MAX));
}

static void
say_places(const struct line *line, struct tw_buf *out)
{
	size_t start = out->n;

	if (line->titled.count > 0 && line->elsewhere.count > 0) {
		say_names(&line->titled, out);
		tw_buf_addf(out, " ");
	}
	if (line->titled.count > 0)
		tw_buf_addf(out, "in the title");
	else if (line->elsewhere.count > 0)
		tw_buf_addf(out, "in the text");
	if (line->absent.count > 0) {
		separate(out, start);
		tw_buf_addf(out, "without ");
		say_names(&line->absent, out);
	}
}

static void
say_date(struct tw_str text, struct tw_buf *out)
{
	static const char *const months[] = {"January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December"};
	uint32_t date = tw_date_pack(text);
	uint32_t month = date >> 8 & 0xff;
	uint32_t day = date & 0xff;

	if (day > 0)
		tw_buf_addf(out, "%u ", (unsigned)day);
	if (month >= 1 && month <= 12)
		tw_buf_addf(out, "%s ", months[month - 1]);
	tw_buf_addf(out, "%u", (unsigned)(date >> 16));
}

int
tw_explain_line(const struct tw_query *query, const struct tw_part *parts,
	uint32_t count, struct tw_str title, struct tw_str date,
	struct tw_buf *out, trawl_error *err)
{
	struct line line = {.parts = parts, .count = count};
	size_t start = out->n;
	int status = tw_analyze(query->analyzer, title, take_token, &line,
		err);

	if (status == TRAWL_OK)
		status = line.no_memory ? tw_no_memory(err)
			: tw_buf_status(&line.title, err);
	if (status == TRAWL_OK && query->root) {
		sort_leaves(&line, query->root);
		say_places(&line, out);
	}
	if (status == TRAWL_OK && tw_date_pack(date) > 0) {
		separate(out, start);
		say_date(date, out);
	}
	tw_buf_done(&line.title);
	tw_arena_done(&line.arena);
	return status == TRAWL_OK ? tw_buf_status(out, err) : status;
}
