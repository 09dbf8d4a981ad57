/* querytext.h: query trees as text, for tests. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_QUERYTEXT_H
#define TESTS_QUERYTEXT_H

#include "base/buf.h"
#include "query/fields.h"
#include "query/tree.h"
#include "query/when.h"

/*
 * word      a word and its one term
 * <co operat =cooperat ~bare !exact>    a word of several terms
 * "king of" a phrase, its terms
 * <happy* =happi>    a beginning and its stems
 * <a b>~5   words near each other; word~1 a fuzzy one; {a*b?} a pattern
 * site={x}  a value; 2019..2020-05 dates
 * (a b)     a group; + and - before MUST and NOT clauses; title: before words
 * ...^1500  behind what is boosted, in thousandths
 * [the]     what is not ranked
 */
static inline void
add_terms(const struct tw_node *node, struct tw_buf *out)
{
	static const char kinds[] = {0, '=', '~', '!'};

	for (uint32_t i = 0; i < node->term_count; i++) {
		char kind = kinds[node->terms[i].kind];

		if (i > 0)
			tw_buf_add_byte(out, ' ');
		if (kind)
			tw_buf_add_byte(out, (uint8_t)kind);
		tw_buf_add_str(out, node->terms[i].term);
		if (i == 0 && node->kind == TW_NODE_PREFIX)
			tw_buf_add_byte(out, '*');
	}
}

static inline void add_clauses(const struct tw_node *group, struct tw_buf *out);

static inline void
add_node(const struct tw_node *node, struct tw_buf *out)
{
	static const char *const signs[] = {"", "+", "-"};
	const char *quotes = "";

	tw_buf_addf(out, "%s%s%s", node->ranked ? "" : "[",
		signs[node->occur], "");
	tw_buf_add_str(out, tw_field_name(node->field));
	if (node->kind == TW_NODE_VALUE) {
		tw_buf_addf(out, "{%.*s}", (int)node->text.n, node->text.p);
	} else if (node->kind == TW_NODE_DATES) {
		tw_when_print((struct tw_when){node->from, 0}, out);
		tw_when_print((struct tw_when){0, node->to}, out);
	} else if (node->kind == TW_NODE_GROUP) {
		tw_buf_add_byte(out, '(');
		add_clauses(node, out);
		tw_buf_add_byte(out, ')');
	} else {
		if (node->kind == TW_NODE_PHRASE)
			quotes = "\"\"";
		else if (node->kind == TW_NODE_PATTERN)
			quotes = "{}";
		else if (node->term_count > 1)
			quotes = "<>";
		tw_buf_add(out, quotes, *quotes != 0);
		add_terms(node, out);
		tw_buf_add(out, quotes + 1, *quotes != 0);
	}
	if (node->kind == TW_NODE_NEAR || node->kind == TW_NODE_FUZZY)
		tw_buf_addf(out, "~%u", (unsigned)node->distance);
	if (node->boost != TW_BOOST_ONE)
		tw_buf_addf(out, "^%u", (unsigned)node->boost);
	tw_buf_addf(out, "%s", node->ranked ? "" : "]");
}

static inline void
add_clauses(const struct tw_node *group, struct tw_buf *out)
{
	for (const struct tw_node *n = group->first; n; n = n->next) {
		if (n != group->first)
			tw_buf_add_byte(out, ' ');
		add_node(n, out);
	}
}

/* The tree in this notation, empty if there is none; replaces what is there. */
static inline struct tw_str
tree_text(const struct tw_query *query, struct tw_buf *out)
{
	tw_buf_reset(out);
	if (query->root)
		add_clauses(query->root, out);
	return tw_buf_str(out);
}

#endif
