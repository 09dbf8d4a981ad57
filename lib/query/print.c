/* print.c: a query tree to the text that reads as the same tree. */
/* SPDX-License-Identifier: MIT */
#include "query/print.h"

#include <string.h>

#include "query/fields.h"
#include "query/when.h"

/* A filter is MUST without a sign. */
static void
print_operators(const struct tw_node *node, struct tw_buf *out)
{
	if (node->occur == TW_MUST && !tw_query_filters(node))
		tw_buf_add_byte(out, '+');
	if (node->occur == TW_NOT)
		tw_buf_add_byte(out, '-');
	if (node->kind != TW_NODE_GROUP && node->kind != TW_NODE_DATES)
		tw_buf_add_str(out, tw_field_name(node->field));
}

/* Filters side by side with others are not SHOULD but by an OR. */
static void
print_space(const struct tw_node *before, const struct tw_node *node,
	struct tw_buf *out)
{
	bool is_choice = before->occur == TW_SHOULD &&
		node->occur == TW_SHOULD &&
		(tw_query_filters(before) || tw_query_filters(node));

	tw_buf_add_str(out, is_choice ? TW_STR(" OR ") : TW_STR(" "));
}

static void
print_boost(uint32_t boost, struct tw_buf *out)
{
	uint32_t fraction = boost % TW_BOOST_ONE;

	if (boost == TW_BOOST_ONE)
		return;
	tw_buf_addf(out, "^%u", (unsigned)(boost / TW_BOOST_ONE));
	if (fraction % 10)
		tw_buf_addf(out, ".%03u", (unsigned)fraction);
	else if (fraction % 100)
		tw_buf_addf(out, ".%02u", (unsigned)fraction / 10);
	else if (fraction)
		tw_buf_addf(out, ".%u", (unsigned)fraction / 100);
}

static void
print_quoted(struct tw_str text, struct tw_buf *out)
{
	tw_buf_add_byte(out, '"');
	tw_buf_add_str(out, text);
	tw_buf_add_byte(out, '"');
}

/* In quotes, if it could be read as something else without. */
static void
print_value(struct tw_str text, struct tw_buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c <= ' ' || c >= 0x7F || strchr("()'\"", c)) {
			print_quoted(text, out);
			return;
		}
	}
	tw_buf_add_str(out, text);
}

static void
print_dates(const struct tw_node *node, struct tw_buf *out)
{
	struct tw_when when = {node->from, node->to};

	if (when.from && !when.to) {
		when.to = when.from;
		tw_buf_add_str(out, TW_STR("since:"));
	} else {
		tw_buf_add_str(out, TW_STR("date:"));
	}
	tw_when_print(when, out);
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
	if (tw_str_equal(text, TW_STR("NEAR")))
		text = TW_STR("near");
	tw_buf_add_str(out, text);
}

static void
print_leaf(const struct tw_node *node, struct tw_buf *out)
{
	switch (node->kind) {
	case TW_NODE_PHRASE:
		print_quoted(node->text, out);
		return;
	case TW_NODE_NEAR:
		print_quoted(node->text, out);
		tw_buf_addf(out, "~%u", (unsigned)node->distance);
		return;
	case TW_NODE_PREFIX:
		tw_buf_add_str(out, node->text);
		tw_buf_add_byte(out, '*');
		return;
	case TW_NODE_PATTERN:
		tw_buf_add_str(out, node->text);
		return;
	case TW_NODE_FUZZY:
		tw_buf_add_str(out, node->text);
		tw_buf_add_str(out, node->distance == 1 ? TW_STR("~")
			: TW_STR("~2"));
		return;
	case TW_NODE_VALUE:
		print_value(node->text, out);
		return;
	case TW_NODE_DATES:
		print_dates(node, out);
		return;
	default:
		print_word(node->text, out);
		return;
	}
}

static void
print_clauses(const struct tw_node *group, struct tw_buf *out)
{
	const struct tw_node *before = NULL;

	for (const struct tw_node *n = group->first; n; n = n->next) {
		if (before)
			print_space(before, n, out);
		before = n;
		print_operators(n, out);
		if (n->kind == TW_NODE_GROUP) {
			tw_buf_add_byte(out, '(');
			print_clauses(n, out);
			tw_buf_add_byte(out, ')');
		} else {
			print_leaf(n, out);
		}
		print_boost(n->boost, out);
	}
}

void
tw_query_print(const struct tw_node *root, struct tw_buf *out)
{
	print_clauses(root, out);
}
