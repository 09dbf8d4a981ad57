/* print.c: a query tree to the text that reads as the same tree. */
/* SPDX-License-Identifier: MIT */
#include "query/print.h"

static void
print_operators(const struct tw_node *node, struct tw_buf *out)
{
	if (node->occur == TW_MUST)
		tw_buf_add_byte(out, '+');
	if (node->occur == TW_NOT)
		tw_buf_add_byte(out, '-');
	if (node->kind != TW_NODE_GROUP && node->field == TW_QUERY_TITLE)
		tw_buf_add_str(out, TW_STR("title:"));
}

/* A word that would be read as an operator is written small. */
static void
print_word(struct tw_str text, struct tw_buf *out)
{
	if (tw_str_equal(text, TW_STR("AND")))
		text = TW_STR("and");
	if (tw_str_equal(text, TW_STR("OR")))
		text = TW_STR("or");
	if (tw_str_equal(text, TW_STR("NOT")))
		text = TW_STR("not");
	tw_buf_add_str(out, text);
}

static void
print_clauses(const struct tw_node *group, struct tw_buf *out)
{
	for (const struct tw_node *n = group->first; n; n = n->next) {
		if (n != group->first)
			tw_buf_add_byte(out, ' ');
		print_operators(n, out);
		switch (n->kind) {
		case TW_NODE_PHRASE:
			tw_buf_add_byte(out, '"');
			tw_buf_add_str(out, n->text);
			tw_buf_add_byte(out, '"');
			break;
		case TW_NODE_PREFIX:
			tw_buf_add_str(out, n->text);
			tw_buf_add_byte(out, '*');
			break;
		case TW_NODE_GROUP:
			tw_buf_add_byte(out, '(');
			print_clauses(n, out);
			tw_buf_add_byte(out, ')');
			break;
		default:
			print_word(n->text, out);
			break;
		}
	}
}

void
tw_query_print(const struct tw_node *root, struct tw_buf *out)
{
	print_clauses(root, out);
}
