/* clauses.c: lists of clauses, and the groups that are made of them. */
/* SPDX-License-Identifier: MIT */
#include "query/clauses.h"

#include "query/parse.h"

void
tw_clauses_add(struct tw_clauses *clauses, struct tw_node *node)
{
	node->next = NULL;
	if (clauses->last)
		clauses->last->next = node;
	else
		clauses->first = node;
	clauses->last = node;
	clauses->count++;
}

void
tw_clauses_move(struct tw_clauses *to, struct tw_clauses *from)
{
	if (from->count == 0)
		return;
	if (to->last)
		to->last->next = from->first;
	else
		to->first = from->first;
	to->last = from->last;
	to->count += from->count;
	*from = (struct tw_clauses){0};
}

static bool
has_clause(const struct tw_node *group, enum tw_occur occur)
{
	for (const struct tw_node *n = group->first; n; n = n->next)
		if (n->occur == occur)
			return true;
	return false;
}

/* True if one of these has to be there that does more than to filter. */
static bool
has_must(const struct tw_node *group)
{
	for (const struct tw_node *n = group->first; n; n = n->next)
		if (n->occur == TW_MUST && !tw_query_filters(n))
			return true;
	return false;
}

/*
 * True if the clauses of this one can stand in its place:
 *
 *   a (b c)       is  a b c       only SHOULD in SHOULD
 *   +a +(+b c)    is  +a +b c     c is optional in both, b makes it so
 *   a +(+b +c)    is  a +b +c     only MUST in MUST
 */
static bool
is_transparent(const struct tw_node *node)
{
	if (node->kind != TW_NODE_GROUP || node->occur == TW_NOT ||
		node->boost != TW_BOOST_ONE)
		return false;
	if (node->occur == TW_MUST)
		return has_must(node) || (!has_clause(node, TW_SHOULD) &&
			!has_clause(node, TW_NOT));
	return !has_clause(node, TW_MUST) && !has_clause(node, TW_NOT);
}

static void
settle(struct tw_clauses *clauses, bool *ret_deep)
{
	struct tw_clauses settled = {0};
	struct tw_node *next;

	for (struct tw_node *node = clauses->first; node; node = next) {
		next = node->next;
		if (is_transparent(node)) {
			struct tw_node *inner = node->first;

			while (inner) {
				struct tw_node *behind = inner->next;

				tw_clauses_add(&settled, inner);
				inner = behind;
			}
		} else if (node->height < TW_QUERY_DEPTH_MAX) {
			tw_clauses_add(&settled, node);
		} else {
			*ret_deep = true;
		}
	}
	*clauses = settled;
}

static int
make_group(struct tw_clauses *clauses, struct tw_arena *arena,
	struct tw_node **ret, trawl_error *err)
{
	struct tw_node *group = tw_arena_zeroed(arena, 1, sizeof(*group));

	if (!group)
		return tw_no_memory(err);
	group->kind = TW_NODE_GROUP;
	group->boost = TW_BOOST_ONE;
	group->first = clauses->first;
	group->offset = clauses->first->offset;
	for (const struct tw_node *n = group->first; n; n = n->next)
		if (n->height >= group->height)
			group->height = n->height + 1;
	*clauses = (struct tw_clauses){0};
	*ret = group;
	return TRAWL_OK;
}

static bool
is_value(const struct tw_node *node, enum tw_query_field field)
{
	return node->kind == TW_NODE_VALUE && node->field == field &&
		node->occur == TW_MUST;
}

/* Those of one field, if there are two or more. */
static int
join_values(struct tw_clauses *clauses, enum tw_query_field field,
	struct tw_arena *arena, trawl_error *err)
{
	struct tw_clauses values = {0};
	struct tw_clauses others = {0};
	struct tw_node *next;
	struct tw_node *group = NULL;
	uint32_t count = 0;

	for (const struct tw_node *n = clauses->first; n; n = n->next)
		count += is_value(n, field);
	if (count < 2)
		return TRAWL_OK;
	for (struct tw_node *node = clauses->first; node; node = next) {
		next = node->next;
		if (is_value(node, field)) {
			node->occur = TW_SHOULD;
			tw_clauses_add(&values, node);
		} else {
			tw_clauses_add(&others, node);
		}
	}
	int status = make_group(&values, arena, &group, err);

	if (status != TRAWL_OK)
		return status;
	group->occur = TW_MUST;
	tw_clauses_add(&others, group);
	*clauses = others;
	return TRAWL_OK;
}

static int
settle_values(struct tw_clauses *clauses, struct tw_arena *arena,
	trawl_error *err)
{
	static const enum tw_query_field fields[] = {
		TW_QUERY_SITE, TW_QUERY_LANGUAGE, TW_QUERY_ID,
	};
	int status = TRAWL_OK;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]) &&
		status == TRAWL_OK; i++)
		status = join_values(clauses, fields[i], arena, err);
	return status;
}

int
tw_clauses_node(struct tw_clauses *clauses, struct tw_arena *arena,
	struct tw_node **ret, bool *ret_deep, trawl_error *err)
{
	settle(clauses, ret_deep);
	int status = settle_values(clauses, arena, err);

	if (status != TRAWL_OK)
		return status;
	struct tw_node *first = clauses->first;

	if (clauses->count > 1 || (first && first->occur == TW_NOT))
		return make_group(clauses, arena, ret, err);
	if (first)
		first->occur = TW_SHOULD;
	*clauses = (struct tw_clauses){0};
	*ret = first;
	return TRAWL_OK;
}

int
tw_clauses_root(struct tw_clauses *clauses, struct tw_arena *arena,
	struct tw_node **ret, bool *ret_deep, trawl_error *err)
{
	struct tw_node *node = NULL;
	int status = tw_clauses_node(clauses, arena, &node, ret_deep, err);

	if (status != TRAWL_OK)
		return status;
	if (!node || (node->kind == TW_NODE_GROUP &&
		node->boost == TW_BOOST_ONE)) {
		*ret = node;
		return TRAWL_OK;
	}
	tw_clauses_add(clauses, node);
	return make_group(clauses, arena, ret, err);
}
